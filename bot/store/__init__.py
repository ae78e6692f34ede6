"""What administrators and users leave behind: records in a database, SQLite by default."""
