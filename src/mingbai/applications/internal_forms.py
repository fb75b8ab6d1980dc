"""The office's own forms for the file: 审批单 of a signed reply, 送达回证 of its service.

They go to nobody: no number, no addressee, no delivery, and no guard counts them.
"""

from datetime import date, datetime

from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.applications import papers, reply_words
from mingbai.applications.models import Applicant, Application, ObtainChannel, Paper, Reply, Step
from mingbai.documents.kinds import KINDS
from mingbai.organs.queries import profile_of
from mingbai.rules.draft import Draft
from mingbai.rules.legal_days import chinese_date
from mingbai.rules.report.outcomes import Outcome
from mingbai.rules.service import Method

APPROVAL, SERVICE = "approval_form", "service_receipt"
INTERNAL = frozenset(code for code, kind in KINDS.items() if kind.form)


def approval(application: Application, reply: Reply, draft: Draft) -> dict[str, str]:
    """The slots of 审批单: what is answered, who said what of this version, on which day.

    One view a step, that of the passed review (条例第十七条).
    """
    label = Outcome(reply.outcome).label
    ground = reply_words.ground(draft)
    summary = f"拟答复“{label}”，依据{ground}。" if ground else f"拟答复“{label}”。"
    due = application.due_on
    passed = reply.reviews.filter(passed=True).select_related("by__user")
    views = {review.step: review for review in passed}

    def view(step: Step) -> str:
        found = views[step]
        words = "；".join(
            part for part in (found.opinion.rstrip("。") or "同意", found.basis) if part
        )
        return _said(words, found.by, found.at)

    return {
        "draft_summary": summary,
        "due_on": chinese_date(due) if due else "没有确定期限",
        "handler_view": _said(f"建议答复“{label}”", reply.author, reply.at),
        "legal_view": view(Step.LEGAL),
        "secrecy_view": view(Step.SECRECY),
        "signer_view": view(Step.SIGNATURE),
        "consultation": "\n".join(
            f"{each.unit}{each.person}（{each.get_capacity_display()}，{chinese_date(each.on)}）："
            f"{each.text}"
            for each in application.opinions.all()
        ),
    }


def service(
    application: Application,
    paper: Paper,
    way: Method,
    *,
    posted_on: date | None,
    signed_on: date | None,
    tracking: str,
) -> dict[str, str]:
    """The slots of 送达回证 for a paper handed over or posted (国办公开办函〔2016〕235号)."""
    done = []
    if posted_on:
        done.append(f"{chinese_date(posted_on)}交邮，邮件号码{tracking.strip()}")
    if signed_on:
        done.append(f"{chinese_date(signed_on)}签收")
    return {
        "served_paper": f"{KINDS[paper.kind].name}（{paper.number}）",
        "recipient": papers.applicant_name(application),
        "service_address": _address(application, way, on=paper.on),
        "service_method": way.label,
        "service_result": f"{'，'.join(done)}。" if done else "",
    }


def _address(application: Application, way: Method, *, on: date) -> str:
    """Where it was handed over: the applicant's address, or our office where he came himself."""
    found = Applicant.objects.filter(application=application).first()
    own = found.address if found else ""
    if way is Method.POST:
        return own or "以邮件详情单所载地址为准"
    if own and application.filing.obtain_channel != ObtainChannel.COLLECT:
        return own
    return profile_of(papers.organ_on(application, on)).address or "本机关办公地点"


def _said(words: str, by: Post, at: datetime) -> str:
    day = chinese_date(timezone.localdate(at))
    return f"{words.rstrip('。')}。（{by.user.name}，{day}）"
