"""The obligation matrix: which item of Art. 20 each organ owes, and what it has published."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from mingbai.organs.models import Organ
from mingbai.records.kinds import data
from mingbai.records.models import Obligation, Record
from mingbai.records.queries.columns import LAST_UPDATE, Upkeep, day
from mingbai.rules import publicity
from mingbai.rules.publicity import Item


@dataclass(frozen=True)
class Cell:
    """One item of one organ; ``basis``: why it is owed or not; ``own``: the office set it."""

    item: Item
    obliged: bool
    own: bool
    basis: str
    public: int
    upkeep: Upkeep

    @property
    def state(self) -> str:
        """``none`` nothing owed, ``missing`` owed and never published, ``late``, ``kept``."""
        if not self.public:
            return "missing" if self.obliged else "none"
        return "late" if self.obliged and self.upkeep.overdue else "kept"

    @property
    def words(self) -> str:
        """The state and its number in words; the colour says no more."""
        match self.state:
            case "none":
                return "不要求"
            case "missing":
                return "未公开"
            case "late":
                return f"{self.public}条，逾期{self.upkeep.overdue}天"
            case _:
                return f"{self.public}条"

    @property
    def tone(self) -> str:
        """The colour of the pill."""
        return {"none": "plain", "missing": "danger", "late": "amber", "kept": "green"}[self.state]


@dataclass(frozen=True)
class Row:
    """One organ and its cells, in the order of the article."""

    organ: Organ
    cells: tuple[Cell, ...]

    @property
    def missing(self) -> int:
        """How many owed items were never published."""
        return sum(1 for cell in self.cells if cell.state == "missing")

    @property
    def late(self) -> int:
        """How many owed items have had nothing new within their period."""
        return sum(1 for cell in self.cells if cell.state == "late")

    @property
    def gaps(self) -> str:
        """Both numbers in words; empty where there is no gap."""
        missing = f"{self.missing}项未公开" if self.missing else ""
        late = f"{self.late}项超过更新周期" if self.late else ""
        return "，".join(filter(None, (missing, late)))


def items() -> tuple[Item, ...]:
    """The fifteen items of Art. 20, those of every organ."""
    return publicity.items()


def matrix(organs: QuerySet[Organ], *, today: date) -> list[Row]:
    """A row for each organ that exists today; three statements however many organs there are."""
    rows = list(organs.filter(Q(active_to=None) | Q(active_to__gte=today)).order_by("position"))
    keys = [organ.pk for organ in rows]
    own = _own(keys)
    public = _public(keys)
    return [
        Row(organ, tuple(_cell(organ, item, own, public, today) for item in items()))
        for organ in rows
    ]


def cell_of(organ: Organ, item_id: str, *, today: date) -> Cell:
    """One cell. Raises ``Refusal`` for an unknown item."""
    item = publicity.item(item_id)
    return _cell(organ, item, _own([organ.pk]), _public([organ.pk]), today)


def default_of(organ: Organ, item_id: str) -> tuple[bool, int | None, str]:
    """Whether organs of the kind owe the item, its period in days, and the basis."""
    facts = data("obligations")
    row = facts[organ.kind]
    return item_id in row["items"], facts["days"].get(item_id), row["basis"]


def _cell(
    organ: Organ,
    item: Item,
    own: Mapping[tuple[int, str], Obligation],
    public: Mapping[tuple[int, str], tuple[int, date | None]],
    today: date,
) -> Cell:
    obliged, period, basis = default_of(organ, item.id)
    set_here = own.get((organ.pk, item.id))
    if set_here is not None:
        obliged, basis = set_here.obliged, set_here.reason
        period = set_here.update_days or period
    count, last = public.get((organ.pk, item.id), (0, None))
    return Cell(item, obliged, set_here is not None, basis, count, Upkeep(last, period, today))


def _own(organs: Iterable[int]) -> dict[tuple[int, str], Obligation]:
    found = Obligation.objects.filter(organ__in=organs)
    return {(each.organ_id, each.item): each for each in found}


def _public(organs: Iterable[int]) -> dict[tuple[int, str], tuple[int, date | None]]:
    return dict(_counted(organs))


def _counted(organs: Iterable[int]) -> Iterator[tuple[tuple[int, str], tuple[int, date | None]]]:
    found = (
        Record.objects.filter(organ__in=organs, public_version__isnull=False)
        .exclude(item="")
        .order_by()
        .values("organ", "item")
        .annotate(count=Count("pk"), last=LAST_UPDATE)
        .values_list("organ", "item", "count", "last")
    )
    for organ, item, count, last in found:
        yield (organ, item), (count, day(last))
