"""The page of every move: what is typed reaches the action; what is refused stays typed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.applications import actions
from mingbai.applications.models import Answer, Application, Inquiry, InquiryKind
from mingbai.applications.stages import Stage
from mingbai.rules.receipt import Channel
from tests import factories
from tests.applications.desk import courses
from tests.applications.desk.courses import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(settings: Any, tmp_path: Any) -> Office:
    settings.VAR = tmp_path
    return courses.office()


def send(post: Post, case: Application, move: str, **data: Any) -> str:
    """The stage after a sent form, or the page that came back."""
    client = Client()
    client.force_login(post.user)
    case.refresh_from_db()
    address = reverse("applications:case_move", args=[case.pk, move])
    answer = client.post(address, {"stage": case.stage} | data)
    if answer.status_code != 302:
        return answer.content.decode()
    case.refresh_from_db()
    return case.stage


def today() -> str:
    return timezone.localdate().isoformat()


@pytest.mark.parametrize(
    ("move", "data", "stage"),
    [
        pytest.param("accept", {}, Stage.PROCESSING, id="受理"),
        pytest.param(
            "ask_correction",
            {"points": "请写明年份", "guidance": "可以写文号", "workdays": "15"},
            Stage.AWAITING_CORRECTION,
            id="第三十条：一次性告知补正",
        ),
        pytest.param(
            "split",
            {"items": "2018年低保标准\n2019年低保标准"},
            Stage.REGISTERED,
            id="一事一申请：分为几件",
        ),
        pytest.param(
            "note_opinion",
            {"unit": "司法局", "person": "王法", "capacity": "legal", "text": "可以公开"},
            Stage.REGISTERED,
            id="集体会商意见",
        ),
        pytest.param(
            "propose_extension",
            {"workdays": "20", "reason": "须调阅档案"},
            Stage.REGISTERED,
            id="第三十三条：提请延期",
        ),
        pytest.param(
            "withdraw",
            {"statement": "我撤回这件申请。"},
            Stage.CLOSED,
            id="申请人书面撤回",
        ),
        pytest.param(
            "end",
            {"outcome": "applicant_ended", "reason": "申请人死亡，无人承继。"},
            Stage.CLOSED,
            id="申请人死亡",
        ),
    ],
)
def test_a_registered_case(here: Office, move: str, data: dict[str, str], stage: str) -> None:
    case = courses.filed(here)
    assert send(here.officer, case, move, on=today(), **data) == stage


@pytest.mark.parametrize(
    ("move", "data", "stage"),
    [
        pytest.param(
            "consult_agency",
            {"name": "某市住房和城乡建设局", "question": "是否同意公开", "co_maker": "on"},
            Stage.CONSULTING_AGENCY,
            id="第三十四条：共同制作机关",
        ),
        pytest.param(
            "refer",
            {"to": "区国家保密局", "info": "勘测报告", "doubts": "是否涉密", "own_view": "可公开"},
            Stage.REFERRED,
            id="第十七条：提请确定",
        ),
        pytest.param(
            "ask_reason",
            {"findings": "本月提出46件", "workdays": "15"},
            Stage.AWAITING_REASON,
            id="第三十五条：说明理由",
        ),
        pytest.param(
            "charge",
            {
                "tariff": "pages",
                "count": "100",
                "findings": "复印一百页",
                "payment": "区财政局专户",
            },
            Stage.AWAITING_PAYMENT,
            id="第四十二条：收费",
        ),
    ],
)
def test_a_case_in_hand(here: Office, move: str, data: dict[str, str], stage: str) -> None:
    case = courses.accepted(here)
    assert send(here.officer, case, move, **data) == stage


def test_a_letter_is_confirmed_after_two_calls(here: Office) -> None:
    case = courses.filed(here, channel=Channel.LETTER)
    assert send(here.officer, case, "fail_to_confirm", note="电话无人接听") == Stage.UNCONFIRMED
    assert send(here.officer, case, "confirm", method="电话") == Stage.REGISTERED


def test_a_correction_comes_and_starts_the_clock_again(here: Office) -> None:
    case = courses.accepted(here)
    actions.ask_correction(
        case.pk, points="写明年份", guidance="写文号", by=here.officer, at=timezone.now()
    )
    text = send(here.officer, case, "receive_correction", text=" ", on=today())
    assert "请填写收到的内容" in text
    stage = send(here.officer, case, "receive_correction", text="2019年的", on=today())
    assert stage == Stage.PROCESSING


def test_a_co_maker_that_is_silent_for_fifteen_days_consents(here: Office) -> None:
    long_ago = timezone.now() - timedelta(days=40)
    case = courses.accepted(here, long_ago)
    actions.consult_agency(
        case.pk, name="市局", question="可否公开", co_maker=True, by=here.officer, at=long_ago
    )
    asked = Inquiry.objects.get(kind=InquiryKind.AGENCY)
    assert send(here.officer, case, "end_consultation", inquiry_id=asked.pk) == Stage.PROCESSING
    asked.refresh_from_db()
    assert asked.answer == Answer.CONSENT


def test_the_fee_is_calculated_before_it_is_charged(here: Office) -> None:
    case = courses.accepted(here)
    data = {"tariff": "items", "before": "10", "count": "20", "findings": "a", "payment": "b"}
    text = send(here.officer, case, "charge", preview="1", **data)
    assert "第11–30件" in text
    assert "<strong>2000</strong>" in text
    case.refresh_from_db()
    assert case.stage == Stage.PROCESSING


def test_the_month_s_count_of_the_same_applicant_is_filled_in(here: Office) -> None:
    for number in range(3):
        last = courses.accepted(here, request=factories.request(description=f"第{number}份文件"))
    client = Client()
    client.force_login(here.officer.user)
    text = client.get(reverse("applications:case_move", args=[last.pk, "charge"])).content.decode()
    assert 'name="before" value="2"' in text
    evidence = client.get(reverse("applications:case_move", args=[last.pk, "ask_reason"]))
    assert "提出申请3件" in evidence.content.decode()


def test_an_earlier_application_of_the_same_person_is_linked(here: Office) -> None:
    earlier, case = courses.filed(here), courses.accepted(here)
    courses.filed(here, person=factories.person(identity="370200198513320017", name="李四"))
    client = Client()
    client.force_login(here.officer.user)
    text = client.get(reverse("applications:case_move", args=[case.pk, "link"])).content.decode()
    assert text.count('type="radio"') == 1
    assert "相近100%" in text
    send(here.officer, case, "link", earlier=earlier.pk)
    assert case.filing.same_as_id == earlier.pk


def test_a_private_courier_cannot_be_chosen(here: Office) -> None:
    case = courses.signed(here)
    text = send(here.officer, case, "serve", method="courier", posted_on=today(), tracking="1")
    assert "error" in text
    case.refresh_from_db()
    assert case.stage == Stage.SIGNED


def test_a_draft_comes_back_and_its_change_is_shown_first(here: Office) -> None:
    case, at = courses.drafted(here), timezone.now()
    actions.submit_draft(case.pk, by=here.officer, at=at)
    reviewer = here.posts[Role.REVIEWER]
    assert send(reviewer, case, "send_back", opinion="写明检索人员") == Stage.PROCESSING
    changed = courses.refusal(timezone.localdate())
    changed = type(changed)(**vars(changed) | {"facts": "经检索，没有该文件。"})
    actions.draft(case.pk, draft=changed, by=here.officer, at=at)
    actions.submit_draft(case.pk, by=here.officer, at=at)
    client = Client()
    client.force_login(reviewer.user)
    text = client.get(
        reverse("applications:case_move", args=[case.pk, "pass_legal"])
    ).content.decode()
    assert "<strong>增：</strong>经检索，没有该文件。" in text
    assert "<strong>删：</strong>经检索公文系统和档案室" in text


def test_the_officer_of_another_case_is_named(here: Office) -> None:
    other = factories.post(Role.OFFICER, here.organ)
    case = courses.accepted(here)
    send(here.officer, case, "assign", to=str(other.pk))
    assert case.handler_id == other.pk
    stranger = factories.post(Role.OFFICER)
    assert "error" in send(here.officer, case, "assign", to=str(stranger.pk))


def test_a_file_is_archived_and_opened_again(here: Office) -> None:
    case = courses.served(here)
    assert send(here.officer, case, "archive") == Stage.ARCHIVED
    data = {"ground": "court", "basis": "（2026）鲁0214行初1号", "ordered_on": today()}
    assert send(here.officer, case, "reopen", **data) == Stage.REOPENED
