"""The nouns of 依申请公开: the counted case, its filing, what was asked meanwhile, its answer."""

from mingbai.applications.models.answer import Delivery, Paper, Rating, Reply, ReplyReview, Step
from mingbai.applications.models.filing import (
    Applicant,
    Attachment,
    Filing,
    ObtainChannel,
    ObtainMethod,
)
from mingbai.applications.models.inquiry import (
    Answer,
    Extension,
    Inquiry,
    InquiryKind,
    Note,
    Opinion,
    Redating,
    Reopening,
)
from mingbai.applications.models.ledger import Application, Import, Removal, Source, YearCount

__all__ = [
    "Answer",
    "Applicant",
    "Application",
    "Attachment",
    "Delivery",
    "Extension",
    "Filing",
    "Import",
    "Inquiry",
    "InquiryKind",
    "Note",
    "ObtainChannel",
    "ObtainMethod",
    "Opinion",
    "Paper",
    "Rating",
    "Redating",
    "Removal",
    "Reopening",
    "Reply",
    "ReplyReview",
    "Source",
    "Step",
    "YearCount",
]
