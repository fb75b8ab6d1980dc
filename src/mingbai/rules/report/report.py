"""A report to be checked: its cells, what stands beside it, and where it was printed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from mingbai.rules.findings import Number
from mingbai.rules.report.formats import Format

Level = Literal["district", "city", "province", "department"]
Cells = Mapping[str, Number | None]

APPLICATIONS = "applications"  # keys of ``previous_figures``
PUBLISHED = "published"


@dataclass(frozen=True)
class Report:
    """One organ's report of one year.

    ``cells`` maps cell ids to numbers, money in yuan; ``None`` or a missing key is a cell without a
    number.  ``blanks`` are the cells that the source prints empty: they count as 0 and are reported
    (T3-R4); any other cell without a number makes the rules that need it say that they were left
    out.  ``previous`` holds last year's cells, ``own`` and ``children_sum`` the two parts of an
    aggregate, ``cases`` the case numbers behind cells (a sealed report), ``previous_figures`` last
    year's figures for growth rates (``applications``, ``published``), ``reviews_concluded`` the
    reconsiderations ended so far.  ``publishing`` is true when this platform is about to
    publish the report, false when somebody else's report is read.
    """

    format: Format
    year: int
    organ: str
    cells: Cells
    level: Level | None = None
    text: str | None = None
    title: str | None = None
    previous: Cells | None = None
    children_sum: Cells | None = None
    own: Cells | None = None
    previous_figures: Mapping[str, Number] = field(default_factory=dict)
    publishing: bool = False
    blanks: frozenset[str] = frozenset()
    cases: Mapping[str, Collection[str]] | None = None
    reviews_concluded: int | None = None

    def number(self, cell_id: str) -> Number | None:
        """The number of a cell: 0 where the source printed a blank, None where there is none."""
        value = self.cells.get(cell_id)
        return 0 if value is None and cell_id in self.blanks else value
