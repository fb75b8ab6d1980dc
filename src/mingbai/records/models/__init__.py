"""Nouns of proactive publication, from the record to the batch of an import."""

from mingbai.records.models.attachment import Attachment
from mingbai.records.models.batch import Batch, BatchReview, BatchRow, LegacyAddress
from mingbai.records.models.column import Column, Obligation
from mingbai.records.models.evaluation import Evaluation
from mingbai.records.models.links import AskedChange, Relation, ValidityChange
from mingbai.records.models.publication import Publication, Withdrawal
from mingbai.records.models.record import Draft, IndexSeries, Record, Version
from mingbai.records.models.review import (
    DECIDING,
    Conclusion,
    ExtraStep,
    Override,
    Review,
    Scan,
)
from mingbai.records.models.view import SavedView

__all__ = [
    "DECIDING",
    "AskedChange",
    "Attachment",
    "Batch",
    "BatchReview",
    "BatchRow",
    "Column",
    "Conclusion",
    "Draft",
    "Evaluation",
    "ExtraStep",
    "IndexSeries",
    "LegacyAddress",
    "Obligation",
    "Override",
    "Publication",
    "Record",
    "Relation",
    "Review",
    "SavedView",
    "Scan",
    "ValidityChange",
    "Version",
    "Withdrawal",
]
