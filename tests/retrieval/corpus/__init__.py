"""What reading the corpus promises."""
