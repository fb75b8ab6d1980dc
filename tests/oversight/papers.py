"""Made reports as plain text, and a small district that takes them in."""

from collections.abc import Mapping

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.files import store
from mingbai.organs.models import Organ, OrganKind
from mingbai.oversight import actions
from mingbai.oversight.actions import Arrival
from mingbai.oversight.models import Paper
from mingbai.reading.reader import read_bytes
from mingbai.rules.report import formats
from tests import factories

NOON = factories.noon(factories.NOON.date().replace(year=2025, month=3, day=3))


def cells(changes: Mapping[str, int] | None = None) -> dict[str, int]:
    """A lawful 2021 form: five applications of natural persons, four granted, one carried over."""
    form = formats.load("2021")
    found = {c: 0 for name in ("t2", "t3", "t4") for c in form.cell_ids(name)}  # type: ignore[arg-type]
    for column in ("natural", "total"):
        found |= {
            f"t3.1/{column}": 5,
            f"t3.3.1/{column}": 4,
            f"t3.3.7/{column}": 4,
            f"t3.4/{column}": 1,
        }
    return found | dict(changes or {})


def text(
    organ: str = "示范市明阳区民政局",
    year: int = 2023,
    changes: Mapping[str, int] | None = None,
    prose: str = "",
) -> str:
    """A report as the reader reads it without doubt: one row a line, cells between bars."""
    form, numbers = formats.load("2021"), cells(changes)
    lines = [f"{organ}{year}年政府信息公开工作年度报告", "", "一、总体情况"]
    lines += [
        prose or f"{year}年，本机关认真落实条例，新收政府信息公开申请{numbers['t3.1/total']}件。"
    ]
    lines.append("二、主动公开政府信息情况")
    for block in form.table2:
        lines.append(block.caption)
        lines.append("|".join(["信息内容", *(column.label for column in block.columns)]))
        for row in block.rows:
            values = [str(numbers[f"{row.id}/{column.id}"]) for column in block.columns]
            lines.append("|".join([row.label, *values]))
    lines.append("三、收到和处理政府信息公开申请情况")
    lines.append("|".join(["", *(column.label for column in form.table3_columns)]))
    for row in form.table3_rows:
        values = [str(numbers.get(f"{row.id}/{c.id}", "")) for c in form.table3_columns]
        lines.append("|".join([row.label, *(values if row.leaf else [])]))
    lines.append("四、政府信息公开行政复议、行政诉讼情况")
    heads = [column.label for column in form.table4_columns]
    lines.append("行政复议|行政诉讼|未经复议直接起诉|复议后起诉")
    lines.append("|".join(heads * 3))
    blocks = [f"{b.id}/{c.id}" for b in form.table4_blocks for c in form.table4_columns]
    lines.append("|".join(str(numbers[cell]) for cell in blocks))
    lines += ["五、存在的主要问题及改进情况", "问题是解读形式不够多样。改进情况是增加了图解。"]
    lines += ["六、其他需要报告的事项", "本年度没有收取信息处理费。"]
    return "\n".join(lines)


def district() -> dict[str, Organ]:
    """A government with two bureaus, and a foreign one."""
    root = factories.organ(
        "mingyang", name="示范市明阳区人民政府", short_name="区政府", kind=OrganKind.GOVERNMENT
    )
    civil = factories.organ("mzj", parent=root, name="示范市明阳区民政局", short_name="区民政局")
    tax = factories.organ("czj", parent=root, name="示范市明阳区财政局", short_name="区财政局")
    foreign = factories.organ("linhe", name="示范市临河区民政局", short_name="临河民政")
    return {"root": root, "civil": civil, "tax": tax, "foreign": foreign}


def officer(organ: Organ) -> Post:
    """The office of an organ."""
    return factories.post(Role.OFFICE, organ)


def taken(by: Post, *texts: str) -> list[Paper]:
    """The texts taken in and read (here, not in processes of their own)."""
    files = [Arrival(f"{n}.txt", text.encode()) for n, text in enumerate(texts)]
    intake = actions.take_in(office=by.organ, files=files, by=by, at=NOON)
    for paper in intake.papers.order_by("file_name"):
        reading = read_bytes(store.get(paper.sha256), name=paper.file_name)
        actions.keep_reading(paper.pk, reading, by=by, at=NOON)
    return list(intake.papers.order_by("file_name"))
