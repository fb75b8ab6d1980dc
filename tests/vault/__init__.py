"""Sealed fields and files, the ring of keys and its change (CRY-01…04, PIP-01)."""
