"""审批单 and 送达回证: on file from the signature and the service, and for nobody else."""

from datetime import date
from typing import Any

import pytest

from mingbai.accounts.roles import Role
from mingbai.applications import papers, public
from mingbai.applications.internal_forms import APPROVAL, INTERNAL, SERVICE
from mingbai.applications.models import Application
from mingbai.applications.stages import Stage
from mingbai.documents import pdf
from mingbai.documents.paper import plain
from tests.applications.casework import NOT_FOUND, Desk, day, opened

pytestmark = pytest.mark.django_db
POSTED = {"method": "post", "posted_on": day("2019-10-09"), "tracking": "EA000000001CN"}
SIGNED_FOR = {"signed_on": day("2019-10-09")}


def text_of(case: Application, kind: str) -> str:
    return str(plain(papers.words(case.papers.get(kind=kind, voided_at=None))))


def test_article_17_the_approval_form_says_who_said_what_on_which_day() -> None:
    desk = opened("2019-09-25")
    desk.do("note_opinion", "2019-09-30", on=day("2019-09-30"))
    desk.do("draft", "2019-10-08", draft=NOT_FOUND)
    desk.do("submit_draft", "2019-10-08")
    desk.do("pass_legal", "2019-10-09", opinion="事实清楚。", basis="条例第三十六条")
    desk.do("pass_secrecy", "2019-10-10", opinion="不涉及国家秘密")
    case = desk.do("sign", "2019-10-11")
    text = text_of(case, APPROVAL)
    names = {role: post.user.name for role, post in desk.posts.items()}
    for said in (
        "依据《条例》第三十六条第（四）项",
        f"（{names[Role.OFFICER]}，2019年10月8日）",
        f"事实清楚；条例第三十六条。（{names[Role.REVIEWER]}，2019年10月9日）",
        f"不涉及国家秘密。（{names[Role.SECRECY]}，2019年10月10日）",
        f"同意。（{names[Role.SIGNER]}，2019年10月11日）",
        "法制科王五（法制机构，2019年9月30日）：可以公开",
        papers.applicant_name(case),
    ):
        assert said in text
    assert pdf.pdf_of(papers.words(case.papers.get(kind=APPROVAL))).startswith(b"%PDF")


def test_a_recalled_approval_is_void_and_the_next_signature_has_its_own() -> None:
    desk = opened("2019-09-25")
    desk.signed("2019-10-08")
    case = desk.do("recall", "2019-10-08")
    assert [each.voided_at is None for each in case.papers.filter(kind=APPROVAL)] == [False]
    case = desk.signed("2019-10-09")
    assert case.papers.filter(kind=APPROVAL, voided_at=None).get().on == day("2019-10-09")


@pytest.mark.parametrize(
    ("how", "said"),
    [
        pytest.param({"method": "direct"} | SIGNED_FOR, "2019年10月9日签收", id="direct"),
        pytest.param({"method": "entrusted"} | SIGNED_FOR, "2019年10月9日签收", id="entrusted"),
        pytest.param(POSTED, "2019年10月9日交邮，邮件号码EA000000001CN", id="post"),
    ],
)
def test_what_is_handed_over_or_posted_leaves_its_receipt(how: dict[str, Any], said: str) -> None:
    desk = opened("2019-09-25")
    desk.signed("2019-10-09")
    case = desk.do("serve", "2019-10-09", **how)
    reply, text = case.papers.get(kind="reply_not_exist"), text_of(case, SERVICE)
    for words in (said, reply.number, papers.applicant_name(case)):
        assert words in text


def served_by_post() -> Desk:
    desk = opened("2019-09-25")
    desk.signed("2019-10-09")
    desk.do("serve", "2019-10-09", **POSTED)
    return desk


def test_the_forms_have_no_number_no_delivery_and_hold_nothing_up() -> None:
    desk = served_by_post()
    forms = desk.case.papers.filter(kind__in=INTERNAL)
    assert {(form.number, form.reply_id, form.deliveries.count()) for form in forms} == {
        ("", None, 0)
    }
    waiting = desk.case.papers.get(kind="reply_not_exist").deliveries.get()
    arrived = {"delivery_id": waiting.pk, "signed_on": date(2019, 10, 11)}
    desk.do("record_delivery", "2019-10-12", **arrived)
    desk.do("archive", "2019-10-12")
    assert desk.stage is Stage.ARCHIVED


def test_the_applicant_never_sees_them() -> None:
    case = served_by_post().case
    seen = {each.id for each in public.letters(case)}
    forms = list(case.papers.filter(kind__in=INTERNAL))
    assert {form.kind for form in forms} == {APPROVAL, SERVICE}
    assert not seen & {form.pk for form in forms}
    assert [public.paper_of(case, form.pk) for form in forms] == [None, None]
    assert [each.name for each in public.letters(case) if each.reply]
