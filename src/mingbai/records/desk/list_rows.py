"""A record as one line of a list: where it stands, in a word with a colour; what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html

from mingbai.records import kinds
from mingbai.records.content import OPEN
from mingbai.records.models import Record
from mingbai.records.queries.evaluations import is_settled
from mingbai.records.stages import Stage
from mingbai.rules import publicity

TONES = {
    Stage.REVIEW: "amber",
    Stage.RETURNED: "danger",
    Stage.READY: "amber",
    Stage.SCHEDULED: "amber",
    Stage.PUBLIC: "green",
    Stage.WITHDRAWN: "danger",
}
SOON = 7
_ANY = UUID(int=0)


@dataclass(frozen=True)
class Pill:
    """A word and the colour of its frame."""

    words: str
    tone: str = "plain"

    def __str__(self) -> str:
        """As ``{% pill %}`` draws it; a list has a hundred of them."""
        return format_html('<span class="pill {}">{}</span>', self.tone, self.words)


@dataclass(frozen=True)
class Row:
    """A line of the list; ``due`` is None where nothing is due any more."""

    record: Record
    kind: str
    stage: Pill
    due: Pill | None
    due_on: date | None
    address: str
    standing: Pill | None = None


def rows(records: Iterable[Record], today: date) -> list[Row]:
    """The lines of records as ``listing`` gives them; the address is looked up once for all."""
    pattern = reverse("records:record", args=[_ANY])
    return [_row(record, pattern.replace(str(_ANY), str(record.pk)), today) for record in records]


def _row(record: Record, address: str, today: date) -> Row:
    return Row(
        record,
        kinds.kind(record.kind).label,
        stage_pill(record),
        ending(record, today) or due(record, today),
        record.public_until if ending(record, today) else record.due_on,
        address,
        standing(record),
    )


def stage_pill(record: Record) -> Pill:
    """Where the work stands; of what is settled not to be public, how it is open instead."""
    stage = Stage(record.stage)
    if is_settled(record):
        heading = publicity.Heading.OPENNESS
        return Pill(publicity.named(heading, record.openness).name)
    return Pill(stage.label, TONES.get(stage, "plain"))


def standing(record: Record) -> Pill | None:
    """已修改、已废止、已失效 of a document that the list has looked up."""
    state = record.standing.state if record.standing else None
    if state is None or not state.mark:
        return None
    return Pill(state.mark, "amber" if state.binds else "danger")


def ending(record: Record, today: date) -> Pill | None:
    """Until when a publicity period runs; the day after, the system takes the record down."""
    if record.public_until is None or not record.is_public:
        return None
    left = (record.public_until - today).days
    if left < 0:
        return Pill("公示期满", "danger")
    return Pill(f"公示剩 {left} 天" if left else "公示末日", "amber" if left <= SOON else "plain")


def due(record: Record, today: date) -> Pill | None:
    """Until when it, or its correction, must be public (第二十六条); calendar days."""
    if record.due_on is None or record.openness != OPEN:
        return None
    if record.stage in (Stage.PUBLIC, Stage.DISCARDED, Stage.WITHDRAWN):
        return None
    left = (record.due_on - today).days
    if left < 0:
        return Pill(f"逾期 {-left} 天", "danger")
    if left == 0:
        return Pill("今天到期", "danger")
    return Pill(f"还有 {left} 天", "amber" if left <= SOON else "plain")


def address(record: Record) -> str:
    """Its page on the desk."""
    return reverse("records:record", args=[record.pk])
