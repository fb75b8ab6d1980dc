"""remedies: the ledger of 行政复议 and 行政诉讼 against disclosure acts (条例第五十一条)."""
