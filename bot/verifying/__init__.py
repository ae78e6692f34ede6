"""Hold what a language model wrote against the passages that it names, sentence by sentence, by code."""
