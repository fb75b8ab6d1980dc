"""files: what comes from outside, bounded and checked before anyone reads it (UPL-01, UPL-05)."""
