"""One report file read: cells, identity, findings; what cannot be read is refused in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mingbai.reading import mending, notes
from mingbai.reading.assembly import assemble
from mingbai.reading.forms import Form
from mingbai.reading.identity import Identity, identify, level_of
from mingbai.reading.intake import LARGEST_TEXT, from_bytes, load
from mingbai.reading.lines import Source
from mingbai.reading.outcome import Cell, State, Tables
from mingbai.reading.textfile import source as text_source
from mingbai.refusal import Refusal
from mingbai.rules.findings import Finding, Number, Severity
from mingbai.rules.report import reconcile
from mingbai.rules.report.formats import Format
from mingbai.rules.report.report import Level, Report

NOTHING = Tables({}, frozenset(), (), (), {}, (), ())
NO_NUMBER = ("T2-R4", "T3-R4", "T4-R4")
BLANKS = (State.BLANK, State.DASH, State.NONE)


@dataclass(frozen=True)
class Reading:
    """A file as read.

    ``readable``: tables of such a report were found.  ``complete``: every table was read whole
    and no cell was refused.  ``form`` is the form as the report prints it (其他处理 in one row or
    three); ``cells`` hold money in yuan; ``text`` begins at the title, without the page furniture.
    """

    file: str
    readable: bool
    complete: bool
    form: Format | None = None
    organ: str | None = None
    year: int | None = None
    title: str | None = None
    published: str | None = None
    level: Level | None = None
    carrier: str = ""
    cells: Mapping[str, Cell] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    text: str = ""

    @property
    def exit_code(self) -> int:
        """2 when not readable whole, 1 with error findings, else 0."""
        if not (self.readable and self.complete):
            return 2
        return int(any(finding.severity is Severity.ERROR for finding in self.findings))

    def value(self, cell_id: str) -> Number | None:
        """The number of a cell, None where it is blank, refused or absent."""
        cell = self.cells.get(cell_id)
        return cell.value if cell else None

    def report(self) -> Report:
        """The report as the rules check it.  Raises Refusal when no table was read."""
        if self.form is None:
            raise Refusal("没有读到统计表，不能核对")
        blanks = frozenset(c for c, cell in self.cells.items() if cell.state in BLANKS)
        return Report(
            format=self.form,
            year=self.year or self.form.first_year,
            organ=self.organ or "",
            cells={cell_id: cell.value for cell_id, cell in self.cells.items()},
            level=self.level,
            text=self.text,
            title=self.title,
            blanks=blanks,
        )


def read(path: Path, *, name: str | None = None) -> Reading:
    """Read one file.  Never raises: an unreadable file comes back with a finding saying why."""
    shown = name or str(path)
    try:
        return _read(shown, load(path))
    except Refusal as refusal:
        return _unreadable(shown, refusal)


def read_bytes(data: bytes, *, name: str) -> Reading:
    """Read one report given as bytes (an upload); see :func:`read`."""
    try:
        return _read(name, from_bytes(data))
    except Refusal as refusal:
        return _unreadable(name, refusal)


def read_text(text: str, *, name: str = "") -> Reading:
    """Read one report given as plain text (pasted); see :func:`read`."""
    try:
        if len(text) > LARGEST_TEXT:
            raise Refusal("文本太长，不像一份年度报告", remedy="请只留下报告正文")
        return _read(name, text_source(text))
    except Refusal as refusal:
        return _unreadable(name, refusal)


def _unreadable(name: str, refusal: Refusal) -> Reading:
    finding = Finding(
        "READ-FILE", Severity.ERROR, f"读不了：{refusal.reason.rstrip('。')}", hint=refusal.remedy
    )
    return Reading(name, readable=False, complete=False, findings=(finding,))


def _read(name: str, source: Source) -> Reading:
    identity = identify(source.paragraphs, source.title)
    text = "\n".join(source.paragraphs[identity.start :])
    kind, form, tables = assemble(source, text, identity.year)
    if form is None:
        return _no_tables(name, source, identity, kind, text)
    cut = notes.absent_tables(tables, form)
    refused = any(cell.state is State.REFUSED for cell in tables.cells.values())
    unknown = bool(tables.strange) and bool(notes.missing_rows(tables, form))
    whole = not (cut or refused or unknown or source.limits or tables.repeated)
    reading = Reading(
        name,
        readable=True,
        complete=whole,
        form=form,
        organ=identity.organ,
        year=identity.year,
        title=identity.title,
        published=identity.published,
        level=level_of(identity.organ),
        carrier=source.carrier,
        cells=tables.cells,
        text=text,
    )
    own = notes.findings(tables, form, kind, identity, source.limits)
    checked: Sequence[Finding] = ()
    if not notes.all_blank(tables) and "t3" not in cut:
        checked = [
            *not_said_yet(reconcile.check(reading.report()), own),
            *mending.suggest(form, counts(tables.cells)),
        ]
    return _with(reading, [*own, *checked])


def counts(cells: Mapping[str, Cell]) -> dict[str, int]:
    """The cells of tables three and four as integers; a blank counts as 0 (T3-R4)."""
    found = {}
    for cell_id, cell in cells.items():
        value = 0 if cell.state in BLANKS else cell.value
        if isinstance(value, int) and not cell_id.startswith("t2."):
            found[cell_id] = value
    return found


def not_said_yet(checked: Sequence[Finding], own: Sequence[Finding]) -> list[Finding]:
    """Without what the reader said better: a cell it refused is not blank, nor a table cut off."""
    refused = {f.where.split("/")[0] for f in own if f.rule in ("READ-RUN", "READ-ROW")}
    cut = {f.where for f in own if f.rule == "READ-CUT"}
    return [
        finding
        for finding in checked
        if not (finding.rule in NO_NUMBER and finding.where.split("/")[0] in refused)
        and not (finding.rule == "TBL-R1" and finding.where in cut)
    ]


def _with(reading: Reading, findings: list[Finding]) -> Reading:
    return Reading(**{**reading.__dict__, "findings": tuple(ranked(findings))})


def ranked(findings: Sequence[Finding]) -> list[Finding]:
    """Errors first, otherwise in the order found."""
    order = {Severity.ERROR: 0, Severity.WARN: 1, Severity.INFO: 2}
    return sorted(findings, key=lambda finding: order[finding.severity])


def _no_tables(name: str, source: Source, identity: Identity, kind: Form, text: str) -> Reading:
    """No table of any form: an old form, a report without its tables, or another document."""
    limits = "；".join(source.limits)
    if kind.legacy:
        message, hint = "这是2019年以前的旧式统计表，不支持", "只能核对2019年度以后的年度报告"
    elif identity.title or "政府信息公开" in text[:5000]:
        message = limits or "没有读到统计表，可能只有开头、表格是图片或者在附件里；不当作0"
        hint = notes.OPEN_SOURCE
    else:
        message, hint = limits or "不是政府信息公开工作年度报告", "请核对文件"
    finding = Finding("READ-NONE", Severity.ERROR, message, hint=hint)
    return Reading(
        name,
        readable=False,
        complete=False,
        organ=identity.organ,
        year=identity.year,
        title=identity.title,
        published=identity.published,
        level=level_of(identity.organ),
        carrier=source.carrier,
        findings=(finding,),
        text=text,
    )
