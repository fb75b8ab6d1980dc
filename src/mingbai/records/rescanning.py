"""Everything public looked through again by the rules of today (PII-09), a few records at a time.

What an edition of the rules has looked at is kept, so that a run that was cut short goes on where
it stopped; masked numbers are put side by side over all texts (PII-07).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from uuid import UUID

from mingbai.files import store
from mingbai.prose import plain
from mingbai.records import privacy
from mingbai.records.content import document
from mingbai.records.kinds import kind
from mingbai.records.models import Record, Version
from mingbai.refusal import Refusal
from mingbai.rules.privacy import Passage
from mingbai.rules.privacy.redacting import redacted
from mingbai.rules.privacy.stitching import MaskedForm, Stitched, masked_forms, stitched
from mingbai.scanning.bounds import Bounds
from mingbai.scanning.opening import pieces

AT_ONCE = 50


@dataclass(frozen=True)
class Seen:
    """One public record; ``findings`` are masked, ``allowed`` when two people let them stay."""

    record: UUID
    index_no: str
    organ: str
    title: str
    findings: tuple[privacy.Found, ...]
    critical: int
    allowed: bool

    @property
    def wrong(self) -> bool:
        """Whether something must be done."""
        return self.critical > 0 and not self.allowed


@dataclass
class Rescan:
    """A run over all that is public on a day; forms are gathered while :meth:`records` runs.

    ``at_once``: how many records stand in memory together.
    """

    today: date
    at_once: int = AT_ONCE
    forms: list[MaskedForm] = field(default_factory=list)

    def records(self) -> Iterator[Seen]:
        """Every public record, in the order of the keys."""
        last: UUID | None = None
        while page := _page(last, self.at_once):
            for record in page:
                version = record.public_version
                assert version is not None  # noqa: S101 (what the page asks for)
                version.record = record
                yield self._seen(record, version)
            last = page[-1].pk

    def stitched(self) -> list[Stitched]:
        """Masked numbers of one name that add up to too much; after all records were seen."""
        return stitched(self.forms)

    def _seen(self, record: Record, version: Version) -> Seen:
        title = redacted(record.title, self.today)
        facts = (record.pk, record.index_no or "", record.organ.name, title)
        try:
            scan = privacy.look(version, today=self.today)
            self.forms += _forms(version, record.index_no or str(record.pk))
        except (Refusal, OSError) as error:
            lost = {"kind": "hidden_data", "severity": "critical", "where": "附件"}
            words = f"不能检查：{redacted(str(error), self.today)}"
            return Seen(*facts, ({**lost, "masked": words},), critical=1, allowed=False)
        allowed = bool(scan.critical) and privacy.overridden(version, scan)
        return Seen(*facts, tuple(scan.findings), scan.critical, allowed)


def _page(after: UUID | None, at_once: int) -> list[Record]:
    found = Record.objects.filter(public_version__isnull=False).order_by("pk")
    if after is not None:
        found = found.filter(pk__gt=after)
    return list(found.select_related("organ", "public_version")[:at_once])


def _forms(version: Version, where: str) -> list[MaskedForm]:
    """The masked numbers of title, body and readable files."""
    if not kind(version.record.kind).is_document:
        return []
    paper = document(version.content())
    texts = chain((version.title, paper.summary, plain.text(paper.body)), _files(version))
    return [form for text in texts for form in masked_forms(text, where)]


def _files(version: Version) -> Iterator[str]:
    for each in document(version.content()).files:
        if each.kind in privacy.MEDIA:
            continue
        try:
            for piece in pieces(store.get(each.sha256), each.name, Bounds()):
                if isinstance(piece, Passage):
                    yield piece.text
        except Refusal:  # 读不了的附件已由检查报出
            continue
