"""Scanning files for personal data and secrecy marks."""
