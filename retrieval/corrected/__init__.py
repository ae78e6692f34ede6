"""Records and texts as they are read once administrators have corrected, added or withdrawn."""
