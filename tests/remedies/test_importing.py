"""Reconsiderations and suits from a file: kinds, results by kind, the linked application."""

from datetime import date
from typing import Any

import pytest

from mingbai.audit.actors import COMMAND
from mingbai.files.ledger import Done, Preview
from mingbai.files.tables import read_table
from mingbai.organs.models import Organ
from mingbai.remedies.importing import RemedyLedger, columns, result_words, sort
from mingbai.remedies.models import Remedy
from mingbai.rules.report.remedies import RemedyKind, RemedyResult
from tests import factories
from tests.factories import NOON
from tests.files.making import upload, xlsx

HEAD = ["案件类型", "案号", "复议机关", "案由", "申请编号", "立案日期", "审理结果", "结案日期"]
ROW = ["复议", "明政复1号", "区政府", "不予公开答复", "", "2019-8-1", "维持", "2019-9-20"]
SUIT = ["诉讼", "行初1号", "区法院", "不予公开答复", "", "2019-8-1", "撤销", "2019-9-20"]


def preview(organ: Organ, *rows: list[Any], head: list[str] = HEAD) -> Preview:
    table = read_table(upload(xlsx([head, *rows])), known=columns().keys)
    entries = columns().read(table, columns().match(table.headers))
    return sort(entries, organ=organ, today=date(2020, 1, 10))


@pytest.mark.parametrize("result", RemedyResult)
def test_every_result_is_known_by_label_among_its_kind(result: RemedyResult) -> None:
    words = result_words(result.kind)
    assert words[result.value] is result
    assert words[result.label.replace("，", ",")] in RemedyResult


def test_one_word_means_another_result_before_a_court() -> None:
    assert result_words(RemedyKind.REVIEW)["撤销"] is RemedyResult.REVIEW_ANNULLED
    assert result_words(RemedyKind.SUIT)["撤销"] is RemedyResult.SUIT_ANNULLED


@pytest.mark.django_db
def test_a_file_enters_and_the_second_time_changes_nothing() -> None:
    organ = factories.organ()
    application = factories.application(organ, number="2019-1")
    rows = [
        ROW,
        SUIT,
        ["复议后起诉", "行初2号", "区法院", "答复", "2019-1", "2019-10-8", "在审", ""],
    ]
    found = preview(organ, *rows)
    assert (found.new, found.bad) == (3, ())
    enter = RemedyLedger().enter_as
    assert enter(found, organ=organ, sha256="0", by=COMMAND, at=NOON) == Done(3, 0)
    again = preview(organ, *rows)
    assert (again.new, again.identical) == (0, 3)
    assert enter(again, organ=organ, sha256="0", by=COMMAND, at=NOON) == Done(0, 3)
    third = Remedy.objects.get(case_no="行初2号")
    assert (third.kind, third.after_review, third.application) == ("suit", True, application)
    assert Remedy.objects.get(case_no="行初1号").result == "suit_annulled"


def changed(index: int, value: Any) -> list[Any]:
    return [value if place == index else cell for place, cell in enumerate(ROW)]


BAD = {
    "没有案号": (changed(1, ""), "案号", "没有填写案号"),
    "不认识的种类": (changed(0, "仲裁"), "种类", "可写行政复议、行政诉讼、复议后起诉"),
    "不是复议的结果": (changed(6, "准许撤诉"), "结果", "行政复议没有“准许撤诉”这一结果"),
    "所涉申请不在台账": (changed(4, "没有"), "所涉申请编号", "申请台账中没有这个登记编号"),
    "审结早于受理": (changed(7, "2019-7-1"), "审结日期", "早于受理日期"),
    "有结果没有日期": (changed(7, "未审结"), "审结日期", "没有审结日期"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("row", "column", "reason"), BAD.values(), ids=list(BAD))
def test_a_bad_row_is_named(row: list[Any], column: str, reason: str) -> None:
    (cell,) = preview(factories.organ(), row).bad
    assert (cell.row, cell.column) == (2, column)
    assert reason in cell.reason


@pytest.mark.django_db
def test_same_number_other_facts_is_bad() -> None:
    organ = factories.organ()
    factories.remedy(organ, case_no="明政复1号")
    (cell,) = preview(organ, ROW).bad
    assert "该案号已登记，内容不同" in cell.reason


COURSE = {
    "审理程序": "普通",
    "收到副本日期": "2019-8-6",
    "书面答复日期": "2019-8-15",
    "裁判送达日期": "2019-9-23",
    "裁判生效日期": "2019-9-23",
    "责令重新答复日期": "2019-9-23",
    "重新答复日期": "2019-10-18",
    "被纠正原因": "检索不足",
    "改进措施": "先检索后答复",
}
ANEW = ["复议", "明政复1号", "区政府", "答复", "", "2019-8-1", "责令重新答复", "2019-9-20"]


@pytest.mark.django_db
def test_the_course_of_a_case_comes_with_the_file() -> None:
    organ = factories.organ()
    found = preview(organ, [*ANEW, *COURSE.values()], head=[*HEAD, *COURSE])
    assert found.bad == ()
    RemedyLedger().enter_as(found, organ=organ, sha256="0", by=COMMAND, at=NOON)
    case = Remedy.objects.get()
    assert (case.answered_on, case.cause, case.stage) == (date(2019, 8, 15), "search", "closed")


@pytest.mark.django_db
def test_a_file_without_the_columns_does_not_gainsay_the_ledger() -> None:
    organ = factories.organ()
    found = preview(organ, [*ANEW, *COURSE.values()], head=[*HEAD, *COURSE])
    RemedyLedger().enter_as(found, organ=organ, sha256="0", by=COMMAND, at=NOON)
    again = preview(organ, ANEW)
    assert (again.new, again.identical, again.bad) == (0, 1, ())
    other = [*ANEW, *(COURSE | {"重新答复日期": "2019-10-21"}).values()]
    (cell,) = preview(organ, other, head=[*HEAD, *COURSE]).bad
    assert "重新答复日期：原为“2019年10月18日”" in cell.reason


BAD_COURSE = {
    "书面答复早于收到副本": ({"书面答复日期": "2019-8-5"}, "早于收到副本日期"),
    "没有的原因": ({"被纠正原因": "天气不好"}, "不认识“天气不好”"),
    "当时没有简易程序": ({"审理程序": "简易"}, "没有简易程序"),
    "没有责令就重新答复": ({"责令重新答复日期": ""}, "没有责令重新答复日期"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("changes", "reason"), BAD_COURSE.values(), ids=list(BAD_COURSE))
def test_a_course_that_cannot_be_is_named(changes: dict[str, str], reason: str) -> None:
    row = [*ANEW, *(COURSE | changes).values()]
    cells = preview(factories.organ(), row, head=[*HEAD, *COURSE]).bad
    assert any(reason in cell.reason for cell in cells)
