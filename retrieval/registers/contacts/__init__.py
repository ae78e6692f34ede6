"""From text to contacts: who can be reached, how, and for what."""
