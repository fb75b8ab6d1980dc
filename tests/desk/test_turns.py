"""What waits for whom: by role, due, in the subtree; the feed and the digest say no more."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mingbai.accounts import actions as accounts
from mingbai.accounts.roles import Role
from mingbai.applications import actions
from mingbai.desk import digest, feed
from mingbai.desk.publishing_hints import suggestions
from mingbai.desk.turns import turns
from mingbai.organs.models import Profile
from mingbai.outbox.models import Message
from mingbai.rules.receipt import Channel
from tests import factories
from tests.applications.desk import courses
from tests.applications.desk.courses import Office

pytestmark = pytest.mark.django_db
WORKDAY = factories.noon(date(2026, 9, 8))
WEEKEND = factories.noon(date(2026, 9, 12))


@pytest.fixture
def here(settings: Any, tmp_path: Any) -> Office:
    settings.VAR = tmp_path
    return courses.office()


def numbers(here: Office, role: Role, at: Any = WORKDAY) -> list[str]:
    found = turns(here.posts[role].user, today=timezone.localdate(at))
    return [turn.case.number for turn in found.mine]


def test_a_case_waits_for_the_one_whose_step_it_is(here: Office) -> None:
    case = courses.drafted(here, WORKDAY)
    order = [Role.OFFICER, Role.REVIEWER, Role.SECRECY, Role.SIGNER, Role.OFFICER]
    moves = [
        lambda: actions.submit_draft(case.pk, by=here.officer, at=WORKDAY),
        lambda: actions.pass_legal(case.pk, by=here.posts[Role.REVIEWER], at=WORKDAY),
        lambda: actions.pass_secrecy(case.pk, by=here.posts[Role.SECRECY], at=WORKDAY),
        lambda: actions.sign(case.pk, by=here.posts[Role.SIGNER], at=WORKDAY),
    ]
    for role, move in zip(order, [*moves, lambda: None], strict=True):
        waiting = [each for each in set(order) if numbers(here, each)]
        assert waiting == [role]
        move()


def test_an_extension_waits_for_the_head(here: Office) -> None:
    case = courses.accepted(here, WORKDAY)
    assert numbers(here, Role.HEAD) == []
    facts = {"workdays": 10, "reason": "须调阅档案", "by": here.officer, "at": WORKDAY}
    actions.propose_extension(case.pk, **facts)
    assert numbers(here, Role.HEAD) == [case.number]


def test_another_officer_s_case_does_not_wait_for_me(here: Office) -> None:
    case = courses.accepted(here, WORKDAY)
    other = factories.post(Role.OFFICER, here.organ)
    assert turns(other.user, today=WORKDAY.date()).mine == []
    actions.assign(case.pk, to=other, by=here.officer, at=WORKDAY)
    assert len(turns(other.user, today=WORKDAY.date()).mine) == 1


def test_what_arrived_unconfirmed_stands_apart(here: Office) -> None:
    courses.filed(here, WORKDAY, channel=Channel.FAX)
    found = turns(here.officer.user, today=WORKDAY.date())
    assert (len(found.unconfirmed), found.mine) == (1, [])


def test_the_office_sees_its_whole_subtree_by_organ_and_person(here: Office) -> None:
    courses.accepted(here, WORKDAY)
    other = factories.described(factories.organ(parent=here.government, short_name="区教育局"))
    factories.filed(other, WORKDAY.date(), by=factories.post(Role.OFFICER, other))
    later = WORKDAY.date() + timedelta(days=60)
    found = turns(here.posts[Role.OFFICE].user, today=later)
    assert {(row.label, row.open, row.overdue) for row in found.by_organ} == {
        ("区民政局", 1, 1),
        ("区教育局", 1, 1),
    }
    assert (found.total, found.overdue, found.mine) == (2, 2, [])
    assert len(found.by_person) == 2


def test_the_feed_holds_number_step_and_day_only(here: Office, client: Client) -> None:
    case = courses.accepted(here)
    user = here.officer.user
    token = accounts.make_feed(user, by=user, at=timezone.now())
    answer = client.get(reverse("desk:feed", args=[token]))
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert f"SUMMARY:{case.number} 起草答复" in text
    assert case.due_on is not None
    assert f"DTSTART;VALUE=DATE:{case.due_on:%Y%m%d}" in text
    assert courses.APPLICANT not in text
    assert case.subject[:6] not in text
    accounts.revoke_feed(user, by=user, at=timezone.now())
    assert client.get(reverse("desk:feed", args=[token])).status_code == 404
    assert client.get(reverse("desk:feed", args=["x" * 43])).status_code == 404


def test_nobody_s_feed_is_empty_but_sound(here: Office) -> None:
    assert "BEGIN:VEVENT" not in feed.text(here.posts[Role.SIGNER].user, at=WORKDAY)


def test_the_digest_goes_once_a_working_day_and_names_no_applicant(here: Office) -> None:
    case = courses.accepted(here, WORKDAY)
    assert digest.send(at=WORKDAY) == 1
    digest.send(at=WORKDAY + timedelta(hours=2))
    message = Message.objects.get(dedupe_key__startswith="desk.digest:")
    assert case.number in message.body
    assert "等您办理1件" in message.body
    assert courses.APPLICANT not in message.body
    assert case.subject not in message.body
    assert digest.send(at=WEEKEND) == 0


def asked_by_two(here: Office) -> None:
    """Two people ask for the same and get it."""
    asked = factories.request(description="二〇二六年度困难群众救助标准的文件")
    people = [("赵小禾", "370200199013320019"), ("钱大禾", "370200198513320017")]
    for name, identity in people:
        person = factories.person(name=name, identity=identity)
        case = courses.accepted(here, WORKDAY, request=asked, person=person)
        type(case).objects.filter(pk=case.pk).update(
            outcome="provided", concluded_on=WORKDAY.date(), concluded_year=2026, stage="closed"
        )


def test_what_two_people_asked_and_got_is_suggested_for_publication(here: Office) -> None:
    asked_by_two(here)
    found = suggestions(here.officer.user, today=WORKDAY.date())
    assert [(each.applicants, len(each.cases)) for each in found] == [(2, 2)]
    assert suggestions(here.posts[Role.REVIEWER].user, today=WORKDAY.date()) == []


@pytest.mark.parametrize(("days", "shown"), [(0, 1), (364, 1), (365, 0)])
def test_only_what_the_last_twelve_months_brought_is_suggested(
    here: Office, days: int, shown: int
) -> None:
    asked_by_two(here)
    today = WORKDAY.date() + timedelta(days=days)
    assert len(suggestions(here.officer.user, today=today)) == shown


def test_suggesting_reads_a_bounded_number_of_rows_and_nobody_s_data(
    here: Office, django_assert_num_queries: Any
) -> None:
    asked_by_two(here)
    with django_assert_num_queries(3) as asked:
        (found,) = suggestions(here.officer.user, today=WORKDAY.date())
        assert [each.organ.short_name for each in found.cases] == ["区民政局", "区民政局"]
        assert all("/cases/" in each.get_absolute_url() for each in found.cases)
    (read,) = [each["sql"] for each in asked if "applications_applicant" in each["sql"]]
    assert "LIMIT 300" in read
    assert not any(f'"{name}"' in read for name in ("identity", "phone", "address", "agent"))


@pytest.mark.parametrize("many", [2, 40])
def test_lists_ask_as_often_for_many_cases_as_for_few(
    here: Office, many: int, django_assert_num_queries: Any
) -> None:
    for _ in range(many):
        courses.filed(here)
    client = Client()
    client.force_login(here.posts[Role.OFFICE].user)
    client.get("/desk/applications/cases/")
    with django_assert_num_queries(QUERIES["list"]):
        client.get("/desk/applications/cases/")
    with django_assert_num_queries(QUERIES["inbox"]):
        client.get("/desk/")


QUERIES = {"list": 18, "inbox": 52}


def test_the_organ_s_facts_are_written_by_the_office(here: Office) -> None:
    client = Client()
    client.force_login(here.posts[Role.OFFICE].user)
    address = reverse("organs:describe", args=[here.organ.code])
    assert "政务公开工作机构" in client.get(address).content.decode()
    data = {"office": "办公室", "phone": "0532-11111111", "review_link": "不是网址"}
    assert client.post(address, data).status_code == 200
    assert client.post(address, data | {"review_link": ""}).status_code == 302
    assert Profile.objects.get(organ=here.organ).phone == "0532-11111111"
