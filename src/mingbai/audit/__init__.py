"""audit: what was done, by whom, under which post; a chain of hashes per organ (条例第四十五条)."""
