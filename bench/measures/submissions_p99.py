"""How long the applicant waits for the receipt after he has sent the form; one in a hundred."""

from bench.measures import Contestants
from bench.measures.submissions import contestants_timed
from bench.served.load import slowest


def contestants() -> Contestants:
    """As in ``submissions``, the ninety-ninth percentile of the waits."""
    return contestants_timed(slowest)
