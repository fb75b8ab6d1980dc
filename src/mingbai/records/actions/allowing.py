"""Allowing what the privacy gate found, by two people, with reason and basis (PII-06)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mingbai.accounts.models import Post
from mingbai.audit.actions import record as record_event
from mingbai.audit.canonical import digest
from mingbai.records import permissions, privacy
from mingbai.records.actions.locking import locked
from mingbai.records.models import Override, Record, Version
from mingbai.refusal import Refusal

ARTICLE = "《个人信息保护法》第十三条；《政府信息公开条例》第十五条"


@transaction.atomic
def ask_to_allow(version: Version, *, reason: str, basis: str, by: Post, at: datetime) -> Override:
    """Ask that exactly what was found in this version may be published.

    Raises ``Refusal`` without a reason or a legal basis, and where nothing critical was found.
    """
    record = locked(version.record_id, None, may=permissions.check_can_draft, by=by, at=at)
    version = record.versions.select_related("author").get(pk=version.pk)
    version.record = record
    scan = privacy.look(version, today=timezone.localdate(at))
    if not scan.critical:
        raise Refusal("这一稿没有须放行的发现")
    if not reason.strip() or not basis.strip():
        raise Refusal(
            "请写明理由和法律依据", article=ARTICLE, remedy="没有法定依据的，请改用遮盖后的内容"
        )
    waiting = Override.objects.filter(version=version, findings=scan.sha256, allowed_at=None)
    if waiting.exists():
        raise Refusal("这一稿的放行已经提出，正待保密审查岗位决定")
    made = Override.objects.create(
        version=version,
        findings=scan.sha256,
        reason=reason.strip(),
        basis=basis.strip(),
        asked_by=by,
        asked_at=at,
    )
    _event("record.override_asked", made, by=by, at=at, critical=scan.critical)
    return made


@transaction.atomic
def allow(override_id: int, *, by: Post, at: datetime) -> Override:
    """Allow by a second person of the secrecy review."""
    return _decide(override_id, refused=False, verb="record.override_allowed", by=by, at=at)


@transaction.atomic
def refuse_to_allow(override_id: int, *, by: Post, at: datetime) -> Override:
    """Refuse by a second person of the secrecy review."""
    return _decide(override_id, refused=True, verb="record.override_refused", by=by, at=at)


def _decide(override_id: int, *, refused: bool, verb: str, by: Post, at: datetime) -> Override:
    found = Override.objects.select_related(
        "version__record__organ", "version__author", "asked_by"
    ).get(pk=override_id)
    permissions.check_held(by, at)
    permissions.check_can_allow(by, found)
    Record.objects.select_for_update().get(pk=found.version.record_id)
    fresh = Override.objects.select_for_update().get(pk=override_id)
    if fresh.allowed_at is not None:
        raise Refusal("这一放行已经有了决定")
    fresh.allowed_by, fresh.allowed_at, fresh.refused = by, at, refused
    fresh.save()
    fresh.version = found.version
    _event(verb, fresh, by=by, at=at)
    return fresh


def _event(verb: str, override: Override, *, by: Post, at: datetime, **codes: int) -> None:
    record = override.version.record
    record_event(
        verb,
        record,
        chain=record.organ.code,
        by=by,
        at=at,
        version=override.version.number,
        findings=override.findings,
        reason=digest(override.reason),
        basis=digest(override.basis),
        **codes,
    )
