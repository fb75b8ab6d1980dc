"""Every real document number of the reference folder is read, or named with a reason (DOC-03)."""

import csv
from pathlib import Path

import pytest

from mingbai.rules.document_number import Form, Repaired, is_blank, repaired
from mingbai.rules.number_mending import Repair
from scripts.list_document_numbers import Survey, page, survey

PAGE = Path(__file__).resolve().parents[2] / "docs" / "corpus-numbers.md"


@pytest.fixture(scope="module")
def texts(reference: Path) -> list[str]:
    source = reference / "corpus" / "document-numbers.csv"
    if not source.is_file():
        pytest.skip(f"参考资料里没有 {source.name}")
    with source.open(encoding="utf-8", newline="") as rows:
        return [row["number_as_found"] for row in csv.DictReader(rows)]


@pytest.fixture(scope="module")
def seen(texts: list[str]) -> Survey:
    return survey(texts)


def test_every_row_has_one_outcome(seen: Survey) -> None:
    assert seen.rows == 25_934
    assert seen.forms == {Form.DISPATCH: 21_857, Form.SERIAL: 237, Form.YEARLY: 28}
    assert seen.mended == 9_837
    assert seen.blank == {"": 3_773, "发文字号：": 5}


def test_every_repair_is_counted(seen: Survey) -> None:
    assert seen.repairs == {
        Repair.SPACES: 6_038,
        Repair.LABEL: 3_826,
        Repair.BRACKETS: 524,
        Repair.GLUE: 52,
        Repair.INVISIBLE: 17,
        Repair.ZEROS: 8,
        Repair.STATE: 3,
        Repair.NUMBER_SIGN: 2,
        Repair.EMPTY_BRACKETS: 1,
    }


def test_every_unparsable_number_is_named(seen: Survey) -> None:
    assert {reason: len(found) for reason, found in seen.refused.items()} == {
        "机关代字处填的不是机关代字": 25,
        "机关名称的开头被截断了": 5,
        "文号没有写明是哪个机关": 3,
        "文号没有年份，也不是令或者公告": 1,
    }


def test_what_was_read_is_read_the_same_again(texts: list[str], seen: Survey) -> None:
    unreadable = {text for found in seen.refused.values() for text in found}
    numbers = {
        repaired(text).number
        for text in set(texts)
        if text not in unreadable and not is_blank(text)
    }
    assert [number for number in numbers if repaired(str(number)) != Repaired(number, ())] == []


def test_the_page_says_what_the_code_does(seen: Survey) -> None:
    assert PAGE.read_text("utf-8") == page(seen)
