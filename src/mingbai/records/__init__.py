"""records: the one publication core; nothing is public without reviews of that exact text (条例第十七条)."""
