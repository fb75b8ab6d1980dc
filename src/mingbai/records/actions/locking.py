"""A record locked for a move: permission first, then the lock, then whether the stage knows it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from mingbai.accounts.models import Post
from mingbai.organs.models import Organ
from mingbai.records.models import Record
from mingbai.records.permissions import check_held
from mingbai.records.stages import LIFECYCLE, Move, Stage


def locked(
    record_id: UUID,
    move: Move | None,
    *,
    may: Callable[[Post, Organ], None],
    by: Post,
    at: datetime,
) -> Record:
    """The record with its organ, locked. Raises what ``may`` raises, ``Refusal`` by the stage.

    Permission is asked before the lock, so that nobody waits for a record that is not his.
    """
    organ = Organ.objects.get(records=record_id)
    check_held(by, at)
    may(by, organ)
    found = Record.objects.select_for_update().get(pk=record_id)
    found.organ = organ
    if move is not None:
        LIFECYCLE.check(Stage(found.stage), move)
    return found
