"""The blind index: equal values meet, the table alone says nothing (CRY-02)."""

from datetime import timedelta
from typing import Any

import pytest

from mingbai.vault import actions, blind
from mingbai.vault.errors import KeysMissing
from tests.factories import NOON
from tests.vault.sample.models import Person


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("33010219990101001X", "33010219990101001x"),
        ("13800000000", "１３８００００００００"),
        ("13800000000", " 138 0000\u30000000\n"),
        ("é", "e\u0301"),
    ],
    ids=["大小写", "全角", "空白", "组合字符"],
)
def test_two_spellings_of_one_value_meet(key: str, one: str, other: str) -> None:
    assert blind.index("x", one) == blind.index("x", other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("phone", "1"), ("phone", "2")),
        (("phone", "1"), ("identity", "1")),
        (("x", "ab", "c"), ("x", "a", "bc")),
        (("x", "a", ""), ("x", "", "a")),
        (("x", "a"), ("x", "a", "")),
        (("1:x", "a"), ("1", "x1:a")),
    ],
    ids=["值", "种类", "分界", "空值的位置", "个数", "长度写进值里"],
)
def test_different_things_do_not_meet(key: str, one: tuple[str], other: tuple[str]) -> None:
    assert blind.index(*one) != blind.index(*other)


def test_the_index_names_its_key_and_fits_the_column(cipher: str, key: str) -> None:
    made = blind.index("phone", "13800000000")
    assert made.startswith(f"{key}.")
    assert len(made) == 52
    assert "138" not in made.split(".")[1][:3]


def test_nothing_has_no_index(key: str) -> None:
    assert blind.index("phone", "", " ") == ""
    assert blind.candidates("phone", "") == []


def test_without_keys_there_is_no_index(db: None) -> None:
    with pytest.raises(KeysMissing):
        blind.index("phone", "1")


def test_a_row_is_found_by_its_value_before_and_after_a_rotation(
    key: str, django_capture_on_commit_callbacks: Any
) -> None:
    old = Person.objects.create(phone="138", address="甲")
    with django_capture_on_commit_callbacks(execute=True):
        actions.rotate(by=actions_by(), at=NOON + timedelta(days=1))
    new = Person.objects.create(phone="138", address="乙")

    def found(kind: str, *values: str) -> set[object]:
        candidates = blind.candidates(kind, *values)
        return set(Person.objects.filter(**{f"{kind}_index__in": candidates}))

    assert found("phone", "138") == {old, new}
    assert found("both", "138", "甲") == {old}
    actions.rewrap()
    assert found("phone", "138") == {old, new}
    assert {row.phone_index for row in found("phone", "138")} == {blind.index("phone", "138")}  # type: ignore[attr-defined]


def actions_by() -> Any:
    from mingbai.audit.actors import COMMAND

    return COMMAND
