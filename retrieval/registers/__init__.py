"""From text to records: who answers for what."""
