"""Word documents (.docx) taken as bodies: ``imported`` (DOC-05).

What Word numbers by itself is written out, what it hides is left out, and both are reported.
"""

from mingbai.prose.word.importing import Imported, imported

__all__ = ["Imported", "imported"]
