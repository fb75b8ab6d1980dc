"""What a reviewer reads: the difference from the version read before, then the whole (SM-4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from mingbai.applications import drafts, papers
from mingbai.applications.desk import queries
from mingbai.applications.models import Application, Reply
from mingbai.documents.paper import Paper
from mingbai.refusal import Refusal
from mingbai.rules import defence, readable
from mingbai.rules.draft import Draft

ADDED, REMOVED = "增", "删"


@dataclass(frozen=True)
class Seen:
    """A draft as its reader sees it: the paper or why there is none, doubts and hints."""

    paper: Paper | None
    lacks: str
    missing: tuple[Any, ...]
    doubts: tuple[Any, ...]
    hints: tuple[Any, ...]


def of(application: Application, *, on: date) -> dict[str, Any]:
    """The context of a review: ``reply``, ``read`` before, ``changes``, ``seen``, the file."""
    replies = list(application.replies.all())
    if not replies:
        return {}
    reply = max(replies, key=lambda each: each.number)
    draft = drafts.from_json(reply.content)
    read = queries.last_reviewed(replies, reply)
    return {
        "reply": reply,
        "read": read,
        "changes": list(_changes(application, read, draft, on)) if read else [],
        "seen": seen(application, draft, on=on),
        "draft": draft,
        "opinions": application.opinions.all(),
        "inquiries": application.inquiries.all(),
    }


def seen(application: Application, draft: Draft, *, on: date) -> Seen:
    """The draft as paper, and what is missing, doubtful or hard to read."""
    missing = tuple(defence.missing(draft, on=on))
    doubts = tuple(defence.doubts(draft))
    try:
        paper = compose(application, draft, on=on)
    except Refusal as refusal:
        return Seen(None, str(refusal), missing, doubts, ())
    own = "\n".join([draft.facts, draft.reasons, draft.weighing])
    return Seen(paper, "", missing, doubts, tuple(readable.readable(own)))


def compose(application: Application, draft: Draft, *, on: date) -> Paper:
    """The paper that the draft will become, without a number. Raises ``Refusal``."""
    facts = papers.reply_facts(application, draft, on=on)
    kind = defence.document_kind(draft.outcome)
    return papers.compose(application, kind, facts, number="", on=on)


def _changes(
    application: Application, read: Reply, draft: Draft, on: date
) -> Iterator[tuple[str, str]]:
    """Paragraphs taken away or added, as (mark, text)."""
    before = _lines(application, drafts.from_json(read.content), on)
    after = _lines(application, draft, on)
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag != "equal":
            yield from ((REMOVED, line) for line in before[a1:a2])
            yield from ((ADDED, line) for line in after[b1:b2])


def _lines(application: Application, draft: Draft, on: date) -> list[str]:
    """The draft as lines: its outcome and every slot of its paper."""
    facts = papers.reply_facts(application, draft, on=on)
    lines = [f"结果：{draft.outcome.label}"]
    lines += [line for text in facts.values() for line in text.splitlines() if line.strip()]
    if draft.classification:
        lines.append(f"定密依据（只入卷）：{draft.classification}")
    return lines
