"""Personal data and secrecy marks found in text (PIPL Art. 28, 31; 条例 Art. 14, 15; 保密法).

Pure: passages in, findings out.  A found value leaves this package only masked.
"""

from mingbai.rules.privacy.detecting import detect
from mingbai.rules.privacy.findings import Finding, Kind, Passage, Severity
from mingbai.rules.privacy.masked import Masked, masked_html, masked_text
from mingbai.rules.privacy.policy import Policy

__all__ = [
    "Finding",
    "Kind",
    "Masked",
    "Passage",
    "Policy",
    "Severity",
    "detect",
    "masked_html",
    "masked_text",
]
