"""Reads: for whom a text waits; which of its reviews nobody at the organ can give (第十七条)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mingbai.accounts.models import Post
from mingbai.organs.models import Organ
from mingbai.records import gate
from mingbai.records.kinds import Step
from mingbai.records.models import Conclusion, Record, Version


@dataclass(frozen=True)
class Awaited:
    """A review to come: who can give it; ``lacking`` where nobody is left for it."""

    step: Step
    posts: tuple[Post, ...]
    lacking: bool

    @property
    def people(self) -> str:
        """Their names."""
        return "、".join(dict.fromkeys(post.user.name for post in self.posts))


def to_come(
    record: Record, version: Version | None, *, writers: Collection[str] = (), today: date
) -> list[Awaited]:
    """The reviews not yet passed, in their order; of a draft (no ``version``) all of them.

    ``writers`` are the ids of the people who wrote the draft.  A step is ``lacking`` where its role
    is nobody's at the organ, or only of people who wrote the text or are needed for another step.
    """
    required = gate.steps(record)
    due = gate.next_step(version, required) if version else required[0]
    steps = required[required.index(due) :] if due else ()
    given = [(row.step, row.reviewer.user_id) for row in version.reviews.all()] if version else []
    barred = {*writers, *(version.people if version else ())}
    held = _held(record.organ, {step.role for step in steps}, today)
    able = {
        step.id: tuple(
            post
            for post in held
            if post.role == step.role
            and str(post.user_id) not in barred
            and not any(other != step.id and user == post.user_id for other, user in given)
        )
        for step in steps
    }
    taken = _shared_out(able)
    return [Awaited(step, able[step.id], step.id not in taken) for step in steps]


def sent_back(version: Version) -> list[tuple[Step, gate.Given]]:
    """The reviews in force that returned this very version, with their steps."""
    given = gate.reviews_in_force(version)
    return [
        (step, given[step.id])
        for step in gate.steps(version.record)
        if step.id in given and given[step.id].conclusion == Conclusion.RETURNED
    ]


def _held(organ: Organ, roles: Iterable[str], today: date) -> list[Post]:
    """Posts of the roles, held today by people who can sign in, that cover the organ."""
    codes = {code for each in organ.lineage() for code in each.path.strip("/").split("/")}
    rows = Post.objects.held(today).filter(
        role__in=list(roles), organ__code__in=codes, user__is_active=True
    )
    return [post for post in rows.select_related("organ", "user") if post.covers(organ)]


def _shared_out(able: Mapping[str, tuple[Post, ...]]) -> set[str]:
    """Steps for which a person is left when each takes one (同一人不得审查两个环节)."""
    holder: dict[str, str] = {}

    def place(step: str, seen: set[str]) -> bool:
        for post in able[step]:
            person = str(post.user_id)
            if person in seen:
                continue
            seen.add(person)
            if person not in holder or place(holder[person], seen):
                holder[person] = step
                return True
        return False

    return {step for step in able if place(step, set())}
