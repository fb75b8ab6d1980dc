"""Invented organs: one city, ten districts, the rest below them; and table two typed by each."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import connection

from bench import plan
from mingbai.accounts.models import Post, User
from mingbai.accounts.roles import Role
from mingbai.organs.models import Organ, OrganKind
from mingbai.reports.models import TypedValue
from mingbai.rules.report import formats

ROOT, BIG = "city", "o-1"
DISTRICTS = 10
AT = datetime(2026, 1, 4, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def fill() -> None:
    """All organs of the plan with their typed values; an empty database is expected."""
    root = _organ(ROOT, None, OrganKind.GOVERNMENT)
    root.save(force_insert=True)
    districts = [_organ(f"d-{n}", root, OrganKind.GOVERNMENT) for n in range(DISTRICTS)]
    for district in districts:
        district.save(force_insert=True)
    below = range(1, plan.ORGANS - DISTRICTS)
    Organ.objects.bulk_create(
        [_organ(f"o-{n}", districts[n % DISTRICTS], OrganKind.DEPARTMENT) for n in below],
        batch_size=500,
    )
    user = User.objects.create_user("bench", name="试")
    post = Post.objects.create(user=user, organ=root, role=Role.OFFICE, since=date(2019, 1, 1))
    _type_table_two(post)


def _organ(code: str, parent: Organ | None, kind: OrganKind) -> Organ:
    return Organ(
        code=code,
        name=f"机关{code}",
        short_name=code,
        kind=kind,
        parent=parent,
        path=(parent.path if parent else "") + f"{code}/",
        active_from=date(2019, 1, 1),
    )


def _type_table_two(by: Post) -> None:
    """Every organ's cells of table two, for every year of the present form."""
    cells = formats.for_year(plan.YEAR).cell_ids("t2")
    sets = [(year, cell) for year in range(2021, 2026) for cell in cells]
    table, organs = TypedValue._meta.db_table, Organ._meta.db_table
    key = Post._meta.pk.get_db_prep_value(by.pk, connection)
    with connection.cursor() as cursor:
        for year, cell in sets:
            cursor.execute(
                f"INSERT INTO {table} (organ_id, year, cell, value, source, by_id, at) "
                f"SELECT id, %s, %s, id %% 97, '', %s, %s FROM {organs}",
                [year, cell, key, AT],
            )
