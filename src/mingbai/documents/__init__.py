"""documents: 公文 of 依申请公开: templates an organ adapts, papers as Word and PDF, number series.

Knows no application: a caller gives facts, and gets a ``Paper`` (条例第三十至四十一条, GB/T 9704).
"""
