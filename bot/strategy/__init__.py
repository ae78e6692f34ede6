"""Answer from the records of goals, priorities and plans."""
