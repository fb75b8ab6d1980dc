"""动态调整: what is not public is looked at again, and made public when it may be (第十八条)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mingbai.accounts.models import Post
from mingbai.audit.actions import record as record_event
from mingbai.audit.canonical import digest
from mingbai.records import permissions
from mingbai.records.actions import drafting, fixing
from mingbai.records.actions.locking import locked
from mingbai.records.content import OPEN
from mingbai.records.models import Evaluation, Record
from mingbai.records.queries.evaluations import is_settled
from mingbai.refusal import Refusal

ARTICLE = "《政府信息公开条例》第十八条"
CLOSED_BY = ("openness", "openness_ground", "openness_reason")


@transaction.atomic
def evaluate(
    record_id: UUID, *, conclusion: str, opinion: str, by: Post, at: datetime
) -> Evaluation:
    """Record the evaluation of what was settled not to be public.

    With ``open`` it becomes a draft for proactive publication, to be reviewed as any other.
    Raises ``PermissionDenied``; ``Refusal`` for another record and without a reason.
    """
    record = locked(record_id, None, may=permissions.check_can_draft, by=by, at=at)
    check_settled(record)
    if conclusion not in Evaluation.Conclusion.values:
        raise Refusal("没有这一结论", remedy="请从列表中选择")
    if not opinion.strip():
        raise Refusal("请写明评估的理由", article=ARTICLE)
    version = record.versions.latest("number")
    made = Evaluation.objects.create(
        record=record,
        version=version,
        conclusion=conclusion,
        opinion=opinion.strip(),
        by=by,
        at=at,
    )
    record_event(
        "record.evaluated",
        record,
        chain=record.organ.code,
        by=by,
        at=at,
        version=version.number,
        conclusion=conclusion,
        opinion=digest(opinion.strip()),
    )
    if conclusion == Evaluation.Conclusion.OPEN:
        _reopen(record, by=by, at=at)
    return made


def check_settled(record: Record) -> None:
    """Raises ``Refusal`` unless the text passed its reviews as one that is not public."""
    if record.openness in ("", OPEN):
        raise Refusal("本件的公开属性是主动公开，不用评估", article=ARTICLE)
    if not is_settled(record):
        raise Refusal("本件还没有定稿，不用评估", article=ARTICLE, remedy="请先完成各项审查")


def _reopen(record: Record, *, by: Post, at: datetime) -> None:
    """A draft of the same text that is to be public; the reviews begin anew."""
    drafting.recall(record.pk, by=by, at=at)
    record.refresh_from_db()
    draft = fixing.draft_of(record, by=by, at=at)
    content = {key: value for key, value in draft.content.items() if key not in CLOSED_BY}
    drafting.save(
        record.pk, edition=draft.edition, title=draft.title, content=content, by=by, at=at
    )
