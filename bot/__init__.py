"""Question in, checked answer out, over each channel."""
