"""outbox: notices on their way out, at least once, with a key to tell them by (REL-14)."""
