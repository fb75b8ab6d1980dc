"""A random report in which tables, prose and the year before agree with each other."""

from dataclasses import dataclass
from random import Random

from mingbai.rules.report import formats
from tests.reading.synthetic import cases
from tests.reading.synthetic.cases import Case, Expected
from tests.reading.synthetic.texts import HEADS

ORGANS = ("某市东湖区人民政府", "某县教育局", "某县水利局", "某省南山县人民政府")
WORDS = (
    ("t3.3.1", "予以公开"), ("t3.3.2", "部分公开"), ("t3.3.3", "不予公开"), ("t3.3.4", "无法提供"),
    ("t3.3.5", "不予处理"), ("t3.3.6", "其他处理"),
)  # fmt: skip
RESULTS = (
    ("upheld", "结果维持"), ("corrected", "结果纠正"),
    ("other", "其他结果"), ("pending", "尚未审结"),
)  # fmt: skip
FEW, MANY = (10, 40), (60, 300)
RANGES = {
    "issued": FEW, "repealed": FEW, "in_force": MANY, "made_new": FEW, "disclosed_new": FEW,
    "disclosed_total": MANY, "items_prev": (40, 300), "items_delta": (-9, 9), "decisions": FEW,
    "decisions_now": FEW, "projects": FEW, "amount": FEW, "amount_wan": FEW,
}  # fmt: skip


@dataclass
class Paper:
    """A report to print: its tables, and its prose as lines around them."""

    case: Case
    before: list[str]
    after: list[str]

    def heading(self, table: str) -> str:
        """The line above a table."""
        return HEADS[table]


def make(rng: Random, format_id: str) -> Paper:
    """One sound report."""
    case = cases.make(rng, format_id)
    case.organ = rng.choice(ORGANS)
    case.year = 2020 if format_id == "2019" else rng.randint(2022, 2025)  # with a year before
    return printed(rng, case.organ, case.year, case.expected | _second(rng, format_id), format_id)


def printed(rng: Random, organ: str, year: int, values: Expected, format_id: str) -> Paper:
    """The report with these values."""
    form = formats.load(format_id)
    tables = [
        cases._table2(rng, form, values), cases._table3(form, values), cases._table4(form, values),
    ]  # fmt: skip
    case = Case(form, year, organ, tables, values)
    return Paper(case, opening(case), closing())


def year_before(rng: Random, paper: Paper) -> Paper:
    """The report of the year before, whose open cases are those that ours begins with."""
    form, ours = paper.case.form, paper.case.expected
    values = cases.make(rng, form.id).expected | _second(rng, form.id)
    for column in form.table3_columns:
        gap = int(ours[f"t3.2/{column.id}"] or 0) - int(values[f"t3.4/{column.id}"] or 0)
        values[f"t3.4/{column.id}"] = ours[f"t3.2/{column.id}"]
        # What more was carried out had come in as well.
        values[f"t3.1/{column.id}"] = int(values[f"t3.1/{column.id}"] or 0) + gap
    lack = -min(0, *(int(values[f"t3.1/{c.id}"] or 0) for c in form.table3_columns[:-1]))
    for column in form.table3_columns:
        more = lack * (len(form.table3_columns) - 1 if column.id == "total" else 1)
        for row in ("t3.1", "t3.3.1", "t3.3.7"):
            values[f"{row}/{column.id}"] = int(values[f"{row}/{column.id}"] or 0) + more
    _carried_documents(values, ours)
    return printed(rng, paper.case.organ, paper.case.year - 1, values, form.id)


def _carried_documents(values: Expected, ours: Expected) -> None:
    """Documents in force and items of the year before, as our table two continues them (T2-R1)."""
    for cell in list(values):
        row, _, column = cell.partition("/")
        if column == "in_force":
            issued, repealed = (int(ours[f"{row}/{name}"] or 0) for name in ("issued", "repealed"))
            values[cell] = int(ours[cell] or 0) - issued + repealed
        if column == "items_delta":
            values[cell] = 0
        if column == "items_prev":
            values[cell] = ours[cell]


def _second(rng: Random, format_id: str) -> Expected:
    """Table two of a county: no rules, small changes, purchases at a usual price."""
    values: Expected = {
        cell: 0 if cell.startswith("t2.rules/") else rng.randint(*RANGES[cell.partition("/")[2]])
        for cell in formats.load(format_id).cell_ids("t2")
    }
    for cell in values:
        row, column = cell.split("/")
        if column == "disclosed_new":
            values[cell] = values[f"{row}/made_new"]
        if column == "amount":
            values[cell] = int(values["t2.procurement/projects"] or 0) * 400_000
        if column == "amount_wan":
            values[cell] = rng.randint(100, 90_000) * 10_000
    return values


def opening(case: Case) -> list[str]:
    """Title and first part; every figure is one of the tables."""

    def cell(name: str, column: str = "total") -> int:
        return int(case.expected[f"{name}/{column}"] or 0)

    def result(row: str) -> int:
        leaves = [one.id for one in case.form.leaves if (one.id + ".").startswith(row + ".")]
        return sum(cell(leaf) for leaf in leaves)

    organisations = cell("t3.1") - cell("t3.1", "natural")
    results = "，".join(f"{word}{result(row)}件" for row, word in WORDS if _has(case, row))
    suits = {
        column: cell("suit_direct", column) + cell("suit_after_review", column)
        for column in ("total", *(name for name, _ in RESULTS))
    }
    reviews = "，".join(f"{word}{cell('review', name)}件" for name, word in RESULTS)
    judged = "，".join(f"{word}{suits[name]}件" for name, word in RESULTS)
    applications = (
        f"（二）依申请公开。{case.year}年共收到政府信息公开申请{cell('t3.1')}件，"
        f"其中自然人{cell('t3.1', 'natural')}件，法人或其他组织{organisations}件；"
        f"办结申请{cell('t3.3.7')}件，其中{results}。"
        f"上年结转{cell('t3.2')}件，{cell('t3.4')}件结转下年度继续办理。"
    )
    remedies = (
        f"（三）监督保障。政府信息公开行政复议{cell('review')}件，其中{reviews}；"
        f"政府信息公开行政诉讼{suits['total']}件，其中{judged}。"
        "工作考核结果已通报，社会评议满意，没有发生责任追究。"
    )
    return [
        f"{case.organ}{case.year}年政府信息公开工作年度报告",
        "一、总体情况",
        "（一）主动公开。按时公开各类文件。",
        applications,
        remedies,
    ]


def _has(case: Case, row: str) -> bool:
    return any((leaf.id + ".").startswith(row + ".") for leaf in case.form.leaves)


def closing() -> list[str]:
    """The last two parts."""
    return [
        "五、存在的主要问题及改进情况",
        "问题是解读偏少，将增加图文解读，改进公开的时效。",
        "六、其他需要报告的事项",
        "没有收取信息处理费，没有其他需要报告的事项。",
    ]
