"""The answer: draft, legal and secrecy review, signature, by different people (Arts 17, 45)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mingbai.accounts.models import Post
from mingbai.applications import drafts, internal_forms, on_file, papers
from mingbai.applications.actions.frame import begin, conclude, finish, keep_note, needed, own_post
from mingbai.applications.actions.ledger import day_of
from mingbai.applications.models import Application, Delivery, Paper, Reply, ReplyReview, Step
from mingbai.applications.stages import Move, Stage
from mingbai.audit.actors import Acting
from mingbai.audit.canonical import canonical, digest
from mingbai.refusal import Refusal
from mingbai.rules import defence
from mingbai.rules.draft import Draft
from mingbai.rules.report.outcomes import Outcome

ARTICLE = "《政府信息公开条例》第十七条、第四十五条"
AT_ONCE = frozenset({Outcome.ALREADY_PUBLIC, Outcome.PUBLICATION})
_STEPS = {
    Stage.LEGAL_REVIEW: Step.LEGAL,
    Stage.SECRECY_REVIEW: Step.SECRECY,
    Stage.SIGNING: Step.SIGNATURE,
}


@transaction.atomic
def draft(application_id: UUID, *, draft: Draft, by: Acting, at: datetime) -> Reply:
    """Keep a draft as the next version; an unchanged one is not kept again.

    One that was reviewed is: the reviews belong to one version, and begin anew with the next.
    """
    application = begin(application_id, Move.DRAFT, by=by, today=day_of(at))
    reply = _version(application, draft, by=own_post(by), at=at)
    finish(application, Move.DRAFT, by=by, at=at, number=reply.number, sha256=reply.sha256)
    return reply


@transaction.atomic
def answer_at_once(application_id: UUID, *, draft: Draft, by: Acting, at: datetime) -> Application:
    """Tell on the spot where public information is found (第三十三条第一款); nothing is supplied.

    Only for what is already public or in print: whatever is supplied goes through the reviews.
    """
    today = day_of(at)
    application = begin(application_id, Move.ANSWER_AT_ONCE, by=by, today=today)
    if draft.outcome not in AT_ONCE:
        labels = "、".join(outcome.label for outcome in AT_ONCE)
        raise Refusal(
            f"“{draft.outcome.label}”不能当场答复",
            article=ARTICLE,
            remedy=f"只有{labels}可以当场答复；其他答复须经审查、签发",
        )
    _defensible(application, draft, today)
    officer = own_post(by)
    reply = _version(application, draft, by=officer, at=at)
    paper = _issue(application, reply, draft, by=by, at=at)
    Delivery.objects.create(
        paper=paper,
        method="direct",
        signed_on=today,
        served_on=today,
        in_time=application.due_on is None or today <= application.due_on,
        by=officer,
        at=at,
    )
    conclude(application, draft.outcome, today)
    return finish(application, Move.ANSWER_AT_ONCE, by=by, at=at, outcome=draft.outcome.value)


@transaction.atomic
def submit_draft(application_id: UUID, *, by: Acting, at: datetime) -> Application:
    """Give the last draft to the reviews; what cannot be defended is not sendable.

    Raises ``Refusal`` naming everything that is missing.
    """
    today = day_of(at)
    application = begin(application_id, Move.SUBMIT_DRAFT, by=by, today=today)
    reply = latest(application)
    kept = drafts.from_json(reply.content)
    _defensible(application, kept, today)
    # 能写成文书才送审：缺一项必须写明的内容就在这里说
    kind = defence.document_kind(kept.outcome)
    papers.compose(
        application, kind, papers.reply_facts(application, kept, on=today), number="", on=today
    )
    return finish(application, Move.SUBMIT_DRAFT, by=by, at=at, sha256=reply.sha256)


@transaction.atomic
def pass_legal(
    application_id: UUID, *, opinion: str = "", basis: str = "", by: Acting, at: datetime
) -> Application:
    """The legal review of exactly this draft is passed."""
    return _pass(application_id, Move.PASS_LEGAL, opinion, basis, by=by, at=at)


@transaction.atomic
def pass_secrecy(
    application_id: UUID, *, opinion: str = "", basis: str = "", by: Acting, at: datetime
) -> Application:
    """The secrecy review of exactly this draft is passed (第十七条, SM-4)."""
    return _pass(application_id, Move.PASS_SECRECY, opinion, basis, by=by, at=at)


@transaction.atomic
def send_back(application_id: UUID, *, opinion: str, by: Acting, at: datetime) -> Application:
    """A reviewer or the signer returns the draft with his opinion."""
    application = begin(application_id, Move.SEND_BACK, by=by, today=day_of(at))
    step = _STEPS[Stage(application.stage)]
    text = needed(opinion, "退回的意见", most=500)
    reply = latest(application)
    ReplyReview.objects.create(
        reply=reply, step=step, passed=False, opinion=text, by=own_post(by), at=at
    )
    return finish(application, Move.SEND_BACK, by=by, at=at, step=step.value, opinion=digest(text))


@transaction.atomic
def sign(application_id: UUID, *, opinion: str = "", by: Acting, at: datetime) -> Application:
    """Sign the reviewed draft: it gets its number, its words are fixed, 审批单 goes on file."""
    application = begin(application_id, Move.SIGN, by=by, today=day_of(at))
    reply = latest(application)
    passed = set(reply.reviews.filter(passed=True).values_list("step", flat=True))
    if not {Step.LEGAL, Step.SECRECY} <= passed:
        raise Refusal("这一稿没有经过全部审查", article=ARTICLE, remedy="请退回，重新送审")
    signer = check_third(reply, by)
    kept = drafts.from_json(reply.content)
    _defensible(application, kept, day_of(at))
    ReplyReview.objects.create(
        reply=reply, step=Step.SIGNATURE, passed=True, opinion=opinion.strip(), by=signer, at=at
    )
    paper = _issue(application, reply, kept, by=by, at=at)
    approval = internal_forms.approval(application, reply, kept)
    papers.issue(application, internal_forms.APPROVAL, approval, by=by, at=at, on=day_of(at))
    return finish(application, Move.SIGN, by=by, at=at, sha256=paper.sha256)


@transaction.atomic
def recall(application_id: UUID, *, reason: str, by: Acting, at: datetime) -> Application:
    """Take back a signed paper before it is served; its number stays void, so does 审批单."""
    application = begin(application_id, Move.RECALL, by=by, today=day_of(at))
    sha = keep_note(application, Move.RECALL, reason, "收回的原因", by=by, at=at)
    paper = application.papers.filter(reply=latest(application), voided_at=None).get()
    approval = application.papers.filter(kind=internal_forms.APPROVAL).order_by("-at")[:1]
    for each in (paper, *approval):
        each.voided_at = at
        each.save(update_fields=["voided_at"])
    return finish(application, Move.RECALL, by=by, at=at, reason=sha)


def latest(application: Application) -> Reply:
    """The last draft. Raises ``Refusal`` when there is none."""
    reply = application.replies.order_by("-number").first()
    if reply is None:
        raise Refusal("还没有起草答复", remedy="请先起草答复")
    return reply


def _pass(
    application_id: UUID, move: Move, opinion: str, basis: str, *, by: Acting, at: datetime
) -> Application:
    application = begin(application_id, move, by=by, today=day_of(at))
    step = _STEPS[Stage(application.stage)]
    reply = latest(application)
    ReplyReview.objects.create(
        reply=reply,
        step=step,
        passed=True,
        opinion=opinion.strip(),
        basis=basis.strip(),
        by=check_third(reply, by),
        at=at,
    )
    return finish(application, move, by=by, at=at, sha256=reply.sha256)


def check_third(reply: Reply, by: Acting) -> Post:
    """Author, reviewers and signer are different people (SM-4); Refusal for one of them again."""
    post = own_post(by)
    if reply.author.user_id == post.user_id:
        raise Refusal("起草人不能审查、签发自己的稿件", article=ARTICLE, remedy="请由另一人办理")
    done = reply.reviews.filter(passed=True, by__user=post.user_id).first()
    if done:
        raise Refusal(
            f"您已经办过这一稿的{done.get_step_display()}", article=ARTICLE, remedy="请由另一人办理"
        )
    return post


def _version(application: Application, draft: Draft, *, by: Post, at: datetime) -> Reply:
    content = drafts.as_json(draft)
    last = application.replies.order_by("-number").first()
    sha256 = digest(canonical(content).decode())
    if last and last.sha256 == sha256 and not (last.reviews.exists() or last.papers.exists()):
        return last
    return Reply.objects.create(
        application=application,
        number=last.number + 1 if last else 1,
        outcome=draft.outcome.value,
        content=content,
        sha256=sha256,
        author=by,
        at=at,
    )


def _issue(
    application: Application, reply: Reply, draft: Draft, *, by: Acting, at: datetime
) -> Paper:
    today = day_of(at)
    facts = papers.reply_facts(application, draft, on=today)
    kind = defence.document_kind(draft.outcome)
    return papers.issue(application, kind, facts, by=by, at=at, on=today, reply=reply)


def _defensible(application: Application, draft: Draft, on: date) -> None:
    on_file.check(application, draft)
    gaps = defence.missing(draft, on=on)
    if gaps:
        first = gaps[0]
        reason = "；".join(gap.reason.rstrip("。") for gap in gaps)
        raise Refusal(f"答复还缺少要件：{reason}", article=first.article, remedy=first.remedy)
