"""No sequence of lawful calls, by whomever, publishes a text without its reviews (SEC-12)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.records import actions, gate, kinds
from mingbai.records.models import Conclusion, Publication, Record, Version
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON

PEOPLE = 4
ROLES = (Role.OFFICER, Role.REVIEWER, Role.SECRECY, Role.SIGNER)
person = st.integers(0, PEOPLE - 1)
CALLS = st.one_of(
    st.tuples(st.just("draft"), person, st.sampled_from(["一", "二"])),
    st.tuples(
        st.just("review"), person, st.sampled_from(ROLES[1:]), st.sampled_from(Conclusion.values)
    ),
    st.tuples(st.just("pass"), person),  # 轮到哪一环节就通过哪一环节
    st.tuples(st.just("publish"), person, st.integers(0, 2)),
)


class _Undo(Exception):
    """Ends one example's transaction."""


@pytest.mark.django_db
def test_whatever_is_tried() -> None:
    """Four people, each holding all four roles, try everything in any order."""
    published = 0

    @settings(max_examples=60, deadline=None, derandomize=True, database=None)
    @given(
        passed=st.sampled_from([3, 3, 3, 3, 2, 1, 0]),
        calls=st.lists(CALLS, min_size=3, max_size=15),
    )
    def try_all(passed: int, calls: list[tuple[object, ...]]) -> None:
        nonlocal published
        try:
            with transaction.atomic():
                # 先走到第几环节，再任意尝试，否则很少走到公开
                before = [("draft", 0, "一")] + [("pass", n) for n in range(1, passed + 1)]
                published += _try_all(before + calls)
                raise _Undo
        except _Undo:
            pass

    try_all()
    assert published >= 5  # 否则什么也没有证明


def _try_all(calls: list[tuple[object, ...]]) -> int:
    organ = factories.organ()
    people = [factories.user() for _ in range(PEOPLE)]
    posts = {
        (n, role): factories.post(role, organ, user=user)
        for n, user in enumerate(people)
        for role in ROLES
    }
    first = None
    for step, call in enumerate(calls):
        try:
            with transaction.atomic():
                _do(call, posts, minutes=step)
        except (Refusal, PermissionDenied):
            continue
        record = Record.objects.get()
        first = first or record.first_public_at
        assert record.first_public_at == first
        for publication in Publication.objects.select_related("version__author"):
            _assert_reviewed(publication.version, publication)
    return Publication.objects.count()


def _do(call: tuple[object, ...], posts: dict[tuple[int, Role], Post], *, minutes: int) -> None:
    at = NOON + timedelta(minutes=minutes)
    kind, who = call[0], int(str(call[1]))
    if kind == "draft":
        by = posts[who, Role.OFFICER]
        content = {"text": str(call[2])}
        actions.draft(
            organ=by.organ,
            kind="annual_report",
            key="1",
            title="年报",
            content=content,
            by=by,
            at=at,
        )
        return
    versions = list(Version.objects.order_by("-number"))
    if not versions:
        raise Refusal("还没有稿件")
    if kind == "pass":
        step = gate.next_step(versions[0])
        role, passed = (step.role if step else Role.SIGNER), Conclusion.PASSED
        actions.review(versions[0], conclusion=passed, basis="x", by=posts[who, role], at=at)
        return
    if kind == "review":
        role, conclusion = Role(str(call[2])), Conclusion(str(call[3]))
        actions.review(
            versions[0], conclusion=conclusion, basis="第十七条", by=posts[who, role], at=at
        )
        return
    version = versions[min(int(str(call[2])), len(versions) - 1)]
    actions.publish(version, by=posts[who, Role.OFFICER], at=at)


def _assert_reviewed(version: Version, publication: Publication) -> None:
    """An independent reading of the law: at that moment every step was passed, by other people."""
    people = [version.author.user_id]
    for step in kinds.kind("annual_report").steps:
        given = [r for r in version.reviews.order_by("pk") if r.step == step.id]
        before = [r for r in given if r.at <= publication.at]
        assert before
        assert before[-1].conclusion == Conclusion.PASSED
        people.append(before[-1].reviewer.user_id)
    assert len(people) == len(set(people))
    assert version.sha256 == version.computed_sha256()
