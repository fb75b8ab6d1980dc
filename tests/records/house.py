"""One organ with its people, and short words for the acts that the tests put in order."""

from datetime import date, datetime, timedelta
from typing import Any

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.audit.models import Event
from mingbai.organs.models import Organ
from mingbai.records import actions, gate
from mingbai.records.content import OPEN
from mingbai.records.models import Conclusion, Draft, Record, Review, ValidityChange, Version
from tests import factories
from tests.factories import NOON

PASSED, RETURNED = Conclusion.PASSED, Conclusion.RETURNED


def later(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


class House:
    """An organ, a person in each role, and a second officer."""

    def __init__(self, organ: Organ | None = None) -> None:
        self.organ = factories.coded(organ or factories.organ())
        self.staff = factories.records_staff(self.organ)
        self.officer = self.staff[Role.OFFICER]
        self.colleague = factories.post(Role.OFFICER, self.organ, user=factories.user("李四"))
        self.reviewer = self.staff[Role.REVIEWER]
        self.secrecy = self.staff[Role.SECRECY]
        self.signer = self.staff[Role.SIGNER]
        self.head = self.staff[Role.HEAD]

    def submitted(self, **facts: Any) -> Version:
        return factories.submitted(self.organ, **facts)

    def reviewed(self, **facts: Any) -> Version:
        return factories.reviewed(self.submitted(**facts))

    def public(self, **facts: Any) -> Record:
        return factories.public_record(self.organ, **facts)

    def changed(self, record: Record, change: str = "repealed", **facts: Any) -> ValidityChange:
        """A change of validity in own words: asked by the officer, confirmed by the signer."""
        facts = {"on": date(2021, 1, 1), "basis": "明政发〔2020〕9号"} | facts
        made = actions.change_validity(record.pk, change=change, **facts, by=self.officer, at=NOON)
        assert made.asked
        return actions.confirm_change(made.asked.pk, by=self.signer, at=NOON)

    def verbs(self) -> list[str]:
        events = Event.objects.filter(chain=self.organ.code, object_type="records.record")
        return [each.removeprefix("record.") for each in events.values_list("verb", flat=True)]


def review(
    version: Version, by: Post, conclusion: Conclusion = PASSED, at: datetime = NOON
) -> Review:
    """The next review, its questions answered."""
    step = gate.next_step(fresh(version))
    openness = version.content().get("openness", OPEN)
    answers = step.fitting(openness, "可以") if step else {}
    facts: dict[str, Any] = {"conclusion": conclusion, "basis": "第十七条", "answers": answers}
    return actions.review(version, by=by, at=at, **facts)


def fresh(version: Version) -> Version:
    return Version.objects.select_related("record__organ", "author").get(pk=version.pk)


def edit(record: Record, by: Post, at: datetime = NOON, **changes: Any) -> Draft:
    """Save the draft with other words."""
    draft = Draft.objects.get(record=record)
    title = changes.pop("title", draft.title)
    return actions.save(
        record.pk,
        edition=draft.edition,
        title=title,
        content=draft.content | changes,
        by=by,
        at=at,
    )


def hand_in(record: Record, by: Post, at: datetime = NOON) -> Version:
    edition = Draft.objects.get(record=record).edition
    return actions.submit(record.pk, edition=edition, by=by, at=at)


def corrected(record: Record, by: Post, body: str = "<p>更正后的内容。</p>") -> Version:
    """A correction of a public record, handed in with its reason."""
    actions.correct(record.pk, by=by, at=NOON)
    edit(record, by, body=body, change_reason="erratum", change_note="更正一处文字。")
    return hand_in(record, by)


def id_number() -> str:
    """A valid number of nobody: put together in memory, never written down."""
    body = "11010119900307" + "888"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(d) * w for d, w in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]
