"""The region's documents: where they lie, what we know of them, and how each format is read."""
