"""Answer "who" from the register of contacts."""
