"""`python -m bot` is `regionsvar`."""

from bot.cli import main

main()
