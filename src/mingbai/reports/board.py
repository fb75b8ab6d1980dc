"""The collection board: where each organ's report stands, counted for all of them at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mingbai.organs.models import Organ, OrganKind
from mingbai.records.models import Conclusion, Record, Review, Version
from mingbai.reports import queries
from mingbai.rules.report.deadlines import deadline
from mingbai.rules.report.formats import for_year


class State(StrEnum):
    """Where a report stands."""

    NONE = "未编"
    WRITING = "编制中"
    REVIEWING = "送审"
    RETURNED = "退回"
    PUBLIC = "已公开"


TONES = {
    State.NONE: "plain",
    State.WRITING: "amber",
    State.REVIEWING: "amber",
    State.RETURNED: "danger",
    State.PUBLIC: "green",
}


@dataclass(frozen=True)
class Row:
    """One organ on the board."""

    organ: Organ
    state: State
    due: date
    days: int
    typed: int
    to_type: int
    written: bool

    @property
    def tone(self) -> str:
        """The colour of the state; overdue is danger."""
        return "danger" if self.overdue else TONES[self.state]

    @property
    def overdue(self) -> bool:
        """Not public though its day has passed."""
        return self.days < 0 and self.state != State.PUBLIC


def rows(scope: Sequence[Organ], year: int, *, today: date) -> list[Row]:
    """One row an organ, in the given order; a fixed number of statements."""
    typed = queries.typed_cell_counts(scope, year)
    written = queries.written_organs(scope, year)
    states = _states(scope, year)
    to_type = len(for_year(year).cell_ids("t2"))
    return [_row(organ, year, today, states, typed, to_type, written) for organ in scope]


def counted(board: Sequence[Row]) -> list[tuple[str, int]]:
    """How many organs are in each state, in the order of the work."""
    return [(state.value, sum(1 for row in board if row.state == state)) for state in State]


def _row(
    organ: Organ,
    year: int,
    today: date,
    states: dict[int, State],
    typed: dict[int, int],
    to_type: int,
    written: set[int],
) -> Row:
    due, _ = deadline(year, government=organ.kind == OrganKind.GOVERNMENT)
    begun = organ.pk in typed or organ.pk in written
    state = states.get(organ.pk) or (State.WRITING if begun else State.NONE)
    days = (due - today).days
    return Row(organ, state, due, days, typed.get(organ.pk, 0), to_type, organ.pk in written)


def _states(scope: Sequence[Organ], year: int) -> dict[int, State]:
    """The state of every organ that has a version: that of its latest one."""
    records = queries.records(scope, year)
    by_record = {record.pk: record for record in records.values()}
    latest = queries.latest_versions(by_record)
    reviews: dict[int, list[Review]] = defaultdict(list)
    for review in queries.reviews_of(latest):
        reviews[review.version_id].append(review)
    return {
        by_record[version.record_id].organ_id: _state(
            by_record[version.record_id], version, reviews[version.pk]
        )
        for version in latest
    }


def _state(record: Record, version: Version, reviews: list[Review]) -> State:
    if record.public_version_id == version.pk:
        return State.PUBLIC
    last = {review.step: review.conclusion for review in reviews}
    if Conclusion.RETURNED in last.values():
        return State.RETURNED
    return State.REVIEWING


def state_of(organ: Organ, year: int, *, today: date) -> Row:
    """The row of one organ."""
    return rows([organ], year, today=today)[0]
