"""Number and code, status, correction, withdrawal, the reply behind a second proof (ABU-04, 05)."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from mingbai.applications import actions
from mingbai.applications.models import Application, Attachment, Delivery
from mingbai.audit.actors import TICK
from tests.portal.apply import journey
from tests.portal.apply.journey import Office


def asked(place: Office, case: Application) -> None:
    """The officer asks for a correction."""
    at = timezone.now()
    actions.accept(case.pk, by=place.officer, at=at)
    points = "请写明道路的起止地点和大致年份。"
    guidance = "可以写项目名称、批准机关或者媒体报道的时间。"
    actions.ask_correction(
        case.pk, points=points, guidance=guidance, workdays=10, by=place.officer, at=at
    )


def test_steps_clock_and_calendar(place: Office, client: Client) -> None:
    case, code = journey.filed(client)
    client.cookies.clear()
    assert journey.enter(client, case, code.lower().replace("-", " ")).url == "/status/case/"
    page = client.get("/status/case/").text
    assert "还剩20个工作日" in page
    assert "怎样算出" in page
    assert "提交申请" in page
    assert "0532-00000000" in page
    assert "第三十三条" in page


@pytest.mark.parametrize("number", ["own", "JIANSHE-2001-00001", "x"])
def test_a_wrong_code_and_an_unknown_number_look_the_same(
    place: Office, client: Client, number: str
) -> None:
    case, _ = journey.filed(client)
    client.cookies.clear()
    asked_for = case.number if number == "own" else number
    answer = client.post("/status/", {"number": asked_for, "code": "0000-0000-0000"})
    assert answer.status_code == 200
    assert "登记编号或者查询码不对" in answer.text
    assert "status" not in client.cookies


def test_five_wrong_codes_close_the_number_for_a_while(place: Office, client: Client) -> None:
    case, code = journey.filed(client)
    client.cookies.clear()
    for _ in range(5):
        client.post("/status/", {"number": case.number, "code": "0000-0000-0000"})
    answer = journey.enter(client, case, code)
    assert answer.status_code == 200
    assert "连续输错五次" in answer.text


def test_a_new_code_ends_what_the_old_one_opened(place: Office, client: Client) -> None:
    case, _ = journey.filed(client)
    assert client.get("/status/case/").status_code == 200
    actions.reissue_code(case.pk, how="核对身份证原件", by=place.officer, at=timezone.now())
    assert client.get("/status/case/").url == "/status/"


def test_half_an_hour_without_a_move_ends_it(
    place: Office, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey.filed(client)
    assert client.get("/status/case/").status_code == 200
    later = timezone.now() + timedelta(minutes=31)
    monkeypatch.setattr("django.core.signing.time.time", later.timestamp)
    assert client.get("/status/case/").url == "/status/"


def test_leaving_takes_the_ticket_back(place: Office, client: Client) -> None:
    journey.filed(client)
    client.post("/status/leave/")
    assert client.get("/status/case/").url == "/status/"


def test_a_correction_with_a_file_restarts_the_clock(place: Office, client: Client) -> None:
    case, _ = journey.filed(client)
    asked(place, case)
    page = client.get("/status/case/").text
    assert "请您补正" in page
    assert "起止地点" not in page, "补正的内容要再核对一次才显示"
    assert client.get("/status/answer/").url == "/status/prove/answer/"
    assert journey.prove(client, "answer").url == "/status/answer/"
    assert "起止地点" in client.get("/status/answer/").text
    file = journey.upload("线索.pdf")
    answer = client.post("/status/answer/", {"text": "和平路至建设路，2019年", "attached": file})
    assert answer.url == "/status/case/"
    assert "期限从次日起重新计算" in client.get("/status/case/").text
    case.refresh_from_db()
    assert case.stage == "processing"
    assert Attachment.objects.get().purpose == "correction"


def test_an_empty_correction_is_refused_in_words(place: Office, client: Client) -> None:
    case, _ = journey.filed(client)
    asked(place, case)
    journey.prove(client, "answer")
    answer = client.post("/status/answer/", {"text": ""})
    assert "请填写补正后的申请内容" in answer.text
    case.refresh_from_db()
    assert case.stage == "awaiting_correction"


def test_the_reply_opens_only_with_the_last_four(place: Office, client: Client) -> None:
    case, _ = journey.filed(client)
    journey.reply(place, case)
    page = client.get("/status/case/").text
    assert "答复已送出" in page
    assert client.get("/status/papers/").url == "/status/prove/papers/"
    wrong = journey.prove(client, four="0000")
    assert "都对不上" in wrong.text
    assert Delivery.objects.get().first_opened_at is None
    assert journey.prove(client, four=journey.IDENTITY[-4:]).url == "/status/papers/"
    page = client.get("/status/papers/").text
    assert journey.NAME in page, "答复写明受送达人"
    assert "关于道路改造工程的批复" in page
    assert "批复.pdf" in page
    assert Delivery.objects.get().first_opened_at is not None


def test_five_wrong_proofs_close_it(place: Office, client: Client) -> None:
    journey.filed(client)
    for _ in range(5):
        journey.prove(client, four="0000")
    assert "连续输错五次" in journey.prove(client).text


def links(client: Client) -> list[str]:

    return re.findall(r'href="(/status/file/[^"]+)"', client.get("/status/papers/").text)


def test_links_live_five_minutes(
    place: Office, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, _ = journey.filed(client)
    journey.reply(place, case)
    journey.prove(client)
    file, receipt, *_ = links(client)
    answer = client.get(file)
    assert answer.content == b"%PDF-1.4\n"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith("attachment")
    assert client.get(receipt).content.startswith(b"%PDF-")
    later = timezone.now() + timedelta(minutes=6)
    monkeypatch.setattr("django.core.signing.time.time", later.timestamp)
    assert client.get(file).status_code == 410
    assert client.get(file[:-2] + "x/").status_code == 410


def test_a_signed_reply_that_was_not_served_is_not_seen(place: Office, client: Client) -> None:
    case, _ = journey.filed(client)
    at, officer, posts = timezone.now(), place.officer, place.posts
    actions.accept(case.pk, by=officer, at=at)
    actions.draft(case.pk, draft=journey.GIVEN, by=officer, at=at)
    actions.submit_draft(case.pk, by=officer, at=at)
    actions.pass_legal(case.pk, by=posts["reviewer"], at=at)
    actions.pass_secrecy(case.pk, by=posts["secrecy"], at=at)
    actions.sign(case.pk, by=posts["signer"], at=at)
    journey.prove(client)
    page = client.get("/status/papers/").text
    assert "还没有答复" in page
    assert len(links(client)) == 1, "只有登记回执"


def test_the_own_remedies_after_service(place: Office, client: Client) -> None:
    case, _ = journey.filed(client)
    assert client.get("/status/remedies.ics").status_code == 404
    journey.reply(place, case, journey.REFUSED)
    page = client.get("/status/case/").text
    assert "申请行政复议" in page
    assert "直接提起行政诉讼" not in page, "第十四至十六条的不予公开须先申请复议"
    calendar = client.get("/status/remedies.ics")
    assert calendar["Content-Type"].startswith("text/calendar")
    assert "BEGIN:VEVENT" in calendar.text
    assert case.number in calendar.text.replace("\r\n ", "")


def test_withdrawing_needs_the_second_look(place: Office, client: Client) -> None:
    case, _ = journey.filed(client)
    assert client.get("/status/withdraw/").url == "/status/prove/withdraw/"
    journey.prove(client, "withdraw")
    assert "请勾选" in client.post("/status/withdraw/", {"statement": "不要了"}).text
    answer = client.post("/status/withdraw/", {"statement": "不要了", "sure": "on"})
    assert answer.url == "/status/case/"
    case.refresh_from_db()
    assert (case.stage, case.outcome) == ("closed", "withdrawn")
    assert client.get("/status/withdraw/").url == "/status/case/"


def test_rating_once_after_the_end(place: Office, client: Client) -> None:
    case, _ = journey.filed(client)
    assert "办结之后才能评价" in client.post("/status/rate/", {"stars": "5"}).text
    journey.reply(place, case)
    assert "请选择" in client.post("/status/rate/", {"stars": ""}).text
    assert client.post("/status/rate/", {"stars": "4", "text": "很快"}).url == "/status/case/"
    assert "您已评4分" in client.get("/status/case/").text


def test_a_foreign_ticket_or_link_opens_nothing(place: Office, client: Client) -> None:
    case, _ = journey.filed(client)
    client.cookies["status"] = client.cookies["status"].value[:-3] + "abc"
    assert client.get("/status/case/").url == "/status/"
    assert case.number not in client.get("/status/").text


def test_the_status_page_asks_the_database_little(
    place: Office, client: Client, django_assert_max_num_queries: Any
) -> None:
    case, _ = journey.filed(client)
    journey.reply(place, case)
    with django_assert_max_num_queries(24):
        client.get("/status/case/")


def test_a_case_that_is_handled_anew_waits_for_its_answer_again(
    place: Office, client: Client
) -> None:
    case, _ = journey.filed(client)
    journey.reply(place, case)
    at = timezone.now()
    actions.reopen(
        case.pk,
        ordered_on=timezone.localdate(at),
        basis="明政复决字〔2026〕1号",
        by=place.officer,
        at=at,
    )
    page = client.get("/status/case/").text
    assert "重新办理" in page
    assert "作出答复" in page
    assert "答复已送出" not in page
    journey.prove(client)
    assert "关于道路改造工程的批复" in client.get("/status/papers/").text, "原答复仍可查看"


def test_a_fee_is_shown_with_its_last_day(place: Office, client: Client) -> None:
    case, _ = journey.filed(client)
    at = timezone.now()
    actions.accept(case.pk, by=place.officer, at=at)
    actions.charge(
        case.pk,
        tariff="items",
        before=10,
        count=1,
        findings="本月第11件",
        payment="账号：0000",
        by=place.officer,
        at=at,
    )
    page = client.get("/status/case/").text
    assert "信息处理费100元" in page
    assert "等您缴费" in page
    assert "提交补正" not in page


def test_reasons_are_given_without_files(place: Office, client: Client) -> None:
    case, _ = journey.filed(client)
    at = timezone.now()
    actions.accept(case.pk, by=place.officer, at=at)
    actions.ask_reason(case.pk, findings="本月已申请四十件。", by=place.officer, at=at)
    journey.prove(client, "answer")
    page = client.get("/status/answer/").text
    assert "申请的理由" in page
    assert 'type="file"' not in page
    assert client.post("/status/answer/", {"text": "研究需要"}).url == "/status/case/"
    assert case.inquiries.get().answer_text == "研究需要"
    assert client.get("/status/answer/").url == "/status/case/", "只答一次"


def test_after_the_retention_it_says_so_instead_of_not_yet(place: Office, client: Client) -> None:
    case, code = journey.filed(client)
    client.cookies.clear()
    journey.enter(client, case, code)
    journey.prove(client)
    Application.objects.filter(pk=case.pk).update(
        stage="closed",
        outcome="withdrawn",
        concluded_on=timezone.localdate(),
        concluded_year=timezone.localdate().year,
    )
    assert "还没有答复" in client.get("/status/papers/").text
    later = timezone.now() + timedelta(days=366 * 6)
    assert actions.erase(limit=10, by=TICK, at=later) == 1
    page = client.get("/status/papers/").text
    assert "保存期已满" in page
    assert "还没有" not in page
    # 再来的人无从核对号码：核对页也这样说
    client.cookies.clear()
    journey.enter(client, case, code)
    assert "保存期已满" in client.get("/status/prove/papers/").text
