"""The pages of 办件: happy path and refusal of each, whose they are, what they keep hidden."""

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfWriter

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.applications.models import Application, Attachment
from mingbai.applications.stages import Stage
from mingbai.audit.models import Event
from tests import factories
from tests.applications.desk import courses
from tests.applications.desk.courses import Office

pytestmark = pytest.mark.django_db
NUMBERS = ("370200199013320019", "13800000000", "和平路1号")


@pytest.fixture
def here(settings: Any, tmp_path: Any) -> Office:
    settings.VAR = tmp_path
    return courses.office()


def as_(post: Post) -> Client:
    client = Client()
    client.force_login(post.user)
    return client


def confirmed(post: Post) -> Client:
    """Logged in, the password given just now."""
    client = as_(post)
    client.post(reverse("account_reauthenticate"), {"password": "correct horse"})
    return client


def page(client: Client, name: str, *arguments: Any) -> str:
    answer = client.get(reverse(f"applications:{name}", args=arguments))
    assert answer.status_code == 200, answer
    return answer.content.decode()


def send(client: Client, case: Application, move: str, **data: Any) -> Any:
    address = reverse("applications:case_move", args=[case.pk, move])
    return client.post(address, {"stage": case.stage} | data)


def stage(case: Application) -> str:
    return Application.objects.get(pk=case.pk).stage


@pytest.mark.parametrize("made", [courses.filed, courses.drafted, courses.signed, courses.served])
@pytest.mark.parametrize("role", [Role.OFFICER, Role.OFFICE, Role.REVIEWER, Role.HEAD])
def test_personal_data_are_masked_on_every_page(here: Office, made: Any, role: Role) -> None:
    case = made(here)
    client = as_(here.posts[role])
    pages = [page(client, "cases"), page(client, "case", case.pk), page(client, "list")]
    pages.append(client.get(reverse("desk:inbox")).content.decode())
    for move in ("ask_correction", "extend", "serve", "withdraw"):
        pages.append(client.get(f"{case.get_absolute_url()}{move}/").content.decode())
    # 预览是申请人将读到的文书，抬头有姓名，号码没有
    preview = client.get(f"{case.get_absolute_url()}reply/draft/").content.decode()
    shown = [text for text in NUMBERS for each in [*pages, preview] if text in each]
    shown += [each for each in pages if courses.APPLICANT in each]
    assert shown == []
    if role is not Role.OFFICE:
        assert "138****0000" in pages[1]
        assert "****0019" in pages[1]


def test_another_organ_has_no_case(here: Office) -> None:
    case = courses.filed(here)
    stranger = as_(factories.post(Role.OFFICER))
    for name, arguments in [
        ("case", [case.pk]),
        ("case_move", [case.pk, "accept"]),
        ("case_reply", [case.pk, "draft"]),
        ("case_file", [case.pk, "pdf"]),
        ("case_paper", [case.pk, uuid4()]),
    ]:
        answer = stranger.get(reverse(f"applications:{name}", args=arguments))
        assert answer.status_code == 404, name
    assert case.number not in page(stranger, "cases")


def test_the_office_above_reads_and_does_nothing(here: Office) -> None:
    case = courses.filed(here)
    text = page(as_(here.posts[Role.OFFICE]), "case", case.pk)
    assert "各机关的申请由本机关答复" in text
    answer = send(as_(here.posts[Role.OFFICE]), case, "accept")
    assert answer.status_code == 404
    assert stage(case) == Stage.REGISTERED


def test_contact_is_shown_for_a_reason_and_noted(here: Office) -> None:
    case = courses.filed(here)
    client = as_(here.officer)
    address = reverse("applications:case_reveal", args=[case.pk])
    assert "请填写查看的原因" in client.post(address, {"reason": " "}).content.decode()
    text = client.post(address, {"reason": "电话通知补正"}).content.decode()
    assert "13800000000" in text
    assert "370200199013320019" not in text
    event = Event.objects.get(verb="application.revealed")
    assert (event.object_id, event.data["what"]) == (str(case.pk), "contact")
    assert "电话通知补正" not in str(event.data)


def test_the_identity_number_needs_the_password_again(here: Office) -> None:
    case = courses.filed(here)
    address = reverse("applications:case_reveal_identity", args=[case.pk])
    asked = as_(here.officer).post(address, {"reason": "核对身份"})
    assert (asked.status_code, Event.objects.filter(verb="application.revealed").count()) == (
        302,
        0,
    )
    text = confirmed(here.officer).post(address, {"reason": "核对身份"}).content.decode()
    assert "370200199013320019" in text


def test_the_whole_way_by_the_forms(here: Office) -> None:
    case = courses.filed(here)
    officer = as_(here.officer)
    assert send(officer, case, "accept").status_code == 302
    case.refresh_from_db()
    address = reverse("applications:case_reply", args=[case.pk, "draft"])
    text = officer.get(address, {"outcome": "not_exist"}).content.decode()
    assert "没有检索记录" in text
    assert officer.post(address, reply(do="submit")).status_code == 302
    assert stage(case) == Stage.LEGAL_REVIEW
    for role, move in [
        (Role.REVIEWER, "pass_legal"),
        (Role.SECRECY, "pass_secrecy"),
        (Role.SIGNER, "sign"),
    ]:
        case.refresh_from_db()
        client = as_(here.posts[role])
        assert "某道路 改造" in page(client, "case_move", case.pk, move)
        assert send(client, case, move).status_code == 302, move
    case.refresh_from_db()
    today = case.papers.get(kind="reply_not_exist").on.isoformat()
    sent = send(officer, case, "serve", method="direct", signed_on=today)
    assert sent.status_code == 302
    assert stage(case) == Stage.CLOSED


def reply(**data: str) -> dict[str, str]:
    facts = {
        "outcome": "not_exist",
        "article": "第三十六条第（四）项",
        "facts": "经检索公文系统和档案室，没有制作或者获取过该文件。",
        "reasons": "该道路由市政公司自行维护，未经本机关批准，故没有形成批准文件。",
        "searches-0-where": "公文系统、档案室2015年至今的案卷",
        "searches-0-by": "李四",
        "searches-0-words": "某道路 改造",
        "searches-0-on": "2020-01-02",
    }
    for prefix, count in (("searches", 1), ("withheld", 1), ("third_parties", 1)):
        facts |= {f"{prefix}-TOTAL_FORMS": str(count), f"{prefix}-INITIAL_FORMS": "0"}
    return facts | data


def test_a_draft_that_lacks_its_pieces_is_kept_and_not_given_on(here: Office) -> None:
    case = courses.accepted(here)
    client = as_(here.officer)
    address = reverse("applications:case_reply", args=[case.pk, "draft"])
    sent = client.post(address, reply(do="submit") | {"reasons": "依法不予公开。"})
    text = sent.content.decode()
    assert "理由只是重复条文和结论" in text
    assert "经检索公文系统和档案室" in text
    assert stage(case) == Stage.PROCESSING
    assert case.replies.count() == 1


def test_one_row_more_keeps_what_was_typed(here: Office) -> None:
    case = courses.accepted(here)
    address = reverse("applications:case_reply", args=[case.pk, "draft"])
    text = as_(here.officer).post(address, reply(do="more-searches")).content.decode()
    assert 'name="searches-1-where"' in text
    assert "某道路 改造" in text
    assert not case.replies.exists()


def test_a_stale_page_is_refused_in_words(here: Office) -> None:
    case = courses.accepted(here)
    data = {"stage": "registered", "points": "请写明文号", "guidance": "写明年份", "workdays": "15"}
    answer = as_(here.officer).post(
        reverse("applications:case_move", args=[case.pk, "ask_correction"]), data
    )
    text = answer.content.decode()
    assert "有人先办了一步" in text
    assert "请写明文号" in text


def test_a_move_that_cannot_be_made_says_why(here: Office) -> None:
    case = courses.filed(here)
    text = page(as_(here.officer), "case_move", case.pk, "archive")
    assert "不能归档" in text
    assert '<form method="post" novalidate' not in text


def test_the_author_is_not_offered_his_own_review(here: Office) -> None:
    case = courses.drafted(here)
    factories.post(Role.REVIEWER, here.organ, user=here.officer.user)
    as_(here.officer).post(reverse("applications:case_move", args=[case.pk, "submit_draft"]))
    text = page(as_(here.officer), "case", case.pk)
    assert "起草人不能审查、签发自己的稿件" in text


def new(post: Post, **data: str) -> dict[str, str]:
    return {
        "once": uuid4().hex,
        "post": str(post.pk),
        "channel": "face",
        "arrived_on": "2020-01-10",
        "kind": "natural",
        "name": "李四",
        "identity_kind": "id_card",
        "identity": "370200199013320019",
        "phone": "13800000001",
        "address": "明阳区和平路2号",
        "description": "2019年度困难群众救助标准的文件",
        "obtain_method": "paper",
        "obtain_channel": "post",
    } | data


def test_an_officer_enters_a_case_once_and_sees_its_code_once(here: Office) -> None:
    client, address = as_(here.officer), reverse("applications:case_new")
    data = new(here.officer)
    text = client.post(address, data).content.decode()
    case = Application.objects.get(subject__startswith="2019年度")
    assert case.number in text
    assert "只显示这一次" in text
    assert case.received_on is not None
    again = client.post(address, data).content.decode()
    assert "已经登记过" in again
    assert Application.objects.filter(subject__startswith="2019年度").count() == 1


@pytest.mark.parametrize("channel", ["letter", "fax", "email"])
def test_what_arrived_is_not_received_before_it_is_confirmed(here: Office, channel: str) -> None:
    data = new(here.officer, channel=channel)
    text = as_(here.officer).post(reverse("applications:case_new"), data).content.decode()
    assert "待确认" in text
    case = Application.objects.get()
    assert (case.stage, case.received_on, case.due_on) == (Stage.SUBMITTED, None, None)


def test_a_form_without_contact_keeps_what_was_typed(here: Office) -> None:
    data = new(here.officer, phone="", address="", obtain_channel="collect")
    text = as_(here.officer).post(reverse("applications:case_new"), data).content.decode()
    assert "没有填写联系方式" in text
    assert "2019年度困难群众救助标准的文件" in text
    assert not Application.objects.exists()


def test_a_lost_code_is_made_anew_after_a_look_at_the_identity(here: Office) -> None:
    case = courses.filed(here)
    old = case.filing.code_hash
    address = reverse("applications:case_code", args=[case.pk])
    assert "请填写怎样核对的身份" in as_(here.officer).post(address, {}).content.decode()
    text = as_(here.officer).post(address, {"how": "本人持证到场"}).content.decode()
    assert "原来的查询码已经作废" in text
    case.filing.refresh_from_db()
    assert case.filing.code_hash != old


def test_papers_open_for_who_handles_the_case(here: Office) -> None:
    case = courses.served(here)
    paper = case.papers.get(kind="reply_not_exist")
    text = page(as_(here.officer), "case_paper", case.pk, paper.pk)
    assert courses.APPLICANT in text
    word = as_(here.officer).get(
        reverse("applications:case_paper_file", args=[case.pk, paper.pk, "docx"])
    )
    assert word.content[:2] == b"PK"
    above = as_(here.posts[Role.OFFICE])
    address = reverse("applications:case_paper", args=[case.pk, paper.pk])
    assert above.get(address).status_code == 404


def test_the_case_file_leaves_after_the_password_and_is_noted(here: Office) -> None:
    case = courses.served(here)
    address = reverse("applications:case_file", args=[case.pk, "zip"])
    assert as_(here.officer).get(address).status_code == 302
    data = confirmed(here.officer).get(address)
    assert data.content[:2] == b"PK"
    assert Event.objects.filter(verb="application.file_exported").count() == 1


def test_a_file_opens_once_for_who_asked_for_it(here: Office) -> None:
    file = SimpleUploadedFile("申请书.pdf", pdf_page(), "application/pdf")
    data: dict[str, Any] = new(here.officer) | {"evidence_files": file}
    client = as_(here.officer)
    client.post(reverse("applications:case_new"), data)
    kept = Attachment.objects.get()
    asked = client.post(
        reverse("applications:case_attachment", args=[kept.application_id, kept.pk])
    )
    link = asked["Location"]
    stranger = as_(here.posts[Role.REVIEWER])
    assert stranger.get(link).status_code == 404
    opened = client.get(link)
    assert (opened.status_code, opened["Content-Type"]) == (200, "application/pdf")
    assert "attachment" in opened["Content-Disposition"]
    assert client.get(link).status_code == 404
    assert Event.objects.filter(verb="application.attachment_opened").count() == 1


def test_a_dangerous_file_is_refused_in_words_and_nothing_is_filed(here: Office) -> None:
    file = SimpleUploadedFile("a.svg", b"<svg onload='x()'/>", "image/svg+xml")
    data: dict[str, Any] = new(here.officer) | {"evidence_files": file}
    text = as_(here.officer).post(reverse("applications:case_new"), data).content.decode()
    assert "SVG" in text
    assert "李四" in text
    assert not Application.objects.exists()


def pdf_page() -> bytes:
    """The smallest lawful PDF."""
    writer, raw = PdfWriter(), BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(raw)
    return raw.getvalue()
