"""Real published reports: their tables hold, and the model report raises its known findings."""

import json
from pathlib import Path
from typing import Any

import pytest

from mingbai.rules.findings import Finding, Number, Severity
from mingbai.rules.report import formats
from mingbai.rules.report.reconcile import check
from mingbai.rules.report.report import Report
from tests.rules.report.samples import chengyang

NAMES = {
    "chengyang-2019.txt": ("青岛市城阳区人民政府", 2019),
    "huaian-city-2024.pdf": ("淮安市人民政府", 2024),
    "hongze-district-2024.pdf": ("淮安市洪泽区人民政府", 2024),
    "pingtan-2019.txt": ("平潭综合实验区", 2019),
    "pingtan-2022.txt": ("平潭综合实验区", 2022),
    "pingtan-2023.txt": ("平潭综合实验区", 2023),
    "pingtan-finance-2023.txt": ("平潭综合实验区财政金融局", 2023),
    "pingtan-transport-2019.txt": ("平潭综合实验区交通与建设局", 2019),
    "hangzhou-2025.html": ("某市人民政府", 2025),
}


def published(reference: Path, name: str, *, with_text: bool) -> tuple[Report, list[str]]:
    """A report as it should be read, and the rules it is known to break."""
    truth = json.loads((reference / "reports/truth.json").read_text("utf-8"))[name]
    cells: dict[str, Number | None] = {
        f"{row}/{column}": number
        for table in ("t2", "t3", "t4")
        for row, numbers in truth.get(table, {}).items()
        for column, number in numbers.items()
    }
    organ, year = NAMES[name]
    text = (reference / "reports" / name).read_text("utf-8") if with_text else None
    form = formats.for_year(year)
    return Report(format=form, year=year, organ=organ, cells=cells, text=text), truth["errors"]


def errors(found: list[Finding]) -> list[Finding]:
    """The findings that would block publication."""
    return [item for item in found if item.severity is Severity.ERROR]


@pytest.mark.parametrize("name", NAMES)
def test_tables_break_exactly_the_known_rules(reference: Path, name: str) -> None:
    report, known = published(reference, name, with_text=False)
    assert sorted({item.rule for item in errors(check(report))}) == sorted(known)


def test_every_published_report_of_the_reference_is_checked(reference: Path) -> None:
    assert set(json.loads((reference / "reports/truth.json").read_text("utf-8"))) == set(NAMES)


def test_the_committed_figures_are_the_published_ones(reference: Path) -> None:
    report, _ = published(reference, "chengyang-2019.txt", with_text=False)
    assert dict(report.cells) == dict(chengyang().cells)


TEXT_ERRORS: list[tuple[str, list[tuple[Any, Any]]]] = [
    ("chengyang-2019.txt", []),
    ("pingtan-2019.txt", []),
    ("pingtan-2022.txt", [(74, 75), (71, 72)]),  # 收到75件、自然人72件：含上年结转1件
    ("pingtan-2023.txt", []),
    ("pingtan-finance-2023.txt", []),
    ("pingtan-transport-2019.txt", []),
]


@pytest.mark.parametrize(("name", "sides"), TEXT_ERRORS)
def test_text_against_tables(reference: Path, name: str, sides: list[tuple[Any, Any]]) -> None:
    report, _ = published(reference, name, with_text=True)
    found = errors(check(report))
    assert {item.rule for item in found} <= {"TX-R1"}
    assert [(item.expected, item.found) for item in found] == sides


MODEL = [
    ("第1项：缺（八）", "TX-R2", "warn", "缺（八）"),
    ("第2项：句号重复", "TX-R2", "warn", "15.3%。。在"),
    ("第3项：题目缺年度", "RPT-2", "warn", "缺“年度”"),
    ("第3项：图解名称少青岛市", "RPT-2", "warn", "“城阳区人民政府”与“青岛市城阳区人民政府”"),
    ("第5项：表头缺减，第（五）项", "TX-R2", "warn", "第（五）项的表头"),
    ("第5项：表头缺减，第（六）项", "TX-R2", "warn", "第（六）项的表头"),
    ("第5项：表头缺减，第（八）项", "TX-R2", "warn", "第（八）项的表头"),
    ("第7项：没有责任追究结果", "REG-50", "warn", "责任追究"),
    ("第10项：尚有未审结", "T4-R2", "warn", "行政复议1件、行政诉讼3件"),
    ("第11项：收费项目减少64%", "OUT-R1", "warn", "64%"),
    ("第11项：每个采购项目2.56万元", "OUT-R2", "warn", "2.56万元"),
    ("第13项：公开条数没有表可核", "TX-R1", "info", "18739条只见于正文"),
    ("第16项：均已答复与其他处理", "TX-R1", "info", "4件是其他处理"),
    ("增长30.6%没有上年的数", "TX-R1", "warn", "增长30.6%"),
    ("增长15.3%没有上年的数", "TX-R1", "warn", "增长15.3%"),
]


@pytest.mark.parametrize(
    ("rule", "severity", "words"), [row[1:] for row in MODEL], ids=[row[0] for row in MODEL]
)
def test_the_model_report_raises(reference: Path, rule: str, severity: str, words: str) -> None:
    report, _ = published(reference, "chengyang-2019.txt", with_text=True)
    hits = [item for item in check(report) if item.rule == rule and words in item.message]
    assert [item.severity for item in hits] == [severity]


def test_the_model_report_raises_nothing_else(reference: Path) -> None:
    report, _ = published(reference, "chengyang-2019.txt", with_text=True)
    assert len(check(report)) == len(MODEL)
