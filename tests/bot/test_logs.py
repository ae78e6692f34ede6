import logging
import sys

from bot.logs import BlottingFormatter


def test_a_secret_is_blotted_out_also_in_a_traceback() -> None:
    formatter = BlottingFormatter(["123:abc", "123:abc-longer", ""])
    try:
        raise ValueError("the token 123:abc was rejected")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "bot123:abc-longer/getMe", (), sys.exc_info())
    line = formatter.format(record)
    assert "123:abc" not in line
    assert "bot[secret]/getMe" in line
    assert "the token [secret] was rejected" in line
