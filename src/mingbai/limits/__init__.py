"""limits: how often a stranger may ask, and the query codes he asks with (ABU-01…04, SEC-03)."""
