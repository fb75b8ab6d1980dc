"""Personal data and secrecy marks found in text (PIPL Art. 28, 31; 条例 Art. 14, 15; 保密法).

Pure: passages in, findings out.  A found value leaves this package only masked.
"""

from mingbai.rules.privacy.detecting import detect
from mingbai.rules.privacy.findings import Finding, Kind, Passage, Severity

__all__ = ["Finding", "Kind", "Passage", "Severity", "detect"]
