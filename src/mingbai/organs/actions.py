"""Establishing, renaming, moving, merging organs: the only writers of the tree."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from mingbai.audit.actions import record
from mingbai.audit.canonical import digest
from mingbai.organs.models import FormerName, Organ, Profile, Site
from mingbai.organs.permissions import Arranger, check_can_arrange
from mingbai.refusal import Refusal

SUCCESSION = "《行政诉讼法》第二十六条第六款"
AMENDABLE = ("name", "short_name", "kind", "credit_code", "position", "ledger_from")


@transaction.atomic
def establish(*, by: Arranger, at: datetime, parent: Organ | None, **facts: object) -> Organ:
    """Create an organ below ``parent``; facts are the fields of ``Organ``.

    Raises ``ValidationError`` when a field does not hold, ``Refusal`` below one that has ended.
    """
    check_can_arrange(by, parent)
    if parent:
        parent = _locked(parent)
        _must_exist(parent)
    organ = Organ(parent=parent, **facts)
    organ.path = (parent.path if parent else "") + f"{organ.code}/"
    organ.full_clean()
    organ.save(force_insert=True)
    above = parent.code if parent else ""
    name = digest(organ.name)
    record("organ.established", organ, chain=organ.code, by=by, at=at, name=name, parent=above)
    return organ


@transaction.atomic
def amend(
    organ: Organ, *, since: date, by: Arranger, at: datetime, facts: Mapping[str, object]
) -> Organ:
    """Change the facts of an organ from a day on; a name given up is kept with its last day.

    ``facts`` may hold the fields of ``AMENDABLE``.  Raises ``ValidationError``, and ``Refusal``
    for an organ that has ended and for a day to come.
    """
    check_can_arrange(by, organ)
    organ = _locked(organ)
    _must_exist(organ)
    _must_not_lie_ahead(since, at)
    before = {key: getattr(organ, key) for key in AMENDABLE}
    changed = [key for key in AMENDABLE if key in facts and facts[key] != before[key]]
    if not changed:
        return organ
    for key in changed:
        setattr(organ, key, facts[key])
    organ.full_clean()
    organ.save(update_fields=changed)
    if {"name", "short_name"} & set(changed):
        names = {"name": before["name"], "short_name": before["short_name"]}
        FormerName.objects.create(organ=organ, until=since, **names)
    values = {key: digest(str(facts[key])) for key in changed}
    record("organ.amended", organ, chain=organ.code, by=by, at=at, since=since, **values)
    return organ


@transaction.atomic
def move(organ: Organ, *, under: Organ, by: Arranger, at: datetime) -> Organ:
    """Put an organ with all below it under another one.

    Sealed reports stay as they are; what is counted from now on follows the new tree.  Raises
    ``Refusal`` when either has ended or ``under`` stands below the organ itself.
    """
    check_can_arrange(by, organ, organ.parent, under)
    organ, under = _locked(organ), _locked(under)
    _must_exist(organ)
    _must_exist(under)
    if organ.contains(under):
        raise Refusal("不能移到本机关或其下级之下", remedy="请另选上级机关")
    former = organ.parent.code if organ.parent else ""
    old, new = organ.path, under.path + f"{organ.code}/"
    for below in Organ.objects.under(organ).select_for_update().order_by("pk"):
        below.path = new + below.path.removeprefix(old)
        below.save(update_fields=["path"])
    organ.parent, organ.path = under, new
    organ.full_clean()
    organ.save(update_fields=["parent"])
    chain = organ.code
    record("organ.moved", organ, chain=chain, by=by, at=at, before=former, parent=under.code)
    return organ


@transaction.atomic
def merge(organ: Organ, *, into: Organ, on: date, by: Arranger, at: datetime) -> Organ:
    """End an organ on its last day; its duties and its cases go on with ``into``.

    Its own history stays under its own name (行政诉讼法第二十六条第六款).  Raises ``Refusal`` when
    it has already ended, still has organs below it, ends on a day to come or before it began, or
    when ``into`` is the organ itself or has ended.
    """
    check_can_arrange(by, organ, into)
    # The lower key first, so that two mergers never wait for each other.
    locked = {pk: _locked_key(pk) for pk in sorted({organ.pk, into.pk})}
    organ, into = locked[organ.pk], locked[into.pk]
    _must_exist(organ)
    if into.pk == organ.pk or into.active_to:
        raise Refusal("承继机关须是另一个现有机关", article=SUCCESSION, remedy="请另选承继机关")
    if organ.children.filter(active_to=None).exists():
        raise Refusal(f"{organ.name}还有下级机关", remedy="请先把下级机关移到承继机关之下")
    _must_not_lie_ahead(on, at)
    if on < organ.active_from:
        raise Refusal(f"撤并日期早于设立日期{organ.active_from}", remedy="请核对日期")
    organ.active_to, organ.successor = on, into
    organ.save(update_fields=["active_to", "successor"])
    record("organ.merged", organ, chain=organ.code, by=by, at=at, into=into.code, on=on)
    return organ


@transaction.atomic
def open_site(host: str, *, name: str, root: Organ, by: Arranger, at: datetime) -> Site:
    """Give an organ a site under a host name. Raises ``ValidationError``."""
    check_can_arrange(by, root)
    site = Site(host=host, name=name, root=root)
    site.full_clean()
    site.save(force_insert=True)
    record("site.opened", site, chain=root.code, by=by, at=at, host=digest(host))
    return site


@transaction.atomic
def describe(organ: Organ, *, by: Arranger, at: datetime, **facts: Any) -> Profile:
    """Write where an organ is found and before whom it is challenged (条例第十二条).

    ``facts`` are columns of ``Profile``.  Raises ``ValidationError``.
    """
    check_can_arrange(by, organ)
    organ = _locked(organ)
    profile = Profile.objects.filter(organ=organ).first() or Profile(organ=organ)
    for name, value in facts.items():
        setattr(profile, name, value)
    profile.full_clean(validate_unique=False)
    profile.save()
    record("organ.described", organ, chain=organ.code, by=by, at=at, fields=sorted(facts))
    return profile


@transaction.atomic
def set_online_receipt(site: Site, mode: str, *, by: Arranger, at: datetime) -> Site:
    """Say whether the system's confirmation of an online application is that of 第三十一条."""
    check_can_arrange(by, site.root)
    site = Site.objects.select_for_update().get(pk=site.pk)
    site.online_receipt = mode
    site.full_clean()
    site.save(update_fields=["online_receipt"])
    record("site.receipt_set", site, chain=site.root.code, by=by, at=at, mode=mode)
    return site


@transaction.atomic
def set_identity_mask(site: Site, policy: str, *, by: Arranger, at: datetime) -> Site:
    """Say how the whole site masks identity numbers; one way, so that no two add up (PII-07)."""
    check_can_arrange(by, site.root)
    site = Site.objects.select_for_update().get(pk=site.pk)
    site.identity_mask = policy
    site.full_clean()
    site.save(update_fields=["identity_mask"])
    record("site.mask_set", site, chain=site.root.code, by=by, at=at, policy=policy)
    return site


def _locked(organ: Organ) -> Organ:
    return _locked_key(organ.pk)


def _locked_key(pk: int) -> Organ:
    return Organ.objects.select_for_update().get(pk=pk)


def _must_exist(organ: Organ) -> None:
    if organ.active_to:
        raise Refusal(
            f"{organ.name}已于{organ.active_to}撤并", article=SUCCESSION, remedy="请核对机关名称"
        )


def _must_not_lie_ahead(day: date, at: datetime) -> None:
    if day > timezone.localdate(at):
        raise Refusal("日期不得晚于今天", remedy="请在变动生效当天或之后登记")
