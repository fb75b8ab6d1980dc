"""A seeded generator of texts and files with planted numbers; valid ones exist only in memory."""
