"""Bulk loading of invented data by plain SQL, so that ten million cases take minutes."""
