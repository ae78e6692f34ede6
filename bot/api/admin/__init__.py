"""The interface for administrators, under /api/admin."""
