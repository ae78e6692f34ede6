"""Wording for the language model: empty until answers are written by one."""
