"""What is sealed where, found by looking at the models (CRY-03, PIP-01)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, TextField
from django.db.models.functions import Cast

from mingbai.vault import shelf
from mingbai.vault.envelope import VERSION
from mingbai.vault.fields import BlindIndex, EncryptedText
from mingbai.vault.models import Key
from mingbai.vault.providers import ring


@dataclass(frozen=True)
class Sealed:
    """A model with its sealed fields and their indexes; ``texts`` and ``indexes`` may be empty."""

    model: type[Model]
    texts: tuple[EncryptedText, ...]
    indexes: tuple[BlindIndex, ...]

    def rows(self) -> Any:
        """The rows, each column also as it stands, under ``raw_`` and its name."""
        raw = {f"raw_{f.name}": Cast(f.name, TextField()) for f in (*self.texts, *self.indexes)}
        return self.model._base_manager.annotate(**raw).order_by()

    def under(self, kid: str) -> Q:
        """The rows that have anything sealed or indexed under a key."""
        found = Q()
        for alg in ("AES-256-GCM", "SM4-GCM"):
            for text in self.texts:
                found |= Q(**{f"raw_{text.name}__startswith": f"{VERSION}|{alg}|{kid}|"})
        for index in self.indexes:
            found |= Q(**{f"raw_{index.name}__startswith": f"{kid}."})
        return found


@dataclass(frozen=True)
class State:
    """One key for the status: ``use`` in words, ``left`` how much is sealed under it."""

    kid: str
    alg: str
    use: str
    left: int


def sealed_models() -> Iterator[Sealed]:
    """Every model of the installation that holds sealed fields itself."""
    for model in apps.get_models():
        own = [f for f in model._meta.local_fields if model._meta.managed]
        texts = tuple(f for f in own if isinstance(f, EncryptedText))
        indexes = tuple(f for f in own if isinstance(f, BlindIndex))
        if (texts or indexes) and not model._meta.proxy:
            yield Sealed(model, texts, indexes)


def sealed_under(kid: str) -> int:
    """How many rows and files are sealed or indexed under a key."""
    rows: int = sum(found.rows().filter(found.under(kid)).count() for found in sealed_models())
    return rows + sum(shelf.kid(name) == kid for name in shelf.names())


def states() -> list[State]:
    """Every key that the database knows, oldest first, and what it is used for."""
    present, writing = ring().kids(), ring().writing
    return [
        State(row.kid, row.alg, _use(row, present, writing), sealed_under(row.kid))
        for row in Key.objects.all()
    ]


def _use(row: Key, present: tuple[str, ...], writing: str) -> str:
    if row.retired_at:
        return "已停用"
    if row.kid not in present:
        return "缺失"
    return "在用" if row.kid == writing else "只读"
