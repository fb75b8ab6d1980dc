"""A county with so many records: invented titles over ten years, nearly all of them public.

Days are counted back from the day of filling, the last one first.  The texts themselves are left
out: a list never reads them.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, OuterRef
from django.utils import timezone

from bench.fill.desk import OFFICE, OFFICER, _organ, _organs, _plain, _post
from bench.fill.ledger import TIDY
from bench.served import plain
from mingbai.accounts.models import Post
from mingbai.accounts.roles import Role
from mingbai.organs.models import Organ, OrganKind, Site
from mingbai.records import kinds
from mingbai.records.models import Column, Publication, Record, Version
from mingbai.records.stages import Stage
from mingbai.rules import publicity
from mingbai.rules.publicity import Level

COLUMNS, BATCH = 59, 2000
EVERYWHERE, SINCE = "bench-everywhere", date(2018, 1, 1)
ONE_IN_WORK = 50  # of the records, so many in work
WORK = (Stage.DRAFT, Stage.REVIEW, Stage.RETURNED, Stage.READY)
MATTERS = ("规划许可", "征地补偿", "财政预算", "行政处罚", "人事任免", "招标结果", "环评批复")
FORMS = ("通知", "公告", "意见", "办法", "公示", "方案")
MINUTES = 26


def fill(records: int) -> None:
    """An empty database gets organs, officers, columns and ``records`` records."""
    today, now = timezone.localdate(), timezone.now()
    organs = _organs()
    officers = [_post(f"officer-{n}", Role.OFFICER, organ) for n, organ in enumerate(organs[1:])]
    _post(OFFICE, Role.OFFICE, organs[0])
    _post(OFFICER, Role.OFFICER, organs[1])
    neighbour = _organ("else", None, OrganKind.GOVERNMENT)
    neighbour.save(force_insert=True)
    everywhere = _post(EVERYWHERE, Role.OFFICE, neighbour).user
    Post.objects.create(user=everywhere, organ=organs[0], role=Role.OFFICE, since=SINCE)
    columns = _columns(organs[0])
    rows: list[Record] = []
    for row in _records(records, officers, columns, now):
        rows.append(row)
        if len(rows) == BATCH:
            _save(rows)
    if rows:
        _save(rows)
    plain.make_table()
    _plain(records, today)
    with connection.cursor() as cursor:
        for statement in TIDY[connection.vendor]:
            cursor.execute(statement)


@transaction.atomic
def _save(rows: list[Record]) -> None:
    """Records without their public version, the versions, and then what is public."""
    Record.objects.bulk_create(rows, batch_size=500)
    versions = Version.objects.bulk_create(
        [_version(row) for row in rows if row.stage != Stage.DRAFT], batch_size=500
    )
    Publication.objects.bulk_create(
        [
            Publication(version=version, by_id=version.author_id, at=version.made_at)
            for version in versions
            if version.record.stage == Stage.PUBLIC
        ],
        batch_size=500,
    )
    inside = (rows[-1].changed_at, rows[0].changed_at)
    Record.objects.filter(changed_at__range=inside, stage=Stage.PUBLIC).update(
        public_version=Version.objects.filter(record=OuterRef("pk")).values("pk")[:1],
        first_public_at=F("changed_at"),
        listed_at=F("changed_at"),
    )
    rows.clear()


def _version(row: Record) -> Version:
    return Version(
        record=row,
        number=1,
        title=row.title,
        body=b"{}",
        sha256=f"{row.pk.int:064x}",
        author_id=row.officer_id or "",
        made_at=row.changed_at,
    )


def _columns(root: Organ) -> list[Column]:
    site = Site.objects.create(root=root, name="某某县政府信息公开", host="bench.example.org")
    Column.objects.bulk_create(
        Column(site=site, code=f"c-{n}", name=f"栏目{n}", kind=Column.Kind.ITEM, position=n)
        for n in range(COLUMNS)
    )
    return list(Column.objects.order_by("pk"))


def _records(
    count: int, officers: list[Post], columns: list[Column], now: datetime
) -> Iterator[Record]:
    known = [kind.id for kind in kinds.documents()]
    items = [item for item, _ in publicity.item_choices(Level.COUNTY)]
    for number in range(count):
        officer = officers[number * 7919 % len(officers)]
        at = now - timedelta(minutes=MINUTES * number)
        formed: date = timezone.localdate(at) - timedelta(days=number % 40)
        work = number % ONE_IN_WORK == 0
        yield Record(
            id=UUID(int=number * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2**128),
            organ_id=officer.organ_id,
            kind=known[(number + number // ONE_IN_WORK) % len(known)],
            key=f"{number:032x}",
            title=f"关于某某路{number % 9973}号{MATTERS[number % 7]}的{FORMS[number % 6]}",
            doc_no=f"某政发〔{formed.year}〕{number % 300}号" if number % 3 == 0 else "",
            stage=WORK[number // ONE_IN_WORK % len(WORK)] if work else Stage.PUBLIC,
            officer=officer,
            column=columns[number % len(columns)],
            openness="proactive",
            formed_on=formed,
            due_on=formed + timedelta(days=28),
            item=items[number % len(items)],
            changed_at=at,
        )
