"""The files of a draft: what each carries; one more, one less, in other order, masked."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.files import store
from mingbai.prose import pictures
from mingbai.records import actions, intake
from mingbai.records.content import FileRef
from mingbai.records.desk import work_draft, work_shown
from mingbai.records.models import Attachment, Draft, Record
from mingbai.records.queries import working
from mingbai.refusal import Refusal
from mingbai.rules.privacy import Policy, masked_html
from mingbai.scanning.copies import masked_copy

MOST = 100
HOWS = ("up", "down", "remove", "mask")


@dataclass(frozen=True)
class Row:
    """A file of the draft with what was taken away from it and what it carries."""

    number: int
    ref: FileRef
    kept: Attachment | None
    findings: list[dict[str, str]]

    @property
    def critical(self) -> bool:
        """Whether the gate will stop it."""
        return any(each["tone"] == "error" for each in self.findings)


def rows(found: Record, draft: Draft) -> list[Row]:
    """The files that the draft names, in their order."""
    known = working.attachments_by_hash(found)
    made = []
    for number, ref in enumerate(work_draft.files(draft)):
        kept = known.get((ref.name, ref.sha256))
        findings = [work_shown.finding(each) for each in kept.findings] if kept else []
        made.append(Row(number, ref, kept, findings))
    return made


def add(found: Record, draft: Draft, taken: intake.Taken, *, by: Post) -> Draft:
    """Keep the file and name it in the draft. Raises ``Refusal`` for a name twice, too many."""
    held = work_draft.files(draft)
    if any(each.name == taken.name for each in held):
        raise Refusal(f"已经有名为“{taken.name}”的附件", remedy="请改名后再上传，或者先去掉原来的")
    if len(held) >= MOST:
        raise Refusal(f"一件信息最多{MOST}个附件", remedy="请合并成压缩包")
    made = actions.attach(found.pk, taken, by=by, at=timezone.now())
    return work_draft.changed(found, draft, by=by, files=(*held, _ref(made)))


def arranged(found: Record, draft: Draft, number: int, how: str, *, by: Post) -> Draft:
    """The draft with a file moved ``up`` or ``down``, taken out (``remove``) or masked (``mask``).

    Raises ``Refusal`` where the file is not there any more, or no masked copy can be made.
    """
    held = list(work_draft.files(draft))
    if not 0 <= number < len(held):
        raise Refusal("这一附件已经不在稿件里", remedy="请刷新页面后再办")
    if how == "mask":
        held[number] = _masked(found, held[number], by=by)
    elif how == "remove":
        del held[number]
    else:
        other = number - 1 if how == "up" else number + 1
        if 0 <= other < len(held):
            held[number], held[other] = held[other], held[number]
    return work_draft.changed(found, draft, by=by, files=tuple(held))


def body_masked(found: Record, draft: Draft, *, by: Post, today: date) -> tuple[Draft, int]:
    """The draft with the values in its body starred, and how many there were."""
    body = draft.content.get("body", "")
    count = 0

    def star(text: str) -> str:
        nonlocal count
        masked = masked_html(text, today, policy(found))
        count = masked.count
        return masked.text

    starred = pictures.apart(body, star)
    return work_draft.changed(found, draft, by=by, body=starred) if count else draft, count


def policy(found: Record) -> Policy:
    """How the site masks ID numbers (PII-07)."""
    site = working.site_of(found.organ)
    return Policy(site.identity_mask) if site else Policy.LAST_FOUR


def _masked(found: Record, ref: FileRef, *, by: Post) -> FileRef:
    today = timezone.localdate()
    copy = masked_copy(store.get(ref.sha256), ref.name, today, policy(found))
    taken: Any = intake.take(copy.data, copy.name, today, use_cleaned=True)
    return _ref(actions.attach(found.pk, taken, by=by, at=timezone.now()))


def _ref(made: Attachment) -> FileRef:
    return FileRef(made.name, made.sha256, made.kind, made.size)
