"""The masked copy of a text."""

from mingbai.rules.privacy.masked import masked_text
from mingbai.scanning.copies.strip import VALUES, Copied, Job
from mingbai.scanning.plain import decode


def write(job: Job) -> Copied:
    """UTF-8, whatever the text was in."""
    made = masked_text(decode(job.data), job.today, job.policy)
    copied = Copied(made.text.encode(), hidden=set(made.hidden))
    copied.counts[VALUES] = made.count
    return copied
