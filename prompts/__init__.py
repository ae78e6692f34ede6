"""Wording for the language model: one file a task and language, rendered by pure functions.

A prompt's version is the digest of its file: each answer says which one it was made with.
"""
