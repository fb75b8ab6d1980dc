"""Drafting, reviewing, publishing: the only way anything becomes public."""

from datetime import datetime
from typing import Any

from django.db import transaction

from mingbai.accounts.models import Post
from mingbai.audit.actions import record as record_event
from mingbai.audit.canonical import canonical, digest
from mingbai.organs.models import Organ
from mingbai.records import gate, kinds, permissions
from mingbai.records.models import Conclusion, Publication, Record, Review, Version
from mingbai.refusal import Refusal

ARTICLE = "《政府信息公开条例》第十七条"


@transaction.atomic
def draft(
    *,
    organ: Organ,
    kind: str,
    key: str,
    title: str,
    content: dict[str, Any],
    by: Post,
    at: datetime,
) -> Version:
    """Fix a text as the next version of the record ``(organ, kind, key)``.

    ``content`` is what JSON can hold; the same title and content as the last version return that
    version.  Raises ``PermissionDenied``, and ``KeyError`` for a kind that kinds.toml lacks.
    """
    permissions.check_can_draft(by, organ)
    kinds.kind(kind)
    record, _ = Record.objects.get_or_create(
        organ=organ, kind=kind, key=key, defaults={"title": title}
    )
    record = Record.objects.select_for_update().get(pk=record.pk)
    body, last = canonical(content), record.versions.order_by("-number").first()
    if last and bytes(last.body) == body and last.title == title:
        return last
    if record.public_version_id is None and record.title != title:
        record.title = title
        record.save(update_fields=["title"])
    number = (last.number + 1) if last else 1
    version = Version(record=record, number=number, title=title, body=body, author=by, made_at=at)
    version.sha256 = version.computed_sha256()
    version.save(force_insert=True)
    record_event(
        "record.drafted",
        record,
        chain=organ.code,
        by=by,
        at=at,
        version=version.number,
        sha256=version.sha256,
    )
    return version


@transaction.atomic
def review(
    version: Version,
    *,
    conclusion: Conclusion,
    basis: str,
    opinion: str = "",
    by: Post,
    at: datetime,
) -> Review:
    """Give the next required review of a version; the role of ``by`` must be that of the step.

    Raises ``Refusal`` when the steps before are missing, when a newer version exists, when the
    person drafted this version or already reviewed it in another step.
    """
    record = Record.objects.select_for_update().get(pk=version.record_id)
    version = record.versions.get(pk=version.pk)
    step = gate.next_step(version)
    if step is None:
        raise Refusal("这一稿的各项审查均已通过", remedy="可以公开，或修改后重新送审")
    if record.versions.filter(number__gt=version.number).exists():
        raise Refusal("这一稿之后已有新稿", article=ARTICLE, remedy="请审查最新的一稿")
    permissions.check_can_review(by, version, step)
    made = Review.objects.create(
        version=version,
        step=step.id,
        conclusion=conclusion,
        basis=basis,
        opinion=opinion,
        reviewer=by,
        at=at,
    )
    record_event(
        "record.reviewed",
        record,
        chain=record.organ.code,
        by=by,
        at=at,
        version=version.number,
        step=step.id,
        conclusion=str(conclusion),
        opinion=digest(opinion),
    )
    return made


@transaction.atomic
def publish(version: Version, *, by: Post, at: datetime) -> Publication:
    """The one gate: make a version public, if at this instant nothing stands in its way.

    Raises ``Refusal`` naming what is missing.  ``first_public_at`` is set once and never again.
    """
    record = Record.objects.select_for_update().select_related("organ").get(pk=version.record_id)
    version = record.versions.get(pk=version.pk)
    permissions.check_can_publish(by, record.organ)
    if obstacle := gate.obstacle(version):
        raise Refusal(obstacle, article=ARTICLE, remedy="请先完成各项审查")
    if record.public_version_id == version.pk:
        raise Refusal("这一稿已经公开")
    publication = Publication.objects.create(version=version, by=by, at=at)
    record.public_version, record.title = version, version.title
    record.first_public_at = record.first_public_at or at
    record.save(update_fields=["public_version", "title", "first_public_at"])
    record_event(
        "record.published",
        record,
        chain=record.organ.code,
        by=by,
        at=at,
        version=version.number,
        sha256=version.sha256,
    )
    return publication
