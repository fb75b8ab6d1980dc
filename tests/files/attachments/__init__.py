"""Applicants' files: what is taken, what is refused in words, and that nothing is kept of it."""
