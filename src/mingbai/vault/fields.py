"""Fields for personal data: sealed at rest, plain ``str`` on the instance (CRY-01, PIP-01)."""

from typing import TYPE_CHECKING, Any

from django.core import checks
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import signals
from django.db.models.query_utils import DeferredAttribute

from mingbai.vault import envelope
from mingbai.vault.blind import index
from mingbai.vault.envelope import Envelope
from mingbai.vault.providers import ring

if TYPE_CHECKING:
    _Text = models.TextField[str, str]
    _Char = models.CharField[str, str]
else:
    _Text, _Char = models.TextField, models.CharField


class _Opening(DeferredAttribute):
    """Opens the envelope when the attribute is first read; a row that nobody reads costs none."""

    field: "EncryptedText"

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, Envelope):
            value = envelope.open_(value, about=self.field.about(instance))
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: models.Model, value: object) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedText(_Text):
    """A personal text, sealed in the column for this model, field and row.

    ``purpose`` why it is held, ``basis`` the article, ``retention`` how long (PIP-01).  The model's
    key must be a UUID made before saving.  "" stays "".  Reading raises ``KeysMissing`` without the
    key and ``Tampered`` for a ciphertext from elsewhere.  It is written by ``save`` and
    ``bulk_create``; ``update``, ``bulk_update`` and look-ups by value raise ``TypeError``.
    """

    descriptor_class = _Opening

    def __init__(
        self, *args: Any, purpose: str, basis: str, retention: str, **options: Any
    ) -> None:
        self.purpose, self.basis, self.retention = purpose, basis, retention
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        """Migrations do not repeat why a field is held."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"purpose": "", "basis": "", "retention": ""}

    def about(self, instance: models.Model) -> str:
        """The place that the envelope is bound to."""
        return place(self, instance.pk)

    def from_db_value(self, value: str | None, *_: Any) -> "Envelope | str":
        """What the column holds, still closed."""
        return Envelope(value) if value else ""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The envelope to be written; one that nobody opened and that is still good stays.

        Raises ``KeysMissing`` for one whose key was retired since the row was read: the row has a
        newer one.  Without any key it is written as it came, so that the rest can be saved.
        """
        held = model_instance.__dict__.get(self.attname)
        if isinstance(held, Envelope) and not ring().keys:
            return held
        plain = getattr(model_instance, self.attname)
        if isinstance(held, Envelope) and held.kid == ring().writing:
            model_instance.__dict__[self.attname] = held
            return held
        return envelope.seal(plain, about=self.about(model_instance)) if plain else ""

    def get_prep_value(self, value: Any) -> Any:
        """The text of the column. Raises ``TypeError`` for plain text."""
        if isinstance(value, Envelope):
            return value.text
        if value == "" or hasattr(value, "resolve_expression"):
            return value
        raise TypeError(f"{self.name} is sealed: write by save(), look up by its blind index.")

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        """The text of the column; the base class would take it for prepared."""
        return value if prepared else self.get_prep_value(value)

    def get_lookup(self, lookup_name: str) -> Any:
        """Whether it is empty, and nothing else. Raises ``TypeError``."""
        if lookup_name not in ("exact", "in", "isnull"):
            raise TypeError(f"{self.name} is sealed: nothing in it can be searched.")
        return super().get_lookup(lookup_name)

    def to_python(self, value: Any) -> Any:
        """Unchanged."""
        return value

    def value_to_string(self, obj: models.Model) -> str:
        """A dump of the data holds the envelope."""
        held = obj.__dict__.get(self.attname) or ""
        if isinstance(held, str) and held:
            held = envelope.seal(held, about=self.about(obj))
        return held.text if isinstance(held, Envelope) else ""

    def check(self, **options: Any) -> list[checks.CheckMessage]:
        """A UUID key made before saving, never null, and why the field is held."""
        found = list(super().check(**options))
        if not isinstance(_key_of(self.model), models.UUIDField):
            found.append(checks.Error("加密字段的模型须以UUID为主键", obj=self, id="vault.E001"))
        if self.null:
            found.append(
                checks.Error("加密字段不用NULL，空着就是空文字", obj=self, id="vault.E002")
            )
        if not (self.purpose and self.basis and self.retention):
            found.append(checks.Error("个人信息须写明目的、依据、期限", obj=self, id="vault.E003"))
        return found + _changeable(self)


class BlindIndex(_Char):
    """The blind index of one or more sealed fields, made at every save (CRY-02).

    ``kind`` keeps equal texts of different meaning apart; ``of`` names the fields.  Look up by
    ``filter(x__in=blind.candidates(kind, value))``.  ``save(update_fields=…)`` that names a sealed
    field but not its index raises ``TypeError``.
    """

    def __init__(self, *, kind: str, of: "str | tuple[str, ...]", **options: Any) -> None:
        self.kind, self.of = kind, (of,) if isinstance(of, str) else tuple(of)
        fixed = {"max_length": 64, "blank": True, "default": "", "editable": False}
        super().__init__(**({"db_index": True} | options | fixed))

    def deconstruct(self) -> Any:
        """As it was written."""
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "blank", "default", "editable"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs | {"kind": self.kind, "of": self.of}

    def check(self, **options: Any) -> list[checks.CheckMessage]:
        """The column can be written again when the key changes."""
        return [*super().check(**options), *_changeable(self)]

    def contribute_to_class(
        self, cls: type[models.Model], name: str, private_only: bool = False
    ) -> None:
        """Guard the model's partial saves as well."""
        super().contribute_to_class(cls, name, private_only)
        signals.pre_save.connect(_saved_together, sender=cls, dispatch_uid="vault.together")

    def value_of(self, instance: models.Model) -> str:
        """The index of what the fields hold now, "" when they are all empty."""
        return index(self.kind, *(getattr(instance, name) for name in self.of))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Made anew; kept as it is while the keys are missing."""
        closed = [isinstance(model_instance.__dict__.get(name), Envelope) for name in self.of]
        if any(closed) and not ring().keys:
            return getattr(model_instance, self.attname)
        value = self.value_of(model_instance)
        setattr(model_instance, self.attname, value)
        return value


def _saved_together(
    sender: type[models.Model], update_fields: frozenset[str] | None, **_: Any
) -> None:
    """A sealed field saved without its index would be found under its old value."""
    named = update_fields or frozenset()
    for field in sender._meta.local_fields:
        if not isinstance(field, BlindIndex) or field.name in named:
            continue
        if touched := named & set(field.of):
            raise TypeError(f"update_fields names {min(touched)}, not {field.name}.")


def _changeable(field: "models.Field[Any, Any]") -> list[checks.CheckMessage]:
    """A change of keys rewrites the column: no trigger may forbid it."""
    model = field.model
    fixed = getattr(model, "APPEND_ONLY", False) or field.name in getattr(model, "WRITE_ONCE", [])
    text = "加密的列随密钥更换而重写，不能只增不改"
    return [checks.Error(text, obj=field, id="vault.E005")] if fixed else []


def place(field: EncryptedText, pk: object) -> str:
    """Model, field and row, as the associated data of the cipher."""
    return f"{field.model._meta.label_lower}|{field.name}|{pk}"


def _key_of(model: type[models.Model]) -> "models.Field[Any, Any]":
    """The field that the key of a row is made of, across one-to-one links."""
    field: Any = model._meta.pk
    while field.remote_field:
        field = field.target_field
    return field  # type: ignore[no-any-return]
