"""What an application must hold (条例第二十九条第二款), and nothing more: purpose is not asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingbai.applications.facts import Problem
from mingbai.applications.models import ObtainChannel, ObtainMethod
from mingbai.files.text import tidy
from mingbai.organs.models import Organ
from mingbai.refusal import Refusal
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.privacy.redacting import redacted
from mingbai.rules.report.outcomes import ApplicantKind

ARTICLE = "《政府信息公开条例》第二十九条第二款"
SUBJECT = 60
LONGEST = 20_000


@dataclass(frozen=True)
class Person:
    """Who asks; ``identity`` is the number of the paper that proves it, one contact is needed."""

    kind: ApplicantKind
    name: str
    identity: str
    identity_kind: str = "id_card"
    phone: str = ""
    email: str = ""
    address: str = ""
    agent: str = ""
    agent_identity: str = ""
    agent_phone: str = ""

    def columns(self) -> dict[str, Any]:
        """The columns of ``Applicant``, tidied."""
        names = ["name", "identity", "phone", "email", "address"]
        names += ["agent", "agent_identity", "agent_phone"]
        return {name: tidy(getattr(self, name)) for name in names} | {
            "identity_kind": self.identity_kind
        }


@dataclass(frozen=True)
class Request:
    """What is asked and in which form it is wanted."""

    description: str
    obtain_method: ObtainMethod
    obtain_channel: ObtainChannel
    document_number: str = ""
    features: str = ""
    needs_help: bool = False

    def columns(self) -> dict[str, Any]:
        """The columns of ``Filing``."""
        return {
            "description": self.description.strip(),
            "features": self.features.strip(),
            "document_number": tidy(self.document_number),
            "obtain_method": self.obtain_method,
            "obtain_channel": self.obtain_channel,
            "needs_help": self.needs_help,
        }


def subject_of(description: str, *, today: date) -> str:
    """The first words of a description for lists and the ledger, numbers of persons masked."""
    text = tidy(redacted(description, today))
    return text if len(text) <= SUBJECT else text[: SUBJECT - 1] + "…"


def problems(person: Person, request: Request, *, organ: Organ, today: date) -> Iterator[Problem]:
    """What keeps the form from being filed, in the order of the form."""
    if organ.active_to and organ.active_to < today:
        heir = organ.successor.name if organ.successor else "承继机关"
        reason = f"{organ.name}已于{chinese_date(organ.active_to)}撤并"
        yield Problem("organ", Refusal(reason, article=ARTICLE, remedy=f"请向{heir}提出申请"))
    yield from _person(person)
    yield from _request(request, person)


def check(person: Person, request: Request, *, organ: Organ, today: date) -> None:
    """Raises the first of ``problems``."""
    for problem in problems(person, request, organ=organ, today=today):
        raise problem.refusal


def _person(person: Person) -> Iterator[Problem]:
    if not person.name.strip():
        yield _missing("name", "申请人的姓名或者名称")
    if not person.identity.strip():
        yield _missing("identity", "身份证明的号码")
    if not any(text.strip() for text in (person.phone, person.email, person.address)):
        reason = "没有填写联系方式"
        remedy = "电话、电子邮箱、通信地址至少填写一项"
        yield Problem("phone", Refusal(reason, article=ARTICLE + "第（一）项", remedy=remedy))
    if person.agent.strip() and not person.agent_identity.strip():
        yield _missing("agent_identity", "代理人身份证明的号码")


def _request(request: Request, person: Person) -> Iterator[Problem]:
    text = request.description.strip()
    if not text:
        yield _missing("description", "所需信息的名称、文号或者其他特征")
    if len(text) > LONGEST:
        reason = f"所需信息的内容有{len(text)}个字，超过{LONGEST}个字"
        yield Problem("description", Refusal(reason, remedy="请缩短，或者把材料作为附件提交"))
    needs = {
        ObtainChannel.EMAIL: ("email", "选择用电子邮件获取，但没有填写电子邮箱"),
        ObtainChannel.POST: ("address", "选择邮寄，但没有填写通信地址"),
    }
    if need := needs.get(request.obtain_channel):
        field, reason = need
        if not getattr(person, field).strip():
            yield Problem(field, Refusal(reason, article=ARTICLE + "第（三）项", remedy="请补填"))
    on_paper = request.obtain_method in (ObtainMethod.PAPER, ObtainMethod.COPY)
    if request.obtain_channel in (ObtainChannel.ONLINE, ObtainChannel.EMAIL) and on_paper:
        label = ObtainMethod(request.obtain_method).label
        reason = f"{label}不能通过网络获取"
        remedy = "请把途径改为邮寄或者自行领取，或者把方式改为电子文件"
        yield Problem("obtain_channel", Refusal(reason, article=ARTICLE, remedy=remedy))


def _missing(field: str, label: str) -> Problem:
    return Problem(field, Refusal(f"没有填写{label}", article=ARTICLE, remedy=f"请填写{label}"))
