"""From text to strategies: goals, priorities and the work under them, and the plans that hold or held."""
