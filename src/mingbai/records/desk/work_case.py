"""A record as its page sees it today: the last version, its scan, what waits for a decision."""

from dataclasses import dataclass, field
from datetime import date

from mingbai.records import gate, privacy
from mingbai.records.kinds import Step
from mingbai.records.models import (
    AskedChange,
    Draft,
    Override,
    Record,
    Scan,
    Version,
    Withdrawal,
)
from mingbai.records.queries import changes, working
from mingbai.records.stages import Stage
from mingbai.refusal import Refusal


@dataclass
class Case:
    """A record as its page sees it today; what is costly is asked once."""

    record: Record
    today: date
    version: Version | None
    draft: Draft | None
    withdrawal: Withdrawal | None
    overrides: list[Override]
    changes: list[AskedChange]
    scan: Scan | None = None
    step: Step | None = None
    problem: str = field(default="")

    @property
    def stage(self) -> Stage:
        """Where the work stands."""
        return Stage(self.record.stage)

    @property
    def seen(self) -> str:
        """What a form was made upon: stage, version and edition of the draft."""
        number = self.version.number if self.version else 0
        edition = self.draft.edition if self.draft else 0
        return f"{self.record.stage}.{number}.{edition}"

    @property
    def change(self) -> AskedChange | None:
        """The change of validity that waits for a second person."""
        return next((each for each in self.changes if each.decided_at is None), None)

    @property
    def pending(self) -> Override | None:
        """What waits to be allowed."""
        return next((each for each in self.overrides if each.allowed_at is None), None)


def case_of(record: Record, *, today: date) -> Case:
    """The record with its last version, its scan and what waits for a decision."""
    version = working.last_version(record)
    made = Case(
        record=record,
        today=today,
        version=version,
        draft=getattr(record, "draft", None),
        withdrawal=working.undecided_withdrawal(record),
        overrides=working.overrides_of(version) if version else [],
        changes=changes.asked_of(record),
    )
    if version is None:
        return made
    try:
        made.scan = privacy.look(version, today=today)
    except Refusal as refusal:
        made.problem = str(refusal)
    made.step = gate.next_step(version)
    return made
