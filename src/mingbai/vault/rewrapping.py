"""Sealing anew, row by row: nothing is lost when others write at the same time (CRY-03)."""

from typing import Any

from django.db import transaction
from django.db.models import Model, Q

from mingbai.vault import envelope, shelf
from mingbai.vault.envelope import Envelope
from mingbai.vault.fields import place
from mingbai.vault.providers import ring
from mingbai.vault.queries import Sealed, sealed_models


def rows(limit: int) -> int:
    """Seal up to ``limit`` rows anew; returns how many were."""
    done = 0
    for found in sealed_models():
        done += _rows_of(found, limit - done)
    return done


def files(limit: int) -> int:
    """Seal up to ``limit`` files anew; returns how many were."""
    done, writing = 0, ring().current().kid
    for name in shelf.names():
        if done >= limit:
            break
        if shelf.kid(name) not in ("", writing):
            done += shelf.rewrap(name)
    return done


def _rows_of(found: Sealed, limit: int) -> int:
    key = ring().current()
    old = Q()
    for kid in ring().kids():
        if kid != key.kid:
            old |= found.under(kid)
    if limit <= 0 or not old:
        return 0
    keys = list(found.rows().filter(old).values_list("pk", flat=True)[:limit])
    return sum(_row(found, pk) for pk in keys)


@transaction.atomic
def _row(found: Sealed, pk: object) -> int:
    """One row in a transaction of its own, under its lock; 0 when it is gone meanwhile."""
    row = found.model._base_manager.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        return 0
    changes: dict[str, Any] = {f.name: _anew(found, row, f.name) for f in found.texts}
    changes |= {f.name: f.value_of(row) for f in found.indexes}
    found.model._base_manager.filter(pk=pk).update(**changes)
    return 1


def _anew(found: Sealed, row: Model, name: str) -> Envelope | str:
    plain = getattr(row, name)
    field = next(f for f in found.texts if f.name == name)
    return envelope.seal(plain, about=place(field, row.pk)) if plain else ""
