"""The snapshot on disk: passages, the lexical index, the vectors."""
