"""Administering: who may, what they change, and what is kept of it."""
