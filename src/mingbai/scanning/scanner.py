"""One file scanned: its findings, or the reason why it could not be read."""

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from mingbai.refusal import Refusal
from mingbai.rules.privacy import Finding, Passage, Severity, detect
from mingbai.rules.privacy.redacting import redacted
from mingbai.scanning.bounds import LARGEST, MEGABYTE, RULE, Bounds
from mingbai.scanning.opening import pieces

CLEAN, CRITICAL, UNREADABLE = 0, 1, 2
# A cell or a line: too short to hold a value, and there may be ten thousands in one file.
TAIL = re.compile(r"(?<=”)[A-Z]{1,3}\d{1,7}\Z|第\d{1,7}行\Z")


@dataclass(frozen=True)
class Scan:
    """The result of one file; ``reason`` says in Chinese why it is not readable."""

    file: str
    readable: bool
    findings: tuple[Finding, ...] = ()
    reason: str = ""

    @property
    def exit_code(self) -> int:
        """2 unreadable, 1 with critical findings, 0 clean."""
        if not self.readable:
            return UNREADABLE
        critical = any(finding.severity is Severity.CRITICAL for finding in self.findings)
        return CRITICAL if critical else CLEAN

    def as_json(self) -> dict[str, object]:
        """The object of ``mingbai scan --json``."""
        rows = [
            {"kind": f.kind, "severity": f.severity, "where": f.where, "masked": f.masked}
            for f in self.findings
        ]
        return {"file": self.file, "readable": self.readable, "findings": rows}


def scan_path(path: Path, *, today: date) -> Scan:
    """Scan a file on disk, its name too.  Never raises for what it holds; see :func:`scan_bytes`.

    ``file`` is the path as given, without what was found in it.
    """
    named = detect(Passage("文件名", path.name), today=today)
    shown = masked_path(str(path), today=today)
    try:
        scan = scan_bytes(_bytes(path), name=str(path), today=today)
    except Refusal as refusal:
        scan = Scan(shown, readable=False, reason=str(refusal))
    return replace(scan, file=shown, findings=_shown([*named, *scan.findings], today))


def masked_path(path: str, *, today: date) -> str:
    """The path with the numbers masked that its folders and the file are named with."""
    return "/".join(redacted(part, today) for part in path.split("/"))


def scan_bytes(data: bytes, *, name: str, today: date) -> Scan:
    """Scan the bytes of a file; findings before a failure are kept, the file is unreadable."""
    found: list[Finding] = []
    bounds = Bounds()
    try:
        for piece in pieces(data, name, bounds):
            bounds.check_time()
            found += detect(piece, today=today) if isinstance(piece, Passage) else [piece]
    except Refusal as refusal:
        return Scan(name, False, _shown(found, today), redacted(str(refusal), today))
    except RecursionError:
        return Scan(name, False, _shown(found, today), "文件的层次过深，读不了")
    return Scan(name, True, _shown(found, today))


def _shown(found: list[Finding], today: date) -> tuple[Finding, ...]:
    """Each once; the places, which may name sheets and files, without what was found."""
    masked: dict[str, str] = {}
    shown: dict[Finding, None] = {}
    for each in found:
        tail = TAIL.search(each.where)
        head = each.where[: tail.start()] if tail else each.where
        if head not in masked:
            masked[head] = redacted(head, today)
        where = masked[head] + (tail[0] if tail else "")
        shown[Finding(each.kind, each.severity, where or "正文", each.masked)] = None
    return tuple(shown)


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Refusal("这是文件夹，不是文件", remedy="请写出其中的文件，如 文件夹/*.xlsx")
        if not path.exists():
            raise Refusal("没有这个文件", remedy="请核对文件名和所在的文件夹")
        if not path.is_file():
            raise Refusal("这不是普通文件", remedy="请先把内容存成文件")
        if path.stat().st_size > LARGEST:
            limit = LARGEST // MEGABYTE
            raise Refusal(f"文件超过{limit}MB的上限", article=RULE, remedy="请拆成较小的文件")
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise Refusal("打不开这个文件", remedy="请核对文件名和读取的权限") from error
    if not data.strip():
        raise Refusal("文件是空的，没有可检查的内容", remedy="请核对是否选对了文件")
    return data
