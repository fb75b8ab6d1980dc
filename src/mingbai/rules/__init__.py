"""Statutory rules, pure: standard library only, no clock, no I/O but the TOML that ships with them."""
