"""The officers' pages of records."""
