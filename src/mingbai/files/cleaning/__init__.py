"""Officers' files cleaned before they may be published; all that is taken away is told.

Standards DOC-05, PII-08, UPL-01…06.  ``clean(data, name)`` gives the bytes to publish.
"""

from mingbai.files.cleaning.cleaner import Cleaned, clean
from mingbai.files.cleaning.kinds import STAFF, Kind
from mingbai.files.cleaning.told import Strip

__all__ = ["STAFF", "Cleaned", "Kind", "Strip", "clean"]
