"""Reading reports as .docx."""

from bench.measures import Contestants
from bench.measures.reader import contestants_for


def contestants() -> Contestants:
    """Bare text and the whole check."""
    return contestants_for("docx")
