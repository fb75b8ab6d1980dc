"""A file an officer brings: looked through as it came, cleaned, looked through again (PII-08)."""

from io import BytesIO
from random import Random

import pytest
from openpyxl import Workbook

from mingbai.records import intake
from mingbai.refusal import Refusal
from tests.factories import NOON
from tests.scanning.planted import values

TODAY = NOON.date()


def number(seed: int = 1) -> str:
    return values.identity(Random(seed))  # noqa: S311


def with_hidden_sheet(*rows: list[str]) -> bytes:
    """A workbook whose second sheet nobody sees."""
    book = Workbook()
    shown = book.worksheets[0]
    shown.append(["项目", "金额"])
    shown.append(["道路改造", 100])
    hidden = book.create_sheet("底稿")
    for row in rows:
        hidden.append(row)
    hidden.sheet_state = "hidden"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_hidden_sheet_of_identity_numbers_stops_the_file() -> None:
    data = with_hidden_sheet(["姓名", "身份证号"], ["张三", number()])
    with pytest.raises(intake.Stopped, match="使用清理后的副本") as stopped:
        intake.take(data, "明细.xlsx", TODAY)
    assert stopped.value.cleanable
    assert any("底稿" in each["where"] for each in stopped.value.findings)
    assert number() not in str(stopped.value.findings)
    assert any("隐藏" in each for each in stopped.value.strips)


def test_the_officer_may_take_the_cleaned_copy_and_it_is_clean() -> None:
    data = with_hidden_sheet(["姓名", "身份证号"], ["张三", number()])
    taken = intake.take(data, "明细.xlsx", TODAY, use_cleaned=True)
    assert taken.stopped_by
    assert taken.findings == ()
    assert number().encode() not in taken.data
    assert taken.original_sha256 != ""


def test_what_readers_see_stops_the_file_unless_the_officer_knows() -> None:
    data = f"姓名,身份证号\n张三,{number()}\n".encode()
    with pytest.raises(intake.Stopped) as stopped:
        intake.take(data, "名单.csv", TODAY, use_cleaned=True)
    assert not stopped.value.cleanable
    taken = intake.take(data, "名单.csv", TODAY, knowing=True)
    assert [each["kind"] for each in taken.findings if each["severity"] == "critical"]


def test_a_harmless_file_is_taken_with_what_was_taken_away() -> None:
    taken = intake.take("项目,金额\n道路改造,100\n".encode(), "明细.csv", TODAY)
    assert (taken.kind, taken.findings, taken.stopped_by) == ("csv", (), ())


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.csv", "空的"),
        (b"MZ\x90", "a.exe", "不收"),
        (b"%PDF-1.7 nothing", "a.pdf", "。"),
    ],
)
def test_what_cannot_be_cleaned_is_refused_in_words(data: bytes, name: str, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        intake.take(data, name, TODAY)
