"""Every personal field says why it is held, and none stands in the clear (PIP-01, CRY-01)."""

import re
import uuid
from copy import deepcopy
from typing import Any

import pytest
from django.apps import apps
from django.core import checks
from django.db import models
from django.test.utils import isolate_apps

from mingbai.vault.fields import BlindIndex, EncryptedText
from tests.vault.sample.models import WHY

OURS = [model for model in apps.get_models() if model.__module__.startswith("mingbai.")]
SEALED = [
    field
    for model in OURS
    for field in model._meta.local_fields
    if isinstance(field, EncryptedText)
]
# 列名里有这些词的，是个人信息
PERSONAL = re.compile(
    r"(?:^|_)(?:phone|mobile|fax|email|address|identity|id_card|passport|bank|birth\w*)(?:_number)?$"
)
# 机关自己的联系方式，向社会公布
PUBLIC = {"organs.Profile"}


def test_there_is_something_to_check() -> None:
    """Without it the tests below could not fail."""
    assert SEALED


@pytest.mark.parametrize("field", SEALED, ids=str)
def test_a_sealed_field_names_purpose_basis_and_retention(field: EncryptedText) -> None:
    assert field.check() == []
    assert "第" in field.basis
    assert "条" in field.basis
    assert "《" in field.basis
    assert field.purpose
    assert field.retention


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_nothing_personal_stands_in_the_clear(model: type[models.Model]) -> None:
    if model._meta.label in PUBLIC:
        return
    clear = [
        field.name
        for field in model._meta.local_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, EncryptedText | BlindIndex)
        and PERSONAL.search(field.name)
    ]
    assert clear == []


KEY = {"id": models.UUIDField(primary_key=True, default=uuid.uuid4)}


@isolate_apps("mingbai.vault")
@pytest.mark.parametrize(
    ("parts", "error"),
    [
        ({"phone": EncryptedText(**WHY)}, "vault.E001"),
        (KEY | {"phone": EncryptedText(null=True, **WHY)}, "vault.E002"),
        (KEY | {"phone": EncryptedText(purpose="", basis="", retention="")}, "vault.E003"),
        (KEY | {"phone": EncryptedText(**WHY), "APPEND_ONLY": True}, "vault.E005"),
        (KEY | {"x": BlindIndex(kind="x", of="phone"), "WRITE_ONCE": ["x"]}, "vault.E005"),
        (KEY | {"phone": EncryptedText(**WHY)}, None),
    ],
    ids=["主键不是UUID", "可空", "没有说明", "只增不改的表", "只写一次的列", "合规"],
)
def test_what_the_checks_find(parts: dict[str, Any], error: str | None) -> None:
    meta = type("Meta", (), {"app_label": "vault"})
    model: Any = type(
        "Sample", (models.Model,), {"Meta": meta, "__module__": __name__} | deepcopy(parts)
    )
    found = {e.id for field in model._meta.local_fields for e in field.check()}
    assert {e for e in found if e.startswith("vault")} == ({error} if error else set())


def test_a_field_cannot_be_declared_without_saying_why() -> None:
    with pytest.raises(TypeError, match="purpose"):
        EncryptedText("联系电话")  # type: ignore[call-arg]


def test_an_unknown_cipher_stops_the_start(settings: Any) -> None:
    settings.VAULT_CIPHER = "DES"
    found = [e for e in checks.run_checks(tags=["security"]) if e.id == "vault.E004"]
    assert "“DES”" in str(found[0].msg)
