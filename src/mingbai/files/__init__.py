"""files: what is uploaded, treated as hostile until read; tables in and tables out (UPL-01…05)."""
