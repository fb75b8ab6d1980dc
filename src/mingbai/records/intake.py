"""A file an officer brings: cleaned of what readers do not see, looked through before and after."""

import hashlib
from dataclasses import dataclass
from datetime import date

from mingbai.files.cleaning import clean
from mingbai.refusal import Refusal
from mingbai.rules.privacy import Severity
from mingbai.scanning.scanner import Scan, scan_bytes

ARTICLE = "《个人信息保护法》第二十八条；《政府信息公开条例》第十五条"
UNSCANNED = frozenset({"mp4", "mp3"})  # 声音和画面里的话不能自动检查，由审查人看听
Found = dict[str, str]


@dataclass(frozen=True)
class Taken:
    """The cleaned file; ``strips`` in words what was taken away, ``findings`` what remains.

    ``stopped_by`` is what the original carried where an officer chose to go on nevertheless.
    """

    name: str
    kind: str
    data: bytes
    original_sha256: str
    strips: tuple[str, ...]
    findings: tuple[Found, ...]
    stopped_by: tuple[Found, ...] = ()

    @property
    def sha256(self) -> str:
        """The hash that it is kept by."""
        return hashlib.sha256(self.data).hexdigest()


class Stopped(Refusal):
    """The file carries personal data or marks of secrecy; ``findings`` are masked.

    ``cleanable``: the cleaned copy is free of them, and may be used if the officer says so.
    """

    def __init__(
        self, name: str, findings: tuple[Found, ...], strips: tuple[str, ...], *, cleanable: bool
    ) -> None:
        where = "读者看不到的地方" if cleanable else "清理之后仍"
        ways = "换一个文件，或者勾选“使用清理后的副本”" if cleanable else "遮盖或者删去后换文件"
        super().__init__(
            f"“{name}”没有收下：{where}有{len(findings)}处个人信息或者密级标志",
            article=ARTICLE,
            remedy=f"请{ways}",
        )
        self.name, self.findings, self.strips = name, findings, strips
        self.cleanable = cleanable


def take(
    data: bytes, name: str, today: date, *, use_cleaned: bool = False, knowing: bool = False
) -> Taken:
    """The file as it may be attached: the original is looked through first, then the cleaned copy.

    Raises ``Stopped`` where the original carries critical findings, unless ``use_cleaned`` says
    that the clean copy will do; where they are in the copy too, unless ``knowing`` says that the
    gate may go on blocking it.  Raises ``Refusal`` for a file that cannot be cleaned.
    """
    before = scan_bytes(data, name=name, today=today)
    cleaned = clean(data, name)
    strips = tuple(str(each) for each in cleaned.strips)
    unscanned = cleaned.kind in UNSCANNED
    after = None if unscanned else scan_bytes(cleaned.data, name=cleaned.name, today=today)
    carried = () if unscanned else critical(before)
    left = critical(after) if after else ()
    if left and not knowing:
        raise Stopped(cleaned.name, left, strips, cleanable=False)
    if carried and not left and not use_cleaned:
        raise Stopped(cleaned.name, carried, strips, cleanable=True)
    return Taken(
        name=cleaned.name,
        kind=cleaned.kind,
        data=cleaned.data,
        original_sha256=hashlib.sha256(data).hexdigest(),
        strips=strips,
        findings=tuple(_rows(after)) if after else (),
        stopped_by=carried,
    )


def critical(scan: Scan) -> tuple[Found, ...]:
    """What of a scan keeps a file out; also that it could not be read."""
    found = [row for row in _rows(scan) if row["severity"] == Severity.CRITICAL]
    if not scan.readable:
        words = f"不能检查：{scan.reason}"
        found.append({"kind": "hidden_data", "severity": "critical", "where": "", "masked": words})
    return tuple(found)


def _rows(scan: Scan) -> list[Found]:
    return [
        {
            "kind": str(each.kind),
            "severity": str(each.severity),
            "where": each.where,
            "masked": each.masked,
        }
        for each in scan.findings
    ]
