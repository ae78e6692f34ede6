"""Vectors of a model at an endpoint: of passages when they are indexed, of questions when they are asked."""
