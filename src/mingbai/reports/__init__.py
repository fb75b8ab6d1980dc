"""reports: the annual report, a view of the ledgers sealed once a year (条例第四十九、五十条)."""
