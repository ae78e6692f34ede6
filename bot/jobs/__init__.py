"""Work that takes longer than a request: queued, leased by one worker, followed and taken up again."""
