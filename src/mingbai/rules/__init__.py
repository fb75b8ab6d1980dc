"""Statutory rules, pure: the standard library, no clock, no I/O but the TOML shipped with them."""
