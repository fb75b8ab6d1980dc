"""A site with one organ, a citizen who files there, and the officers on the other side."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pdfplumber
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.applications import actions, papers
from mingbai.applications.models import Application, Paper
from mingbai.audit.actors import COMMAND
from mingbai.documents.paper import Paper as Words
from mingbai.files.attachments import Accepted
from mingbai.organs import actions as organs
from mingbai.organs.models import Organ, Site
from mingbai.rules.draft import Draft
from mingbai.rules.report.outcomes import Outcome
from tests import factories
from tests.files.attachments import making

# 种下的“个人信息”：哪里也不该出现
NAME, IDENTITY, PHONE = "欧阳金丝雀", "370200199013320019", "13812347788"
EMAIL, ADDRESS = "canary@example.org", "金丝雀路七号院三单元"
SECRET = "金丝雀大道改造工程的批准文件及附图"
CANARIES = (NAME, IDENTITY, PHONE, EMAIL, ADDRESS, SECRET, "金丝雀")

GIVEN = Draft(
    outcome=Outcome.PROVIDED,
    article="第三十六条第（二）项",
    provided=("关于道路改造工程的批复",),
    way="随本答复提供电子件一份",
)
REFUSED = Draft(
    outcome=Outcome.REFUSE_PROCESS_INFO,
    article="第十六条第二款",
    facts="您申请的是讨论记录，属于行政机关在履行行政管理职能过程中形成的过程性信息。",
    reasons="该记录反映内部讨论中尚未确定的意见，公开会影响决策，故不予公开。",
)


@dataclass(frozen=True)
class Office:
    """The organ of a site, with one person for each role."""

    site: Site
    organ: Organ
    posts: dict[Role, Post]

    @property
    def officer(self) -> Post:
        return self.posts[Role.OFFICER]


def office(receipt: str = "auto") -> Office:
    """A district government with a bureau that can be asked."""
    root = factories.organ(
        "mingyang", kind="government", name="明阳区人民政府", short_name="区政府"
    )
    bureau = factories.organ("jianshe", parent=root, name="明阳区建设局", short_name="建设局")
    for each in (root, bureau):
        factories.described(each)
    organs.describe(root, by=COMMAND, at=factories.NOON, review_link="https://example.org/fy")
    site = organs.open_site(
        "testserver", name="明阳区人民政府", root=root, by=COMMAND, at=factories.NOON
    )
    if receipt != "auto":
        organs.set_online_receipt(site, receipt, by=COMMAND, at=factories.NOON)
    return Office(site, bureau, factories.office_of_all(bureau))


def form(client: Client, **changes: Any) -> dict[str, Any]:
    """A filled form with the seal of a page that was opened; ``None`` leaves a field out."""
    page = client.get("/apply/jianshe/").text
    seal = re.search(r'name="seal" value="([^"]*)"', page)
    facts: dict[str, Any] = {
        "seal": seal.group(1) if seal else "",
        "homepage": "",
        "kind": "natural",
        "name": NAME,
        "identity_kind": "id_card",
        "identity": IDENTITY,
        "phone": PHONE,
        "email": EMAIL,
        "address": ADDRESS,
        "description": SECRET,
        "obtain_method": "electronic",
        "obtain_channel": "online",
        "consent": "on",
    }
    return {name: value for name, value in (facts | changes).items() if value is not None}


def filed(client: Client, **changes: Any) -> tuple[Application, str]:
    """File on line and read the code on the receipt."""
    answer = client.post("/apply/jianshe/", form(client, **changes))
    assert answer.status_code == 302, answer.text[-3000:]
    code = re.search(r"<dd class=\"big code\">([0-9A-Z-]{14})</dd>", client.get(answer.url).text)
    assert code
    return Application.objects.latest("filing__arrived_at"), code.group(1)


def enter(client: Client, application: Application, code: str) -> Any:
    """Number and code at the status page."""
    return client.post("/status/", {"number": application.number, "code": code})


def prove(client: Client, then: str = "papers", four: str = "7788") -> Any:
    """The second proof."""
    return client.post(f"/status/prove/{then}/", {"four": four})


def reply(place: Office, application: Application, draft: Draft = GIVEN) -> Application:
    """The officers' side: accept, draft, reviews, signature, electronic service."""
    at: datetime = timezone.now()
    case, officer = application.pk, place.officer
    if application.stage == "registered":
        actions.accept(case, by=officer, at=at)
    actions.draft(case, draft=draft, by=officer, at=at)
    actions.submit_draft(case, by=officer, at=at)
    actions.pass_legal(case, by=place.posts[Role.REVIEWER], at=at)
    actions.pass_secrecy(case, by=place.posts[Role.SECRECY], at=at)
    actions.sign(case, by=place.posts[Role.SIGNER], at=at)
    supplied = Accepted("批复.pdf", "pdf", 9, b"%PDF-1.4\n")
    return actions.serve(case, method="electronic", files=[supplied], by=officer, at=at)


def upload(name: str, data: bytes | None = None, kind: str = "application/pdf") -> Any:
    """A file as a browser sends it; a lawful PDF unless ``data`` are given."""
    return SimpleUploadedFile(name, making.pdf() if data is None else data, kind)


def paper(kept: Paper) -> Words:
    """The words of a kept paper."""
    return papers.words(kept)


def text_of(pdf: bytes) -> str:
    """The text of a PDF, without spaces."""
    with pdfplumber.open(BytesIO(pdf)) as opened:
        return "".join("".join((page.extract_text() or "").split()) for page in opened.pages)


def merge(place: Office) -> None:
    """The bureau goes up in the government yesterday."""
    at = timezone.now()
    day = timezone.localdate(at) - timedelta(days=1)
    organs.merge(place.organ, into=place.site.root, on=day, by=COMMAND, at=at)
