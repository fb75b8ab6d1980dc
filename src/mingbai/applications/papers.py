"""The papers of a case: the facts of the case as the slots of its documents, and their issue."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from mingbai.accounts.models import Post
from mingbai.applications import reply_words
from mingbai.applications.models import Applicant, Application, ObtainChannel, Paper, Reply
from mingbai.audit.actors import Acting
from mingbai.audit.canonical import canonical, digest
from mingbai.documents import composing
from mingbai.documents.actions import next_number
from mingbai.documents.kinds import KINDS
from mingbai.documents.paper import Paper as Words
from mingbai.documents.paper import paper_of, plain
from mingbai.documents.wording import table_fact
from mingbai.organs.models import Organ
from mingbai.organs.queries import profile_of
from mingbai.organs.respondents import respondent_of
from mingbai.refusal import Refusal
from mingbai.rules import remedy_rights
from mingbai.rules.draft import Draft
from mingbai.rules.fees import Line, TariffRule
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.report.outcomes import ApplicantKind, Outcome

_CONTACT = "联系单位："
# 申请内容超过这么多字的，文书只引开头；登记回执照录全文
_QUOTED, _OPENING = 2000, 1000


def issue(
    application: Application,
    kind: str,
    facts: Mapping[str, str],
    *,
    by: Acting,
    at: datetime,
    on: date,
    reply: Reply | None = None,
    addressee: str = "",
) -> Paper:
    """Number a paper, fix its words and keep it; in the caller's transaction.

    ``facts`` by slot of ``documents``, beside those the case knows itself.  Raises ``Refusal``
    naming what is missing.
    """
    numbered = not KINDS[kind].form and kind != "receipt"
    number = next_number(organ_on(application, on), "document", on) if numbered else ""
    words = compose(application, kind, facts, number=number, on=on, addressee=addressee)
    content = plain(words)
    return Paper.objects.create(
        application=application,
        reply=reply,
        kind=kind,
        number=number,
        content=json.dumps(content, ensure_ascii=False),
        sha256=digest(canonical(content).decode()),
        on=on,
        by=by if isinstance(by, Post) else None,
        at=at,
    )


def compose(
    application: Application,
    kind: str,
    facts: Mapping[str, str],
    *,
    number: str,
    on: date,
    addressee: str = "",
) -> Words:
    """The paper in words, for the preview and for the issue; see ``issue``."""
    known = common(application, on=on) | {"addressee": addressee or applicant_name(application)}
    if kind != "receipt":
        known["request"] = quoted(known["request"])
    wanted = {slot.code for slot in KINDS[kind].slots}
    given = {code: text for code, text in (known | dict(facts)).items() if code in wanted and text}
    organ = organ_on(application, on)
    return composing.compose(kind, organ=organ, facts=given, number=number, on=on)


def organ_on(application: Application, on: date) -> Organ:
    """The organ that answers on a day: the case's own, or the one it was merged into by then."""
    organ = application.organ
    while organ.successor and organ.active_to and organ.active_to < on:
        organ = organ.successor
    return organ


def words(paper: Paper) -> Words:
    """The kept paper; raises ``Refusal`` when its retention is over and it was emptied."""
    if not paper.content:
        raise Refusal(
            "文书的保存期已满，内容已清除",
            article="《个人信息保护法》第十九条",
            remedy="请查阅已归档的案卷",
        )
    return paper_of(json.loads(paper.content))


def common(application: Application, *, on: date) -> dict[str, str]:
    """What every paper of the case may say of it."""
    filing, received = application.filing, application.received_on
    natural = application.applicant_kind == ApplicantKind.NATURAL
    due = application.due_on
    return {
        "you": "您" if natural else "你单位",
        "register_no": application.number,
        "applicant": applicant_name(application),
        "received_on": chinese_date(received) if received else "",
        "request": filing.description,
        "channel": filing.get_channel_display(),
        "obtain": f"{filing.get_obtain_method_display()}，{filing.get_obtain_channel_display()}",
        "due_on": chinese_date(due) if due else "",
        "contact": contact(organ_on(application, on)),
        "reply_to": contact(organ_on(application, on)).removeprefix(_CONTACT),
        "progress": reply_words.progress(application),
        "reopened_by": reply_words.reopened_by(application),
    }


def contact(organ: Organ) -> str:
    """Who is asked: the office, its telephone and address (条例第十二条)."""
    profile = profile_of(organ)
    office = profile.office or organ.name
    rest = [
        f"{label}：{text}"
        for label, text in (("电话", profile.phone), ("地址", profile.address))
        if text
    ]
    return "；".join([f"{_CONTACT}{office}", *rest])


def quoted(request: str) -> str:
    """What was asked as a paper quotes it: a text of many pages only by its beginning."""
    if len(request) <= _QUOTED:
        return request
    return f"{request[:_OPENING]}……\n（申请内容共{len(request)}字，以上为开头，全文见登记回执。）"


def applicant_name(application: Application) -> str:
    """The name on the paper; after the retention only 申请人."""
    found = Applicant.objects.filter(application=application).first()
    return (found.name if found else "") or "申请人"


def term(workdays: int, until: date) -> dict[str, str]:
    """A period and its last day as two facts."""
    return {"period": f"{workdays}个工作日", "until": chinese_date(until)}


def fee_facts(
    rule: TariffRule, lines: Iterable[Line], amount: int, *, payment: str, findings: str
) -> dict[str, str]:
    """The facts of a fee notice: tariff, calculation, sum, where to pay (FEE-6)."""
    rows = [(line.band, line.quantity, line.unit_price, line.amount) for line in lines]
    head = ("档次", f"{rule.unit}数", "单价（元）", "金额（元）")
    total = ("合计", sum(row[1] for row in rows), "", amount)
    return {
        "tariff": rule.label,
        "fee_basis": rule.basis,
        "calculation": table_fact([head, *rows, total]),
        "amount": f"{amount}元",
        "payment": payment.strip(),
        "findings": findings.strip(),
    }


def remedies(
    application: Application,
    outcome: Outcome,
    *,
    on: date,
    withheld: Iterable[Outcome] = (),
    online: bool = False,
) -> str:
    """The remedies against a reply of that day; with the on-line address where it is set."""
    organ = organ_on(application, on)
    link = profile_of(organ).review_link
    return remedy_rights.paragraph(
        outcome,
        on=on,
        respondent=respondent_of(organ),
        online=online and bool(link),
        link=link,
        withheld=withheld,
    )


def paper_remedies(application: Application, kind: str, *, on: date) -> str:
    """The remedies told in a paper that is no reply (收费通知书、告知第三方)."""
    respondent = respondent_of(organ_on(application, on))
    return remedy_rights.paper_paragraph(kind, on=on, respondent=respondent)


def reply_facts(application: Application, draft: Draft, *, on: date) -> dict[str, str]:
    """The facts of the reply's paper, with the remedies the law of that day gives."""
    online = application.filing.obtain_channel in (ObtainChannel.ONLINE, ObtainChannel.EMAIL)
    parts = [part.outcome for part in draft.withheld]
    told = remedies(application, draft.outcome, on=on, withheld=parts, online=online)
    return reply_words.slots(draft) | {"remedies": told}
