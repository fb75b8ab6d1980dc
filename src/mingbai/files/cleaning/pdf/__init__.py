"""PDF for publication: the pages as they are seen, and nothing beside them (UPL-06, PII-08)."""
