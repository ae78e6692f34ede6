"""Words that say how something is told and not what: the frame of a sentence.

General knowledge of Swedish and English, as data in frame.txt. They neither bear a claim nor need a source.
"""

from importlib.resources import files

FRAME = frozenset(files("bot.verifying").joinpath("frame.txt").read_text(encoding="utf-8").split())
