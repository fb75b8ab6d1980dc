"""The masked copy of a web page: the markup stays, comments and scripts are masked like text."""

import re

from mingbai.rules.privacy.masked import masked_html
from mingbai.scanning.copies.strip import VALUES, Copied, Job
from mingbai.scanning.markup import text_of

CHARSET = re.compile(r"(<meta[^>]{0,200}charset\s*=\s*[\"']?\s*)[\w-]{3,20}", re.IGNORECASE)


def write(job: Job) -> Copied:
    """UTF-8, and declared so."""
    made = masked_html(CHARSET.sub(r"\1utf-8", text_of(job.data)), job.today, job.policy)
    copied = Copied(made.text.encode(), hidden=set(made.hidden))
    copied.counts[VALUES] = made.count
    return copied
