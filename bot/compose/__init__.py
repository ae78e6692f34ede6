"""From evidence and records to the words of an answer."""
