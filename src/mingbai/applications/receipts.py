"""登记回执: kept with **** instead of the code; the applicant's copy carries it (ABU-04)."""

from datetime import datetime

from mingbai.applications import clock, notices, papers
from mingbai.applications.models import Application, Paper
from mingbai.audit.actors import Acting
from mingbai.documents.paper import Paper as Words
from mingbai.rules.explain import sentence
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.receipt import Channel

HIDDEN = "****"
_BASIS = {
    Channel.FACE: "当面提交的，以提交之日为收到申请之日。",
    Channel.ORAL: "口头提出、由工作人员代为填写的，以填写之日为收到申请之日。",
    Channel.POST: "以邮寄方式提交、需要签收的，以行政机关签收之日为收到申请之日。",
    Channel.LETTER: "以平常信函提交的，以行政机关与申请人确认之日为收到申请之日。",
    Channel.FAX: "以传真提交的，以双方确认之日为收到申请之日。",
    Channel.WEB: "通过互联网提交的，以双方确认之日为收到申请之日。",
    Channel.EMAIL: "以电子邮件提交的，以双方确认之日为收到申请之日。",
}


def why_received(application: Application) -> str:
    """Why the case counts as received on its day (第三十一条)."""
    rule = _BASIS[Channel(application.filing.channel)]
    method = application.filing.confirm_method
    how = f"确认方式：{method}。" if method else ""
    return f"{rule}{how}依据《政府信息公开条例》第三十一条。"


def why_due(application: Application) -> str:
    """How the day to reply is counted, in one sentence."""
    return sentence(clock.explanation(application))


def archive(application: Application, *, by: Acting, at: datetime) -> Paper | None:
    """Keep the receipt of a received case, without the code; None before it is received."""
    if application.received_on is None or application.due_on is None:
        return None
    facts = _facts(application, HIDDEN)
    return papers.issue(application, "receipt", facts, by=by, at=at, on=application.received_on)


def copy_for(application: Application, code: str) -> Words | None:
    """The applicant's own copy with his code, made anew and kept nowhere."""
    if application.received_on is None or application.due_on is None:
        return None
    facts = _facts(application, code)
    return papers.compose(application, "receipt", facts, number="", on=application.received_on)


def _facts(application: Application, code: str) -> dict[str, str]:
    due = application.due_on
    return {
        "received_basis": why_received(application),
        "due_explained": why_due(application),
        "due_on": chinese_date(due) if due else "",
        "query_code": code,
        "status_url": notices.status_url(application.organ),
    }
