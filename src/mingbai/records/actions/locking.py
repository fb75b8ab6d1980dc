"""A record locked for a move: permission first, then the lock, then whether the stage knows it."""

from collections.abc import Callable
from uuid import UUID

from mingbai.records.models import Record
from mingbai.records.stages import LIFECYCLE, Move, Stage


def locked(record_id: UUID, move: Move | None, *, check: Callable[[Record], None]) -> Record:
    """The record with its organ, locked. Raises what ``check`` raises, ``Refusal`` by the stage.

    Permission is asked before the lock, so that nobody waits for a record that is not his.
    """
    record = Record.objects.select_related("organ", "column").get(pk=record_id)
    check(record)
    found = Record.objects.select_for_update().get(pk=record_id)
    found.organ = record.organ
    if move is not None:
        LIFECYCLE.check(Stage(found.stage), move)
    return found
