"""A draft in words: each field of ``rules.draft.Draft`` as the slot of the paper that tells it."""

from django.utils import timezone

from mingbai.applications.models import Answer, Application, Inquiry, InquiryKind
from mingbai.rules.draft import Draft, Opinion, Search, ThirdParty, Withheld
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.report.outcomes import Outcome

_RESULTS = {
    Outcome.REPEAT: "不予重复处理",
    Outcome.PETITION_COMPLAINT: "不作为政府信息公开申请处理",
    Outcome.NOT_GOV_INFO: "不作为政府信息公开申请处理",
}


def slots(draft: Draft) -> dict[str, str]:
    """Every slot the draft fills; those its paper does not know are left out by the caller."""
    pointer = draft.pointer
    place = "，".join(
        part
        for part in (
            pointer.organ,
            pointer.contact,
            f"网址或者地址：{pointer.address}" if pointer.address else "",
            pointer.way,
        )
        if part
    )
    where = place or pointer.unknown
    public = draft.outcome is Outcome.ALREADY_PUBLIC
    # 已写明提供的方式，或者信息已经公开的，不再重复申请时选的方式
    obtain = {"obtain": ""} if draft.way or public else {}
    return obtain | {
        "provided": "" if public else "\n".join([*draft.provided, draft.way]).strip(),
        "already_public": where if public else "",
        "withheld": "\n".join(_withheld(part) for part in draft.withheld),
        "ground": ground(draft),
        "reasons": _reasons(draft),
        "opinion": "\n".join(_ended(_opinion(party)) for party in draft.third_parties),
        "public_interest": draft.weighing,
        "regime": draft.law,
        "where_to": where,
        "search": "\n".join(_search(row) for row in draft.searches),
        "pointer": where,
        "correction_history": _correction(draft),
        "result": _RESULTS.get(draft.outcome, "不予处理"),
        "earlier_reply": _earlier(draft),
        "petition_channel": where,
        "publication_source": where,
        "findings": draft.facts if draft.outcome is Outcome.EXCESSIVE_UNJUSTIFIED else "",
    }


def ground(draft: Draft) -> str:
    """The provision relied on, with the name of the Regulation before a bare article."""
    text = draft.article.strip()
    return f"《条例》{text}" if text.startswith("第") else text


def progress(application: Application) -> str:
    """What the period was stopped or moved by, in one paragraph; empty where nothing was."""
    told = [_progress(each) for each in application.inquiries.all()]
    told += [
        f"{chinese_date(timezone.localdate(each.decided_at))}经本机关政府信息公开工作机构负责人同意，"
        f"延长答复期限{each.workdays}个工作日"
        for each in application.extensions.all()
        if each.approved and each.decided_at
    ]
    lines = [line for line in told if line]
    return f"其间，{'；'.join(lines)}。" if lines else ""


def reopened_by(application: Application) -> str:
    """Why the case is answered anew; empty for a first reply."""
    last = max(application.reopenings.all(), key=lambda each: each.at, default=None)
    return f"根据{last.basis}，本机关现重新答复如下。" if last else ""


def _progress(inquiry: Inquiry) -> str:
    sent = chinese_date(inquiry.dispatched_on)
    came = inquiry.answered_on if inquiry.answer == Answer.DONE else None
    back = chinese_date(came) if came else ""
    return {
        InquiryKind.CORRECTION: f"{sent}告知补正，{back}收到补正材料" if came else "",
        InquiryKind.PAYMENT: f"{sent}通知缴费，{back}缴费完成" if came else "",
        InquiryKind.THIRD_PARTY: f"{sent}起依法征求第三方意见，所需时间不计入答复期限",
        InquiryKind.AGENCY: f"{sent}起征求其他行政机关意见，所需时间不计入答复期限",
        InquiryKind.REFERRAL: f"{sent}提请有关主管部门确定",
        InquiryKind.REASON: f"{sent}要求说明申请理由",
    }[InquiryKind(inquiry.kind)]


def answered(inquiry: Inquiry) -> str:
    """What a third party said when it was asked, told to itself (第三十二条)."""
    sent = chinese_date(inquiry.dispatched_on)
    if inquiry.answered_on is None or inquiry.answer == Answer.SILENT:
        return f"本机关于{sent}书面征求意见，期限届满未收到答复。"
    said = "只同意公开一部分" if inquiry.answer == Answer.PARTIAL else "不同意公开"
    came, reason = chinese_date(inquiry.answered_on), inquiry.answer_text.rstrip("。")
    return f"本机关于{sent}书面征求意见，{came}收到答复：{said}，理由是：{reason}。"


def silence_counts(inquiry: Inquiry) -> str:
    """What silence means: consent of a co-maker (第三十四条), nothing for a third party."""
    if inquiry.kind == InquiryKind.AGENCY and inquiry.co_maker:
        return Answer.CONSENT
    return Answer.SILENT


def _reasons(draft: Draft) -> str:
    """Facts, duty, reasons; a search where the duty of another organ was found by one."""
    outcome = draft.outcome
    facts = "" if outcome is Outcome.EXCESSIVE_UNJUSTIFIED else draft.facts
    found = draft.searches if outcome is Outcome.NOT_RESPONSIBLE else ()
    parts = (facts, draft.duty, *(_search(row) for row in found), draft.reasons)
    return "\n".join(part for part in parts if part)


def _withheld(part: Withheld) -> str:
    return f"{part.part}：{part.reason.rstrip('。')}（依据《条例》{part.outcome.article}）"


def _opinion(party: ThirdParty) -> str:
    if party.impossible:
        return f"未能征求第三方意见：{party.impossible}"
    asked = f"本机关于{chinese_date(party.asked_on)}书面征求第三方意见" if party.asked_on else ""
    told = {
        Opinion.CONSENT: "第三方同意公开",
        Opinion.OBJECTION: f"第三方不同意公开，理由是：{party.objection}",
        Opinion.SILENCE: "第三方逾期未答复，由本机关依法决定",
    }
    return f"{asked}，{told[party.opinion]}" if party.opinion else asked


def _ended(sentence: str) -> str:
    """The sentence with exactly one full stop; nothing for nothing."""
    return f"{sentence.rstrip('。')}。" if sentence else ""


def _search(row: Search) -> str:
    day = chinese_date(row.on) if row.on else ""
    return f"{day}，{row.by}在{row.where}，以“{row.words}”为关键词检索，未找到所申请的信息。"


def _correction(draft: Draft) -> str:
    fact = draft.correction
    if fact is None or fact.corrected_on is None:
        return ""
    noticed, came = chinese_date(fact.noticed_on), chinese_date(fact.corrected_on)
    history = f"本机关于{noticed}告知补正，{came}收到补正材料。{draft.facts}"
    return "\n".join(part for part in (history, draft.reasons) if part)


def _earlier(draft: Draft) -> str:
    fact = draft.earlier
    if fact is None or fact.on is None:
        return ""
    return f"本机关已于{chinese_date(fact.on)}以{fact.number}答复。"
