"""vault: personal data at rest: sealed fields and files, key ring, blind index (CRY-01…04, 06)."""
