"""Masked forms of one number in many documents that add up (PII-07)."""

from datetime import date
from pathlib import Path
from random import Random

import pytest

from mingbai.rules.privacy import Policy, masked_text
from mingbai.rules.privacy.stitching import MaskedForm, Stitched, masked_forms, stitched
from tests.scanning.planted import values

TODAY = date(2026, 11, 23)


def over(*texts: str) -> list[Stitched]:
    forms = [form for n, text in enumerate(texts) for form in masked_forms(text, f"第{n}篇")]
    return stitched(forms)


FRONT = "张小明，370214********1234。"
PROVINCE = "序号\t姓名\t证件号码\n1\t张小明\t3702**********1234"
BEHIND = "张小明（***************1234）"
SIX = "张小明 370214************"
FOUR = "张小明 **************1234"
YEAR = "张小明 ******1990********"


@pytest.mark.parametrize(
    ("texts", "revealed"),
    [
        ([FRONT], [10]),
        ([PROVINCE], [8]),
        ([PROVINCE, BEHIND], [8]),
        ([SIX, FOUR], [10]),
        ([SIX, FOUR, YEAR], [14]),
        ([FRONT, PROVINCE, BEHIND], [10]),
        ([SIX], []),
        ([FOUR, BEHIND], []),
        ([FOUR, YEAR], [8]),
        ([SIX, "张大明 **************1234"], []),
        (["370214********1234"], [10]),
        (["张小明 370214****1234"], [10]),
    ],
)
def test_the_union_of_all_forms_under_one_name_is_counted(
    texts: list[str], revealed: list[int]
) -> None:
    assert [one.revealed for one in over(*texts)] == revealed


def test_the_report_names_places_and_positions_and_never_digits() -> None:
    (one,) = over(SIX, FOUR)
    assert one == Stitched("张**", (1, 2, 3, 4, 5, 6, 15, 16, 17, 18), ("第0篇", "第1篇"), False)
    assert "370214" not in repr(one)
    assert "370214" not in repr(list(masked_forms(SIX)))
    assert over(PROVINCE, FRONT)[0].agreeing


def test_numbers_that_contradict_each_other_are_of_two_people() -> None:
    found = over("张小明 370214************", "张小明 370285************", FOUR)
    assert [one.revealed for one in found] == [10, 10]
    assert over("张小明 370214************", "张小明 370285************") == []


@pytest.mark.parametrize(
    "text",
    [
        "张小明 138****1234",
        "卡号 622202******1234",
        "******",
        "密码XXXXXX",
        "2019****",
        "3.1*****4",
    ],
)
def test_telephones_cards_and_stars_are_no_id_numbers(text: str) -> None:
    assert list(masked_forms(text)) == []


@pytest.mark.parametrize("policy", Policy)
def test_what_our_own_policy_leaves_never_adds_up(policy: Policy) -> None:
    """Any documents, any ways of writing, one name: never more than six characters."""
    rng = Random(21)  # noqa: S311
    for _ in range(100):
        number = values.identity(rng, born=(1940, 1999))
        forms = (number, number[:6] + number[8:17], f"{number[:6]}********{number[14:]}")
        texts = [masked_text(f"张小明 身份证 {form}", TODAY, policy).text for form in forms]
        assert over(*texts) == []


def test_a_name_with_very_many_forms_takes_no_longer_than_their_number() -> None:
    forms = [MaskedForm("张小明", f"{n:06}************", "") for n in range(20_000)]
    assert stitched(forms) == []


def test_the_public_corpus_holds_nothing_that_adds_up(reference: Path) -> None:
    paths = sorted((reference / "corpus" / "texts").iterdir())
    forms = [f for path in paths for f in masked_forms(path.read_text("utf-8"), path.name)]
    assert len(paths) == 240
    assert stitched(forms) == []
    rows = (reference / "corpus" / "document-numbers.csv").read_text("utf-8")
    assert stitched(masked_forms(rows)) == []
