"""Reads: other records of an organ under the same 文号 (one number, one document: GB/T 9704)."""

from mingbai.records.models import Record
from mingbai.records.stages import Stage

TOLD = 3


def same_number(record: Record, number: str) -> list[Record]:
    """Records of the same organ that carry the number, the last changed first; at most ``TOLD``."""
    if not number:
        return []
    rows = Record.objects.filter(organ=record.organ_id, doc_no=number).exclude(pk=record.pk)
    return list(rows.exclude(stage=Stage.DISCARDED).order_by("-changed_at", "id")[:TOLD])
