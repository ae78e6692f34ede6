"""The command line's `admin`: each command speaks the interface of administration, here or of a server."""
