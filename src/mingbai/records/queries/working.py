"""Reads for the page of one record: the record, its versions, what may be chosen for it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from mingbai.accounts.models import Post, User
from mingbai.organs.models import Organ, Site
from mingbai.prose.pictures import KINDS
from mingbai.records.kinds import data
from mingbai.records.models import (
    Attachment,
    Column,
    Override,
    Record,
    Relation,
    Version,
    Withdrawal,
)

MOST = 20


@dataclass(frozen=True)
class Linked:
    """A relation as one of its ends sees it; ``own`` if it was made from this end.

    ``open``: the other is public, or the officer sees it; its title is told only then.
    """

    id: int
    label: str
    other: Record
    own: bool
    open: bool

    @property
    def title(self) -> str:
        """The title of the other record, where it may be told."""
        return self.other.title if self.open else "（现在没有公开的信息）"


def with_facts(visible: QuerySet[Record]) -> QuerySet[Record]:
    """Records with what their page shows of them."""
    return visible.select_related("organ", "column", "officer__user", "public_version", "draft")


def posts_of(user: User, *, today: date) -> list[Post]:
    """The posts that the person holds today."""
    return list(Post.objects.held(today).filter(user=user).select_related("organ", "user"))


def site_of(organ: Organ) -> Site | None:
    """The nearest site that shows the organ."""
    roots = organ.path.rstrip("/").split("/")
    return Site.objects.filter(root__code__in=roots).order_by("-root__path").first()


def column_choices(organ: Organ) -> list[tuple[str, str]]:
    """Code and name of the open columns of the organ's site that take records of this organ."""
    site = site_of(organ)
    own = Q(organ=None) | Q(organ=organ)
    rows = Column.objects.filter(own, site=site, closed_on=None).exclude(kind=Column.Kind.GROUP)
    return [
        (row.code, f"{row.parent.name} / {row.name}" if row.parent else row.name)
        for row in rows.select_related("parent")
    ]


def versions_of(record: Record) -> list[Version]:
    """Every version, the newest first, with author and publication, without its text."""
    rows = record.versions.select_related("author__user", "publication__by__user")
    return list(rows.defer("body").order_by("-number"))


def last_version(record: Record) -> Version | None:
    """The newest version with its text and its reviews."""
    found = (
        record.versions.select_related("author__user", "batch")
        .prefetch_related("reviews__reviewer__user")
        .order_by("-number")
        .first()
    )
    if found:
        found.record = record
    return found


def numbered(record: Record, number: int) -> Version | None:
    """The version of that number."""
    found = record.versions.select_related("author__user").filter(number=number).first()
    if found:
        found.record = record
    return found


def before(version: Version) -> Version | None:
    """What the version is to be compared with: the last one that was public, or reviewed, or made.

    A reviewer looks at what changed since then first.
    """
    earlier = Version.objects.filter(record=version.record_id, number__lt=version.number)
    seen = earlier.filter(Q(publication__isnull=False) | Q(reviews__isnull=False))
    return seen.order_by("-number").first() or earlier.order_by("-number").first()


def attachment(record: Record, file_id: int) -> Attachment | None:
    """A file brought to this record."""
    return record.attachments.filter(pk=file_id).first()


def attachments_by_hash(record: Record) -> dict[tuple[str, str], Attachment]:
    """The files brought to this record, by name and hash; the newest of equals."""
    return {(each.name, each.sha256): each for each in record.attachments.order_by("pk")}


def pictures_of(record: Record) -> list[Attachment]:
    """The pictures brought to this record, each content once, in their order."""
    rows = record.attachments.filter(kind__in=KINDS).order_by("-pk")
    return list({(each.sha256, each.kind): each for each in rows}.values())[::-1]


def picture(record: Record, sha256: str, kind: str) -> Attachment | None:
    """A picture brought to this record, by its hash."""
    return record.attachments.filter(sha256=sha256, kind=kind).order_by("pk").first()


def undecided_withdrawal(record: Record) -> Withdrawal | None:
    """The withdrawal that waits for a second person."""
    found = record.withdrawals.select_related("asked_by__user").filter(decided_at=None).first()
    if found:
        found.record = record
    return found


def withdrawals_of(record: Record) -> list[Withdrawal]:
    """Every withdrawal, the newest first."""
    return list(record.withdrawals.select_related("asked_by__user", "decided_by__user"))[::-1]


def overrides_of(version: Version) -> list[Override]:
    """What was asked to be allowed in this version, and what was decided."""
    rows = version.overrides.select_related("asked_by__user", "allowed_by__user")
    found = list(rows.order_by("-pk"))
    for each in found:
        each.version = version
    return found


def relations_of(record: Record, visible: QuerySet[Record]) -> list[Linked]:
    """The relations in force, from both ends; what another organ only drafts is not told."""
    rows = Relation.objects.filter(Q(source=record) | Q(target=record), ended_at=None)
    found = []
    for row in rows.select_related("source__organ", "target__organ"):
        own = row.source_id == record.pk
        other = row.target if own else row.source
        seen = other.is_public or visible.filter(pk=other.pk).exists()
        if own or seen:
            label = data("relations")[row.kind]["out" if own else "in"]
            found.append(Linked(row.pk, label, other, own, seen))
    return found


def validity_changes_of(record: Record) -> list[Any]:
    """What became of the document's validity, in order."""
    return list(record.validity_changes.select_related("basis_record", "by__user"))


def own_relation(record: Record, relation_id: int) -> Relation | None:
    """A relation in force that was made from this record."""
    return Relation.objects.filter(pk=relation_id, source=record, ended_at=None).first()


def to_relate(
    visible: QuerySet[Record], words: str, *, without: UUID, chosen: UUID | None = None
) -> list[Record]:
    """Records found by words of the title, 文号 or 索引号, of the officer's reach or public.

    What was ``chosen`` before stands at the head.
    """
    kept = related_to(visible, chosen) if chosen and chosen != without else None
    text = words.strip()
    if not text:
        return [kept] if kept else []
    named = Q()
    for word in text.split():
        named &= Q(title__icontains=word) | Q(doc_no__icontains=word)
    rows = _in_reach(visible).filter(named | Q(index_no__iexact=text)).exclude(pk=without)
    rows = rows.select_related("organ").order_by("-changed_at")
    found = [row for row in rows[:MOST] if kept is None or row.pk != kept.pk]
    return [kept, *found] if kept else found


def related_to(visible: QuerySet[Record], key: UUID) -> Record | None:
    """A record that may be the other end: public, or one the officer sees."""
    return _in_reach(visible).filter(pk=key).select_related("organ").first()


def _in_reach(visible: QuerySet[Record]) -> QuerySet[Record]:
    return Record.objects.filter(Q(public_version__isnull=False) | Q(pk__in=visible.values("pk")))
