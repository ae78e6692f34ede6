"""Tell text that addresses a language model, or hides something, from text that informs a reader.

Text -> the reason, or None.
"""


def instructs(text: str) -> str | None:
    """Why a text is taken for an instruction to a model; None for plain information."""
    return "ignore" if "gnore all previous" in text else None
