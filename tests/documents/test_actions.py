"""Adapting a text: who may, what is kept, who else reads it from then on."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from mingbai.accounts.roles import LEDGER_WRITERS, Role
from mingbai.audit.models import Event
from mingbai.documents import actions, queries
from mingbai.documents.composing import compose
from mingbai.documents.kinds import examples, shipped
from mingbai.documents.models import Template
from mingbai.documents.paper import words
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db
KIND = "withdraw_notice"
TEXT = shipped(KIND).replace("特此告知。", "特此告知，谢谢理解。")
ON = date(2026, 11, 2)


@pytest.fixture
def root() -> Organ:
    return factories.organ("district", name="明阳区人民政府")


@pytest.fixture
def bureau(root: Organ) -> Organ:
    return factories.organ("mz", parent=root, name="明阳区民政局")


def paper(organ: Organ) -> str:
    facts = examples(KIND)
    return words(compose(KIND, organ=organ, facts=facts, number="第1号", on=ON))


def test_an_adapted_text_holds_from_then_on_and_for_those_below(root: Organ, bureau: Organ) -> None:
    office, officer = factories.post(Role.OFFICE, root), factories.post(Role.OFFICER, bureau)
    assert queries.wording(bureau, KIND).source is None
    actions.adapt(KIND, organ=root, text=TEXT, by=office, at=NOON)
    assert "谢谢理解" in paper(root)
    assert "谢谢理解" in paper(bureau)
    assert queries.wording(bureau, KIND).source == root
    own = TEXT.replace("谢谢", "感谢")
    actions.adapt(KIND, organ=bureau, text=own.replace("\n", "\r\n"), by=officer, at=NOON)
    assert "感谢理解" in paper(bureau)
    assert "谢谢理解" in paper(root)
    actions.restore(KIND, organ=bureau, by=officer, at=NOON)
    assert queries.wording(bureau, KIND).source == root
    actions.restore(KIND, organ=root, by=office, at=NOON)
    assert queries.wording(bureau, KIND).text == shipped(KIND)
    assert len(queries.history(bureau, KIND)) == 2


def test_every_change_is_one_event_without_the_words(bureau: Organ) -> None:
    officer = factories.post(Role.OFFICER, bureau)
    actions.adapt(KIND, organ=bureau, text=TEXT, by=officer, at=NOON)
    actions.restore(KIND, organ=bureau, by=officer, at=NOON)
    facts: Any = {"pattern": "", "mark": "明民", "by": officer, "at": NOON}
    actions.set_numbering("document", organ=bureau, **facts)
    events = Event.objects.filter(chain="mz", verb__startswith="documents.")
    verbs = [event.verb for event in events.order_by("number")]
    assert verbs == [
        "documents.template_changed",
        "documents.template_changed",
        "documents.numbering_set",
    ]
    assert "谢谢" not in str([event.data for event in events])


@pytest.mark.parametrize("role", Role)
def test_who_may(role: Role, root: Organ, bureau: Organ) -> None:
    def tries(at: Organ, organ: Organ) -> bool:
        by = factories.post(role, at)
        text = TEXT + f"{at.code}{organ.code}"
        try:
            with transaction.atomic():
                actions.adapt(KIND, organ=organ, text=text, by=by, at=NOON)
        except PermissionDenied:
            return False
        return True

    assert tries(bureau, bureau) is (role in LEDGER_WRITERS)
    assert tries(root, bureau) is (role == Role.OFFICE)
    assert not tries(bureau, root)
    assert not tries(factories.organ("other"), bureau)


def test_an_ended_post_may_not(bureau: Organ) -> None:
    ended = factories.post(Role.OFFICER, bureau, until=NOON.date() - timedelta(days=1))
    with pytest.raises(PermissionDenied):
        actions.adapt(KIND, organ=bureau, text=TEXT, by=ended, at=NOON)


def test_what_is_refused(bureau: Organ) -> None:
    facts: Any = {"organ": bureau, "by": factories.post(Role.OFFICER, bureau), "at": NOON}
    with pytest.raises(Refusal, match="没有改动"):
        actions.adapt(KIND, text=shipped(KIND), **facts)
    with pytest.raises(Refusal, match="没有改动过"):
        actions.restore(KIND, **facts)
    with pytest.raises(Refusal, match="必须写明的内容缺少"):
        actions.adapt(KIND, text=TEXT.replace("{{撤回日期}}", "某日"), **facts)
    assert not Template.objects.exists()


def test_an_ended_organ_keeps_its_texts(root: Organ, bureau: Organ) -> None:
    office = factories.post(Role.OFFICE, root)
    Organ.objects.filter(pk=bureau.pk).update(active_to=NOON.date(), successor=root)
    bureau.refresh_from_db()
    with pytest.raises(Refusal, match="撤并"):
        actions.adapt(KIND, organ=bureau, text=TEXT, by=office, at=NOON)


def test_a_version_is_never_changed(bureau: Organ) -> None:
    by = factories.post(Role.OFFICER, bureau)
    version = actions.adapt(KIND, organ=bureau, text=TEXT, by=by, at=NOON)
    version.text = "改"
    with pytest.raises(DatabaseError), transaction.atomic():
        version.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        version.delete()


def test_a_text_that_has_fallen_behind_the_law_is_refused_when_used(bureau: Organ) -> None:
    """A later release asks for more than the kept text says."""
    by = factories.post(Role.OFFICER, bureau)
    text = "# 终止办理告知书\n特此告知。\n"
    Template.objects.create(organ=bureau, kind=KIND, text=text, since=NOON, by=by)
    with pytest.raises(Refusal, match="必须写明的内容缺少"):
        paper(bureau)


def test_the_paper_bears_the_name_of_its_day(bureau: Organ) -> None:
    office = factories.post(Role.OFFICE, bureau.parent)
    from mingbai.organs import actions as organs

    facts = {"name": "明阳区民政和社会工作局"}
    organs.amend(bureau, since=date(2020, 1, 5), by=office, at=NOON, facts=facts)
    bureau.refresh_from_db()
    before = compose(KIND, organ=bureau, facts=examples(KIND), number="", on=date(2020, 1, 4))
    after = compose(KIND, organ=bureau, facts=examples(KIND), number="", on=date(2020, 1, 5))
    assert (before.signed_by, after.signed_by) == ("明阳区民政局", "明阳区民政和社会工作局")
