"""The reader of published annual reports (条例 Art. 49–50): offline, by label, never by guess."""

from mingbai.reading.reader import Reading, read, read_bytes, read_text

__all__ = ["Reading", "read", "read_bytes", "read_text"]
