"""The benchmarks of docs/benchmarks.md: SQLite and PostgreSQL side by side (``make bench``)."""
