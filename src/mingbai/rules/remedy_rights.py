"""The applicant's remedies: which, before whom, until when, in which words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mingbai.refusal import Refusal
from mingbai.rules.calendar import Calendar
from mingbai.rules.legal_days import chinese_date, days_after, months_after
from mingbai.rules.remedy_law import ReviewRule, SuitRule, review_rule, suit_rule
from mingbai.rules.report import data
from mingbai.rules.report.outcomes import Outcome


class Rights(StrEnum):
    """Which block is told: RV1 free, RV2 first (复议前置), both by part, RV3 fee, 申诉, none."""

    FREE = "free"
    FIRST = "first"
    MIXED = "mixed"
    FEE = "fee"
    APPEAL = "appeal"
    NONE = "none"


class RespondentKind(StrEnum):
    """Who acts, as review body and court depend on it (行政复议法第二十四、二十七、二十八条)."""

    GOVERNMENT = "government"
    TOWNSHIP = "township"
    DEPARTMENT = "department"
    STREET = "street"
    PUBLIC_UNIT = "public_unit"
    VERTICAL = "vertical"
    JUSTICE_OFFICE = "justice_office"


@dataclass(frozen=True)
class Respondent:
    """The organ that replies and the names around it; only those its kind needs must be there.

    ``government``: the people's government it belongs to; ``upper_government``: the one above a
    government; ``higher_office``: the same office one level up (vertical systems, 司法局);
    ``competent_department``: the department in charge of a public unit.
    """

    kind: RespondentKind
    name: str
    government: str = ""
    upper_government: str = ""
    higher_office: str = ""
    competent_department: str = ""
    basic_court: str = ""
    intermediate_court: str = ""


@dataclass(frozen=True)
class CourtScheme:
    """Courts of a local scheme (跨行政区划集中管辖); empty: by law (行政诉讼法第十四、十五条)."""

    basic: str = ""
    intermediate: str = ""


@dataclass(frozen=True)
class Deadline:
    """One remedy and its last day; None where it depends on a decision not yet received."""

    name: str
    last_day: date | None
    basis: str
    sentence: str


NO_SCHEME = CourtScheme()
COUNTY_OR_ABOVE = frozenset({RespondentKind.GOVERNMENT})


def rights(
    outcome: Outcome,
    *,
    on: date,
    withheld: Iterable[Outcome] = (),
    kind: RespondentKind = RespondentKind.DEPARTMENT,
) -> Rights:
    """The block for a reply dated ``on`` (NEW-2, NEW-3); a partial one follows its withheld parts.

    Refusals under arts 14-16 made since 2024-01-01 must first go to reconsideration; what is
    unavailable, not handled or not a refusal may be sued at once.
    """
    if outcome.value in data.table("remedy-rights")["without"]["outcomes"]:
        return Rights.NONE
    if kind is RespondentKind.PUBLIC_UNIT:
        return Rights.APPEAL
    if not review_rule(on).review_first:
        return Rights.FREE
    if outcome is Outcome.PARTIAL:
        return Rights.MIXED if any(part.refused for part in withheld) else Rights.FREE
    return Rights.FIRST if outcome.refused else Rights.FREE


def paper_rights(document: str, *, kind: RespondentKind = RespondentKind.DEPARTMENT) -> Rights:
    """The block of a paper that is no reply: third party's notice, fee notice …; else NONE."""
    told = Rights(data.table("remedy-rights")["paper"].get(document, "none"))
    by_appeal = told is Rights.FREE and kind is RespondentKind.PUBLIC_UNIT
    return Rights.APPEAL if by_appeal else told


def review_body(respondent: Respondent, *, on: date) -> tuple[str, ...]:
    """Where to apply for reconsideration; several names mean the applicant's choice.

    For a public unit it is the department that takes the 申诉 (第五十五条).  Raises Refusal when
    the name is not set.
    """
    kinds = RespondentKind
    choice = review_rule(on).choice_of_body
    both = (respondent.government, respondent.higher_office)
    upper = (respondent.upper_government,)
    bodies = {
        kinds.GOVERNMENT: upper,
        kinds.TOWNSHIP: upper,
        kinds.DEPARTMENT: both if choice and respondent.higher_office else both[:1],
        kinds.STREET: both[:1],
        kinds.PUBLIC_UNIT: (respondent.competent_department,),
        kinds.VERTICAL: (respondent.higher_office,),
        kinds.JUSTICE_OFFICE: both,
    }[respondent.kind]
    if not all(body.strip() for body in bodies):
        raise Refusal(
            f"没有设置“{respondent.name}”的复议机关（或者受理申诉的主管部门）",
            article=review_rule(on).body_basis,
            remedy="请在机关资料里补上名称，再制作答复",
        )
    return bodies


def court(respondent: Respondent, *, on: date, scheme: CourtScheme = NO_SCHEME) -> str:
    """The court of first instance: intermediate for a government of a county or above, else basic.

    Raises Refusal when its name is not set.
    """
    if respondent.kind in COUNTY_OR_ABOVE:
        name = scheme.intermediate or respondent.intermediate_court
    else:
        name = scheme.basic or respondent.basic_court
    if not name.strip():
        raise Refusal(
            f"没有设置“{respondent.name}”作被告时的管辖法院",
            article=suit_rule(on).court_basis,
            remedy="请在机关资料里补上法院名称，再制作答复",
        )
    return name


def paragraph(
    outcome: Outcome,
    *,
    on: date,
    respondent: Respondent,
    online: bool = False,
    link: str = "",
    withheld: Iterable[Outcome] = (),
    scheme: CourtScheme = NO_SCHEME,
    paper: str = "答复",
) -> str:
    """The remedies in words for a reply dated ``on``; empty for a withdrawal.

    Served ``online``, it must carry the ``link`` to apply for review (第二十二条第二款), else
    Refusal; so too when review body or court is not set.
    """
    block = rights(outcome, on=on, withheld=withheld, kind=respondent.kind)
    return _text(block, on, respondent, link if online else None, scheme, paper)


def paper_paragraph(
    document: str,
    *,
    on: date,
    respondent: Respondent,
    online: bool = False,
    link: str = "",
    scheme: CourtScheme = NO_SCHEME,
    paper: str = "决定",
) -> str:
    """The remedies in a paper that is no reply (``third_party_decision_notice`` …), else empty."""
    block = paper_rights(document, kind=respondent.kind)
    return _text(block, on, respondent, link if online else None, scheme, paper)


def deadlines(
    served_on: date,
    *,
    outcome: Outcome,
    decided_on: date,
    calendar: Calendar,
    withheld: Iterable[Outcome] = (),
    kind: RespondentKind = RespondentKind.DEPARTMENT,
    review_received_on: date | None = None,
) -> tuple[Deadline, ...]:
    """The applicant's own last days after service, in the order in which he meets them (CLK-4).

    ``decided_on`` is the paper's date and chooses the law; ``review_received_on`` the day the
    review decision was received.  Empty where there is nothing to remedy or only an 申诉.
    """
    block = rights(outcome, on=decided_on, withheld=withheld, kind=kind)
    if block in (Rights.NONE, Rights.APPEAL):
        return ()
    sentences = data.table("remedy-rights")["sentence"]
    review, suit = review_rule(decided_on), suit_rule(decided_on)
    facts = {"served": chinese_date(served_on), **_numbers(review, suit)}

    def row(name: str, key: str, last: date | None, basis: str) -> Deadline:
        day = chinese_date(last, weekday=True) if last else ""
        return Deadline(name, last, basis, sentences[key].format(last=day, **facts))

    found = [
        row("申请行政复议", "review", days_after(served_on, review.days, calendar), review.basis)
    ]
    if block is not Rights.FIRST:
        last = months_after(served_on, suit.months, calendar)
        key = "suit_mixed" if block is Rights.MIXED else "suit"
        found.append(row("直接提起行政诉讼", key, last, suit.basis))
    key, after = "after_review", None
    if review_received_on is not None:
        facts["received"] = chinese_date(review_received_on)
        key, after = (
            "after_review_dated",
            days_after(review_received_on, suit.days_after_review, calendar),
        )
    found.append(row("复议后提起行政诉讼", key, after, suit.after_review_basis))
    return tuple(found)


def _text(
    block: Rights,
    on: date,
    respondent: Respondent,
    link: str | None,
    scheme: CourtScheme,
    paper: str,
) -> str:
    """``link`` is None for a paper not served on line."""
    texts = data.table("remedy-rights")["text"]
    if block is Rights.NONE:
        return ""
    if block is Rights.FEE:
        return str(texts["fee"])
    review = review_rule(on)
    facts = {"paper": paper, "body": "或者".join(review_body(respondent, on=on))}
    if block is Rights.APPEAL:
        return str(texts["appeal"]).format(**facts)
    facts |= {"court": court(respondent, on=on, scheme=scheme)}
    words = str(texts[block.value]).format(**facts, **_numbers(review, suit_rule(on)))
    if link is None or not review.online_link:
        return words
    if not link.strip():
        raise Refusal(
            "网上送达的答复没有写明网上申请行政复议的地址",
            article=review.link_basis,
            remedy="请在机关资料里填写复议机关的网上申请地址",
        )
    return words + str(texts["link"]).format(link=link)


def _numbers(review: ReviewRule, suit: SuitRule) -> dict[str, object]:
    return {"days": review.days, "months": suit.months, "after": suit.days_after_review}
