"""文号 and 登记编号: formats that hold, numbers never twice and never skipped."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from mingbai.accounts.roles import Role
from mingbai.documents import actions, queries
from mingbai.documents.models import Series
from mingbai.documents.numbering import SERIES, check, check_mark, numbered
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal
from tests import factories
from tests.documents.takers import check_whole, take

ROOT = Path(__file__).resolve().parents[2]
ON = date(2026, 11, 2)

HOLD = [
    ("document", "{代字}政公开〔{年}〕{序号}号", "明政政公开〔2026〕7号"),
    ("document", "{代字}依复〔{年}〕{序号}号", "明政依复〔2026〕7号"),
    ("application", "{机关代码}-{年}-{序号:5}", "MZ-2026-00007"),
    ("application", "XXGK-{机关代码}-{年}-{序号:3}", "XXGK-MZ-2026-007"),
    ("file", "{年}-依申请公开-{序号:4}", "2026-依申请公开-0007"),
]
REFUSED = [
    ("document", "{代字}公开第{序号}号", "“{年}”须恰好出现一次"),
    ("document", "{代字}公开〔{年}〕号", "“{序号}”须恰好出现一次"),
    ("document", "{年}{代字}〔{年}〕{序号}号", "“{年}”须恰好出现一次"),
    ("document", "{代字}〔{年}〕{序号}号{月}", "没有“{月}”"),
    ("document", "{代字}〔{年}〕{序号}号{", "花括号不成对"),
    ("document", "{代字}〔{年}{序号}〕号", "连在一起"),
    ("document", "{代字}〔{年}〕1{序号}号", "连在一起"),
    ("document", "{代字}〔{年}〕{序号}2号", "连在一起"),
    ("document", "{代字} <b>〔{年}〕{序号}号", "只能用文字"),
    ("document", "{0.__class__}〔{年}〕{序号}号", "没有“{0.__class__}”"),
    ("application", "{年}-{序号:5}", "“{机关代码}”须恰好出现一次"),
    ("application", "{机关代码}〔{年}〕{序号}", "只能用大写字母"),
    ("document", "长" * 51 + "〔{年}〕{序号}号", "超过60字"),
]


@pytest.mark.parametrize(("series", "pattern", "number"), HOLD)
def test_formats_that_hold(series: str, pattern: str, number: str) -> None:
    check(pattern, SERIES[series])
    assert numbered(pattern, mark="明政", code="mz", year=2026, number=7) == number


@pytest.mark.parametrize(("series", "pattern", "told"), REFUSED)
def test_formats_that_do_not(series: str, pattern: str, told: str) -> None:
    with pytest.raises(Refusal) as refusal:
        check(pattern, SERIES[series])
    assert told in str(refusal.value)


def test_every_shipped_format_holds() -> None:
    for series in SERIES.values():
        check(series.pattern, series)


@pytest.mark.parametrize("mark", ["", "明 政", "明〔政", "明\n", "字" * 21, "{年}"])
def test_a_mark_is_words_and_short(mark: str) -> None:
    with pytest.raises(Refusal):
        check_mark(mark)


@pytest.fixture
def bureau(db: None) -> Organ:
    root = factories.organ("district", short_name="明阳区")
    return factories.organ("mz", parent=root, short_name="明民")


def test_numbers_run_by_organ_series_and_year(bureau: Organ) -> None:
    other = factories.organ("other")
    taken = [actions.next_number(bureau, "document", ON) for _ in range(2)]
    assert taken == ["明民政公开〔2026〕1号", "明民政公开〔2026〕2号"]
    assert actions.next_number(bureau, "document", date(2027, 1, 1)) == "明民政公开〔2027〕1号"
    assert actions.next_number(bureau, "application", ON) == "MZ-2026-00001"
    assert actions.next_number(other, "application", ON) == "OTHER-2026-00001"


def test_a_number_rolled_back_is_given_again(bureau: Organ) -> None:
    actions.next_number(bureau, "application", ON)
    point = transaction.savepoint()
    assert actions.next_number(bureau, "application", ON) == "MZ-2026-00002"
    transaction.savepoint_rollback(point)
    assert actions.next_number(bureau, "application", ON) == "MZ-2026-00002"


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_no_number_is_given() -> None:
    organ = factories.organ("mz")
    with pytest.raises(transaction.TransactionManagementError):
        actions.next_number(organ, "application", ON)
    assert not Series.objects.exists()


def test_an_unknown_series_is_a_mistake_of_the_program(bureau: Organ) -> None:
    with pytest.raises(ValueError, match="letters"):
        actions.next_number(bureau, "letters", ON)


def test_the_format_comes_from_above_and_the_mark_is_ones_own(bureau: Organ) -> None:
    office = factories.post(Role.OFFICE, bureau.parent)
    pattern = "{代字}依复〔{年}〕{序号}号"
    facts: Any = {"pattern": pattern, "mark": "明政", "by": office, "at": factories.NOON}
    root = bureau.parent
    assert root
    actions.set_numbering("document", organ=root, **facts)
    assert actions.next_number(root, "document", ON) == "明政依复〔2026〕1号"
    assert actions.next_number(bureau, "document", ON) == "明民依复〔2026〕1号"
    actions.set_numbering("document", organ=bureau, **(facts | {"pattern": "", "mark": "明民字"}))
    assert actions.next_number(bureau, "document", ON) == "明民字依复〔2026〕2号"
    assert queries.number_format(bureau, "document").source == root


def test_many_at_once_on_a_database_file(tmp_path: Path) -> None:
    environment = os.environ | {
        "MINGBAI_VAR": str(tmp_path),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "mingbai.settings.test",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.documents.takers"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.stdout.strip(), done.returncode) == ("whole", 0), done.stderr


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("codes", [["a"], ["a", "b"]])
def test_many_at_once_on_postgresql(codes: list[str]) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("只在 PostgreSQL 上")
    for code in codes:
        factories.organ(code)
    check_whole(codes, take(codes))
