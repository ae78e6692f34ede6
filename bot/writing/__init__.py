"""Answers that a model writes from sources that code chose, checked by code before anyone reads them."""
