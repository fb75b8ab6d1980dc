"""The desk's first page: what waits, for whom, and how many questions it asks the database."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from mingbai.accounts.roles import Role
from mingbai.desk.waiting import waiting
from mingbai.records import actions as records
from mingbai.records.models import Conclusion
from tests.factories import application, noon, organ, post, remedy

pytestmark = pytest.mark.django_db
TODAY = date(2019, 6, 24)


@pytest.mark.parametrize(
    ("received", "words", "tone"),
    [
        pytest.param(date(2019, 5, 16), "已逾期 6 个工作日", "danger", id="过了二十个工作日"),
        pytest.param(date(2019, 5, 24), "今天到期", "amber", id="第二十个工作日"),
        pytest.param(date(2019, 5, 27), "还剩 1 个工作日", "amber", id="明天到期"),
        pytest.param(date(2019, 6, 21), "还剩 19 个工作日", "green", id="昨天收到"),
    ],
)
def test_an_open_application_shows_its_clock(received: date, words: str, tone: str) -> None:
    here = organ()
    application(here, received_on=received)
    (case,) = waiting(post(at=here).user, today=TODAY).cases
    assert (case.words, case.tone) == (words, tone)


def test_concluded_cases_and_other_organs_do_not_wait() -> None:
    here = organ()
    application(here, outcome="provided", concluded_on=date(2019, 6, 10))
    application(organ())
    remedy(organ())
    assert waiting(post(Role.REVIEWER, here).user, today=TODAY).nothing


def _sealed(here: Any, author: Any) -> Any:
    return records.draft(
        organ=here,
        kind="annual_report",
        key="2018",
        title="年度报告",
        content={"正文": "甲"},
        by=author,
        at=noon(TODAY),
    )


def test_a_review_waits_for_the_post_whose_turn_it_is() -> None:
    here = organ()
    reviewer, secrecy = post(Role.REVIEWER, here), post(Role.SECRECY, here)
    version = _sealed(here, post(at=here))
    assert [r.version for r in waiting(reviewer.user, today=TODAY).reviews] == [version]
    assert waiting(secrecy.user, today=TODAY).reviews == []
    records.review(
        version, conclusion=Conclusion.PASSED, basis="条例第十七条", by=reviewer, at=noon(TODAY)
    )
    assert waiting(reviewer.user, today=TODAY).reviews == []
    assert [r.step.id for r in waiting(secrecy.user, today=TODAY).reviews] == ["secrecy"]


def test_a_returned_draft_waits_for_its_officer_and_not_for_the_reviewer() -> None:
    here = organ()
    officer, reviewer = post(at=here), post(Role.REVIEWER, here)
    version = _sealed(here, officer)
    assert waiting(officer.user, today=TODAY).drafts == []
    records.review(
        version,
        conclusion=Conclusion.RETURNED,
        basis="条例第十七条",
        opinion="核对第三部分",
        by=reviewer,
        at=noon(TODAY),
    )
    (draft,) = waiting(officer.user, today=TODAY).drafts
    assert (draft.version, draft.state) == (version, "已退回")
    assert waiting(reviewer.user, today=TODAY).reviews == []
    assert waiting(post().user, today=TODAY).drafts == []


def test_a_reviewed_draft_waits_to_be_made_public() -> None:
    here = organ()
    officer = post(at=here)
    version = _sealed(here, officer)
    for role in (Role.REVIEWER, Role.SECRECY, Role.SIGNER):
        records.review(
            version,
            conclusion=Conclusion.PASSED,
            basis="条例第十七条",
            by=post(role, here),
            at=noon(TODAY),
        )
    assert [d.state for d in waiting(officer.user, today=TODAY).drafts] == ["待公开"]
    records.publish(version, by=officer, at=noon(TODAY))
    assert waiting(officer.user, today=TODAY).drafts == []


def test_nobody_is_asked_to_review_his_own_draft() -> None:
    here = organ()
    author = post(at=here)
    post(Role.REVIEWER, here, user=author.user)
    _sealed(here, author)
    assert waiting(author.user, today=TODAY).reviews == []


def test_the_number_of_queries_does_not_grow_with_the_ledger(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    here = organ()
    for _ in range(30):
        application(here)
    client.force_login(post(at=here).user)
    with django_assert_max_num_queries(46):
        assert client.get("/desk/").status_code == 200


def test_an_empty_desk_says_what_will_come() -> None:
    client = Client()
    client.force_login(post(Role.SIGNER).user)
    assert "现在没有等您办理的事项" in client.get("/desk/").content.decode()
