"""The columns of a site: planted once, then added to, changed, closed by its office (第二十条)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from mingbai.accounts.models import Post
from mingbai.audit.actions import record as record_event
from mingbai.audit.canonical import digest
from mingbai.organs.models import Organ, Site
from mingbai.records import kinds, permissions
from mingbai.records.models import Column
from mingbai.refusal import Refusal

ARTICLE = "《政府信息公开条例》第二十条、第二十二条"
CHANGEABLE = ("parent", "name", "kind", "item", "organ", "update_days", "about", "position")
STEP = 100  # places between two groups, so that a column can be put between


@transaction.atomic
def plant(site: Site, *, by: Post, at: datetime) -> int:
    """Make the groups and columns of ``data/columns.toml`` that the site lacks; how many.

    What is there already stays as it is, so that it is safe to repeat.
    """
    permissions.check_held(by, at)
    permissions.check_can_arrange(by, site)
    known = set(Column.objects.filter(site=site).values_list("code", flat=True))
    before = len(known)
    for place, (code, row) in enumerate(kinds.data("columns").items(), start=1):
        group = {"name": row["name"], "kind": Column.Kind.GROUP, "position": place * STEP}
        above, _ = Column.objects.get_or_create(site=site, code=code, defaults=group)
        rows = row["columns"].items()
        Column.objects.bulk_create(
            _planted(above, below, facts, place * STEP + number)
            for number, (below, facts) in enumerate(rows, start=1)
            if below not in known
        )
    made = Column.objects.filter(site=site).count() - before
    if made:
        record_event("columns.planted", site, chain=site.root.code, by=by, at=at, made=made)
    return made


@transaction.atomic
def add_column(site: Site, *, code: str, by: Post, at: datetime, **facts: Any) -> Column:
    """A new column or group; ``facts`` are those of ``CHANGEABLE``.

    Raises ``PermissionDenied``, ``Refusal`` for a code in use and a parent that cannot hold it.
    """
    permissions.check_held(by, at)
    permissions.check_can_arrange(by, site)
    if Column.objects.filter(site=site, code=code).exists():
        raise Refusal(f"代码“{code}”已有栏目使用", remedy="请另取代码")
    made = Column(site=site, code=code, **facts)
    _check(made)
    made.save(force_insert=True)
    _event("column.added", made, by=by, at=at)
    return made


@transaction.atomic
def change_column(column_id: int, *, by: Post, at: datetime, **facts: Any) -> Column:
    """Other facts of an open column: name, place in the tree, responsible organ, period."""
    column = _locked(column_id, by, at)
    if unknown := set(facts) - set(CHANGEABLE):
        raise ValueError(f"Not to be changed: {sorted(unknown)}")
    changed = sorted(name for name, value in facts.items() if getattr(column, name) != value)
    if not changed:
        return column
    for name in changed:
        setattr(column, name, facts[name])
    _check(column)
    column.save(update_fields=changed)
    _event("column.changed", column, by=by, at=at, fields=changed)
    return column


@transaction.atomic
def close_column(column_id: int, *, on: date, by: Post, at: datetime) -> Column:
    """Nothing new comes in from that day on; what is public there stays and can be read.

    Raises ``Refusal`` for a group with open columns.
    """
    column = _locked(column_id, by, at)
    if column.children.filter(closed_on=None).exists():
        raise Refusal(f"“{column.name}”之下还有在用的栏目", remedy="请先移走或者停用下级栏目")
    column.closed_on = on
    column.save(update_fields=["closed_on"])
    _event("column.closed", column, by=by, at=at, on=on)
    return column


def _planted(group: Column, code: str, row: dict[str, Any], position: int) -> Column:
    return Column(
        site=group.site,
        parent=group,
        code=code,
        name=row["name"],
        kind=row["kind"],
        item=row.get("item", ""),
        organ=group.site.root if row.get("by") == "government" else None,
        update_days=row["days"],
        about=row["about"],
        position=position,
    )


def _locked(column_id: int, by: Post, at: datetime) -> Column:
    column = Column.objects.select_related("site__root").get(pk=column_id)
    permissions.check_held(by, at)
    permissions.check_can_arrange(by, column.site)
    locked = Column.objects.select_for_update().get(pk=column_id)
    locked.site = column.site
    if locked.closed_on is not None:
        raise Refusal(f"“{locked.name}”已经停用", remedy="需要的，请另设栏目")
    return locked


def _check(column: Column) -> None:
    """Whether the place in the tree, the item and the organ can be."""
    for refused in (_place(column), _item(column), _organ(column.organ, column.site)):
        if refused:
            raise Refusal(refused, article=ARTICLE, remedy="请从列表中选择")


def _place(column: Column) -> str:
    """What is wrong with the column above: of another site, closed, no group, or a circle."""
    above = column.parent
    if above is None:
        return "" if column.kind == Column.Kind.GROUP else "栏目须放在一个栏目组之下"
    if above.site_id != column.site_id or above.closed_on is not None:
        return "上级栏目须是本站在用的栏目组"
    if above.kind != Column.Kind.GROUP:
        return "上级须是栏目组"
    seen: Column | None = above
    while seen is not None:
        if seen.pk == column.pk:
            return "栏目不能移到自己或者自己的下级之下"
        seen = seen.parent
    return ""


def _item(column: Column) -> str:
    if column.kind == Column.Kind.ITEM and not column.item:
        return "法定事项的栏目须选择公开事项"
    return ""


def _organ(organ: Organ | None, site: Site) -> str:
    if organ is not None and not site.root.contains(organ):
        return "责任单位须是本站的机关"
    return ""


def _event(verb: str, column: Column, *, by: Post, at: datetime, **codes: Any) -> None:
    record_event(
        verb,
        column,
        chain=column.site.root.code,
        by=by,
        at=at,
        code=column.code,
        name=digest(column.name),
        **codes,
    )
