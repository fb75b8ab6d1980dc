"""Reads of records: what waits for whom, what is public, what the desk lists."""

from mingbai.records.queries.suggesting import suggest
from mingbai.records.queries.waiting import to_carry_on, waiting_for

__all__ = ["suggest", "to_carry_on", "waiting_for"]
