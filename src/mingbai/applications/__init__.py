"""applications: the ledger of 政府信息公开申请 and its facts (条例第二十七至四十五条)."""
