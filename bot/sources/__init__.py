"""Where documents come from by themselves: web pages, feeds and sitemaps."""
