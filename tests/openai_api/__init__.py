"""An OpenAI-compatible server of our own, for tests."""
