"""The registers as rows, for whoever lists them: search, filters, sources, pages."""
