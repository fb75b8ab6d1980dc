"""What the officer's organs owe of what they publish, as rows of the inbox."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from mingbai.accounts.models import User
from mingbai.organs.models import Organ
from mingbai.records.queries import owed as records


@dataclass(frozen=True)
class Owing:
    """What, whose, what to do about it, how it stands; ``tone`` colours the words of the pill."""

    what: str
    address: str
    organ: Organ
    to_do: str
    words: str
    tone: str


def owed(user: User, *, today: date) -> list[Owing]:
    """The rows, the gravest first."""
    return list(_rows(records.owed(user, today=today)))


def _rows(found: records.Owed) -> Iterator[Owing]:
    for scan in found.leaks:
        record = scan.version.record
        words = f"{scan.critical}处须处理"
        page = reverse("records:findings")
        yield Owing(record.title, page, record.organ, "复查发现，撤下或者更正", words, "danger")
    for each in found.clocks:
        record, page = each.record, reverse("records:findings")
        yield Owing(
            record.title, page, record.organ, "公开时间不符，查明原因", each.words, "danger"
        )
    for wanting in found.uninterpreted:
        record, page = wanting.record, wanting.record.get_absolute_url()
        words = f"逾期{wanting.late}个工作日"
        yield Owing(record.title, page, record.organ, "公开解读，与之关联", words, "danger")
    for batch, step in found.batches:
        page = reverse("records:batch", args=[batch.pk])
        yield Owing(batch.name, page, batch.organ, "整批审查", step.label, "amber")
    for ending in found.lapsing:
        record, page = ending.record, ending.record.get_absolute_url()
        words = f"有效期至{ending.last_day:%Y-%m-%d}"
        yield Owing(record.title, page, record.organ, "到期前评估：续用的重新公布", words, "amber")
    for row in found.gaps:
        page = f"{reverse('records:matrix')}#{row.organ.code}"
        yield Owing("第二十条公开义务", page, row.organ, "公开缺少的事项", row.gaps, "amber")
