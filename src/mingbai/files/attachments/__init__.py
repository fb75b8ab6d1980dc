"""Applicants' files: hostile until checked, cleaned, then kept sealed (UPL-01…09)."""

from mingbai.files.attachments.accepting import Accepted, accept, check_together
from mingbai.files.attachments.keeping import drop, fetch, keep, response
from mingbai.files.attachments.kinds import APPLICANT

__all__ = ["APPLICANT", "Accepted", "accept", "check_together", "drop", "fetch", "keep", "response"]
