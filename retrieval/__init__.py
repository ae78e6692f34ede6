"""From the region's documents to hits and records. Knows nothing of chats, HTTP or models that write."""
