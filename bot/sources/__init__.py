"""Sources: web pages, feeds and sitemaps that documents come from by themselves."""
