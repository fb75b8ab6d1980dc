"""Establishing, renaming, moving and merging organs, with their history kept."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from mingbai.accounts.roles import Role
from mingbai.audit.actors import COMMAND
from mingbai.audit.models import Event
from mingbai.organs import actions, queries
from mingbai.organs.models import Organ, Site
from mingbai.refusal import Refusal
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db

DAY = date(2019, 6, 30)


def merge(organ: Organ, into: Organ, on: date = DAY) -> Organ:
    return actions.merge(organ, into=into, on=on, by=COMMAND, at=NOON)


def verbs(organ: Organ) -> list[str]:
    return list(Event.objects.filter(chain=organ.code).values_list("verb", flat=True))


def test_an_organ_is_established_below_another() -> None:
    root = factories.organ("county")
    child = factories.organ("bureau", parent=root)
    assert child.path == "county/bureau/"
    assert verbs(child) == ["organ.established"]


def test_a_wrong_credit_code_establishes_nothing() -> None:
    with pytest.raises(ValidationError, match="末位校验码不符"):
        factories.organ("bureau", credit_code="1137078555222300X0")
    assert not Organ.objects.exists()
    assert not Event.objects.exists()


def test_two_organs_do_not_share_a_credit_code() -> None:
    factories.organ(credit_code="1137078555222300XQ")
    with pytest.raises(ValidationError):
        factories.organ(credit_code="1137078555222300XQ")


def test_nothing_is_established_below_an_organ_that_has_ended() -> None:
    gone, heir = factories.organ(), factories.organ()
    merge(gone, heir)
    with pytest.raises(Refusal, match="撤并"):
        factories.organ(parent=Organ.objects.get(pk=gone.pk))


def test_a_renamed_organ_keeps_its_old_name_for_old_papers() -> None:
    organ = factories.organ(name="区国土资源局", short_name="国土局")
    facts = {"name": "区自然资源局", "short_name": "自然资源局", "kind": organ.kind}
    actions.amend(organ, since=date(2019, 3, 1), facts=facts, by=COMMAND, at=NOON)
    organ.refresh_from_db()
    assert organ.name == "区自然资源局"
    assert queries.name_on(organ, date(2019, 2, 28)) == "区国土资源局"
    assert queries.name_on(organ, date(2019, 3, 1)) == "区自然资源局"
    assert verbs(organ) == ["organ.established", "organ.amended"]


def test_an_amendment_that_changes_nothing_leaves_no_trace() -> None:
    organ = factories.organ()
    actions.amend(organ, since=DAY, facts={"name": organ.name}, by=COMMAND, at=NOON)
    assert verbs(organ) == ["organ.established"]


def test_an_amendment_to_come_is_refused() -> None:
    with pytest.raises(Refusal, match="不得晚于今天"):
        actions.amend(
            factories.organ(), since=date(2020, 1, 11), facts={"name": "x"}, by=COMMAND, at=NOON
        )


def test_an_organ_moves_with_all_below_it() -> None:
    root = factories.organ("county")
    old, new = factories.organ("old", parent=root), factories.organ("new", parent=root)
    moved = factories.organ("moved", parent=old)
    factories.organ("below", parent=moved)
    actions.move(moved, under=new, by=COMMAND, at=NOON)
    assert Organ.objects.get(code="below").path == "county/new/moved/below/"
    assert Organ.objects.get(code="moved").parent == new
    assert not Organ.objects.under(old).exclude(pk=old.pk).exists()


def test_an_organ_does_not_move_below_itself() -> None:
    organ = factories.organ("a")
    below = factories.organ("b", parent=organ)
    for under in (organ, below):
        with pytest.raises(Refusal, match="下级"):
            actions.move(organ, under=under, by=COMMAND, at=NOON)


def test_a_merged_organ_ends_and_names_its_successor() -> None:
    gone, heir = factories.organ(), factories.organ()
    merge(gone, heir)
    gone.refresh_from_db()
    assert (gone.active_to, gone.successor) == (DAY, heir)
    assert verbs(gone)[-1] == "organ.merged"
    assert list(Organ.objects.active(date(2019, 7, 1))) == [heir]
    assert set(Organ.objects.active(DAY)) == {gone, heir}


@pytest.mark.parametrize(
    ("on", "told"),
    [(date(2020, 1, 11), "不得晚于今天"), (date(2008, 4, 30), "早于设立日期")],
    ids=["撤并在将来", "撤并早于设立"],
)
def test_a_day_that_cannot_be_is_refused(on: date, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        merge(factories.organ(), factories.organ(), on)


def test_an_organ_is_not_merged_twice_nor_into_itself_nor_into_one_that_ended() -> None:
    first, second, third = factories.organ(), factories.organ(), factories.organ()
    with pytest.raises(Refusal, match="另一个现有机关"):
        merge(first, first)
    merge(first, second)
    with pytest.raises(Refusal, match="已于2019-06-30撤并"):
        merge(first, third)
    with pytest.raises(Refusal, match="另一个现有机关"):
        merge(third, first)


def test_an_organ_with_organs_below_is_not_merged() -> None:
    organ = factories.organ()
    factories.organ(parent=organ)
    with pytest.raises(Refusal, match="下级机关"):
        merge(organ, factories.organ())


def test_the_database_itself_refuses_an_end_without_successor() -> None:
    organ = factories.organ()
    with pytest.raises(IntegrityError), transaction.atomic():
        Organ.objects.filter(pk=organ.pk).update(active_to=DAY)


@pytest.mark.parametrize("role", [r for r in Role if r != Role.OFFICE])
def test_only_the_office_arranges_the_tree(role: Role) -> None:
    root = factories.organ("county")
    post = factories.post(role, root)
    organ = factories.organ("bureau", parent=root)
    with pytest.raises(PermissionDenied):
        actions.amend(organ, since=DAY, facts={"name": "x"}, by=post, at=NOON)
    with pytest.raises(PermissionDenied):
        actions.merge(organ, into=root, on=DAY, by=post, at=NOON)


def test_the_office_arranges_its_own_subtree_only() -> None:
    post = factories.post(Role.OFFICE, factories.organ("county"))
    foreign = factories.organ("foreign")
    mine = factories.organ("mine", parent=post.organ)
    with pytest.raises(PermissionDenied):
        actions.merge(mine, into=foreign, on=DAY, by=post, at=NOON)
    with pytest.raises(PermissionDenied):
        actions.move(mine, under=foreign, by=post, at=NOON)
    with pytest.raises(PermissionDenied):
        actions.establish(by=post, at=NOON, parent=None, code="root")
    assert actions.merge(mine, into=post.organ, on=DAY, by=post, at=NOON).active_to == DAY


def test_the_site_has_one_way_to_mask(tree_site: Site) -> None:
    """PII-07: one policy for the whole site, with its event."""
    made = actions.set_identity_mask(tree_site, "first_six", by=COMMAND, at=NOON)
    assert Site.objects.get(pk=made.pk).identity_mask == "first_six"
    event = Event.objects.get(verb="site.mask_set")
    assert event.data == {"policy": "first_six"}
    with pytest.raises(ValidationError):
        actions.set_identity_mask(tree_site, "six_and_four", by=COMMAND, at=NOON)


@pytest.fixture
def tree_site() -> Site:
    """A site with its root."""
    return Site.objects.create(host="example.org", name="明阳", root=factories.organ("root"))
