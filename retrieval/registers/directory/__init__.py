"""Contacts, ready to be asked: by name, number, organisation, post or subject."""
