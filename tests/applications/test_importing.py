"""What the rows of a file would do to the ledger, in words; then all of them or none."""

import time
from datetime import date
from typing import Any

import pytest

from mingbai.applications import tally
from mingbai.applications.importing import ApplicationLedger, columns, sort
from mingbai.applications.models import Application
from mingbai.audit.actors import COMMAND
from mingbai.files.columns import understood
from mingbai.files.ledger import Done, Preview
from mingbai.files.tables import read_table
from mingbai.organs.models import Organ
from mingbai.rules.report.formats import for_year
from mingbai.rules.report.outcomes import ApplicantKind, Outcome, row_of
from tests import factories
from tests.factories import NOON
from tests.files.making import upload, xlsx

TODAY = date(2020, 1, 10)
HEAD = ["受理编号", "申请内容", "申请人类型", "申请日期", "答复类型", "答复日期"]
ROW = ["2019-1", "拆迁补偿方案", "自然人", "2019-3-5", "予以公开", "2019年3月20日"]


def preview(organ: Organ, *rows: list[Any], head: list[str] = HEAD) -> Preview:
    table = read_table(upload(xlsx([head, *rows])), known=columns().keys)
    entries = columns().read(table, columns().match(table.headers))
    return sort(entries, organ=organ, today=TODAY)


def enter(organ: Organ, found: Preview) -> Done:
    return ApplicationLedger().enter_as(found, organ=organ, sha256="0", by=COMMAND, at=NOON)


HEADERS = {
    "登记编号": "number",
    "受理编号": "number",
    "编　号": "number",
    "*登记编号（必填）": "number",
    "申请人类型": "applicant_kind",
    "申请人类别": "applicant_kind",
    "收到日期": "received_on",
    "登记日期": "received_on",
    "答复结果": "outcome",
    "答复日期": "concluded_on",
}


@pytest.mark.parametrize(("header", "column"), HEADERS.items(), ids=list(HEADERS))
def test_a_column_is_known_by_its_usual_names(header: str, column: str) -> None:
    assert columns().match(["别的", header]) == {column: 1}


def test_two_columns_of_one_meaning_are_left_to_the_person() -> None:
    assert "received_on" not in columns().match(["申请日期", "登记日期"])
    assert columns().missing({"number": 0}) == ["申请内容摘要", "申请人类别", "收到申请日期"]


def words_for(column: str) -> dict[str, str]:
    return next(c for c in columns().columns if c.id == column).words


KINDS = {
    "自然人": "natural",
    "个人": "natural",
    "公民": "natural",
    "律师事务所": "org_legal_service",
}


@pytest.mark.parametrize(("text", "kind"), KINDS.items())
def test_applicants_are_known_by_usual_words(text: str, kind: str) -> None:
    assert words_for("applicant_kind")[text] == kind


@pytest.mark.parametrize("kind", ApplicantKind)
def test_every_kind_is_known_by_label_and_code(kind: ApplicantKind) -> None:
    assert (
        words_for("applicant_kind")[kind.label] == kind.value == words_for("applicant_kind")[kind]
    )


@pytest.mark.parametrize("year", [2019, 2021])
def test_every_printed_row_that_holds_one_kind_of_reply_is_known(year: int) -> None:
    """A statutory row label leads to an outcome that counts in that very row."""
    fmt = for_year(year)
    column = next(column for column in columns().columns if column.id == "outcome")
    unclear = set()
    for row in fmt.leaves:
        try:
            assert row_of(Outcome(understood(column, row.label)), fmt) == row.id
        except ValueError:
            unclear.add(row.id)
    assert unclear == ({"t3.3.6"} if year == 2019 else {"t3.3.6.3"})


@pytest.mark.django_db
def test_a_file_enters_and_the_second_time_changes_nothing() -> None:
    organ = factories.organ()
    rows = [ROW, ["2019-2", "规划许可", "公民", 43529, "", ""]]
    found = preview(organ, *rows)
    assert (found.new, found.identical, found.bad) == (2, 0, ())
    assert enter(organ, found) == Done(2, 0)
    again = preview(organ, *rows)
    assert (again.new, again.identical, again.bad) == (0, 2, ())
    assert enter(organ, again) == Done(0, 2)
    first = Application.objects.get(number="2019-1")
    assert (first.outcome, first.concluded_on) == ("provided", date(2019, 3, 20))
    assert Application.objects.get(number="2019-2").received_on == date(2019, 3, 5)
    assert tally.recount() == []


def changed(**cells: Any) -> list[Any]:
    names = ["number", "subject", "kind", "received", "outcome", "concluded"]
    return [cells.get(name, value) for name, value in zip(names, ROW, strict=True)]


BAD = {
    "没有编号": (changed(number=None), "登记编号", "", "没有填写登记编号"),
    "不认识的类别": (changed(kind="外星人"), "申请人类别", "外星人", "可写自然人、商业企业"),
    "不认识的结果，写法里有逗号的加引号": (
        changed(outcome="给了"),
        "办理结果",
        "给了",
        "“已主动公开，告知获取方式和途径”、予以公开",
    ),
    "只写法人": (changed(kind="法人"), "申请人类别", "法人", "分不清是哪一种，请写明商业企业"),
    "只写不予公开": (changed(outcome="不予公开"), "办理结果", "不予公开", "请写明理由"),
    "没有这一天": (changed(received="2019-2-30"), "收到申请日期", "2019-2-30", "没有这一天"),
    "年份两位": (changed(received="19.3.5"), "收到申请日期", "19.3.5", "年份不是四位"),
    "公式错误": (changed(received="#REF!"), "收到申请日期", "#REF!", "公式错误#REF!"),
    "收到在将来": (
        changed(received="2021-1-1", concluded=None, outcome=None),
        "收到申请日期",
        "2021年1月1日",
        "晚于今天",
    ),
    "办结早于收到": (changed(concluded="2019-3-1"), "办结日期", "2019年3月1日", "早于收到"),
    "有结果没有日期": (changed(concluded="在办"), "办结日期", "空", "没有办结日期"),
    "有日期没有结果": (changed(outcome="办理中"), "办理结果", "空", "没有办理结果"),
    "2019年逾期不缴费": (
        changed(outcome="逾期不缴费"),
        "办理结果",
        "逾期不缴费，视为放弃申请",
        "国办函〔2020〕109号",
    ),
    "合计行": (["合计", "1件", None, None, None, None], "申请人类别", "", "没有填写申请人类别"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("row", "column", "value", "reason"), BAD.values(), ids=list(BAD))
def test_a_bad_row_is_named_and_nothing_enters(
    row: list[Any], column: str, value: str, reason: str
) -> None:
    organ = factories.organ()
    found = preview(organ, ["2019-0", *ROW[1:]], row)
    assert found.bad_rows == 1
    cell = next(cell for cell in found.bad if cell.column == column)
    assert (cell.row, cell.value) == (3, value)
    assert reason in cell.reason
    assert not Application.objects.exists()


@pytest.mark.django_db
def test_same_number_other_facts_is_bad_and_tells_the_difference() -> None:
    organ = factories.organ()
    enter(organ, preview(organ, ROW))
    (cell,) = preview(organ, changed(kind="公司")).bad
    assert "申请人类别：原为“自然人”，现为“商业企业”" in cell.reason
    (cell,) = preview(organ, ["9", *ROW[1:]], ["9", "别的", *ROW[2:]]).bad
    assert "与第2行编号相同，内容不同" in cell.reason


@pytest.mark.django_db
def test_one_row_twice_counts_once() -> None:
    organ = factories.organ()
    found = preview(organ, ROW, ROW)
    assert (found.new, found.identical) == (1, 1)
    assert enter(organ, found) == Done(1, 1)


@pytest.mark.django_db
def test_numbers_as_text_full_width_and_an_apostrophe_are_read_as_meant() -> None:
    organ = factories.organ()
    enter(organ, preview(organ, [2019001, "事项", "'个人", "２０１９年３月５日", None, None]))
    case = Application.objects.get()
    assert (case.number, case.received_on) == ("2019001", date(2019, 3, 5))


@pytest.mark.django_db
def test_twenty_thousand_rows_enter_in_seconds() -> None:
    organ = factories.organ()
    rows = [[f"2019-{n}", *ROW[1:]] for n in range(20_000)]
    content = xlsx([HEAD, *rows])
    started = time.monotonic()
    table = read_table(upload(content), known=columns().keys)
    entries = columns().read(table, columns().match(table.headers))
    assert enter(organ, sort(entries, organ=organ, today=TODAY)) == Done(20_000, 0)
    took = time.monotonic() - started
    print(f"20000 rows in {took:.1f} s")
    assert took < 20
