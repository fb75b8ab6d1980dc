"""Reading reports as .html."""

from bench.measures import Contestants
from bench.measures.reader import contestants_for


def contestants() -> Contestants:
    """Bare text and the whole check."""
    return contestants_for("html")
