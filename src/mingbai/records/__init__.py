"""records: the one publication core; nothing is public unreviewed (条例第十七条)."""
