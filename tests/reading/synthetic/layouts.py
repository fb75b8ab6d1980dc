"""All layouts by what they keep of the cells, and the damages each is tried with."""

from tests.reading.synthetic import damage, drafts, pages, pastes, prints, sheets, sites, texts
from tests.reading.synthetic import words as word_files
from tests.reading.synthetic.damage import Damage
from tests.reading.synthetic.texts import Rendering

# Cells keep their borders: nothing is lost, whatever is in them.
BORDERED: tuple[Rendering, ...] = (
    *texts.BORDERED, *pastes.BORDERED, *pages.BORDERED, *sites.BORDERED, *word_files.BORDERED,
    *drafts.BORDERED, *prints.BORDERED, *sheets.BORDERED,
)  # fmt: skip
# A cell on a line of its own or parted by blanks: a blank cell leaves no trace.
LINED: tuple[Rendering, ...] = (*texts.LOOSE, *pastes.LOOSE, *pages.LOOSE, *sites.LOOSE)
# Cells run together, or columns that only their place tells.
WITHOUT_BORDERS: tuple[Rendering, ...] = texts.WITHOUT_BORDERS
NARROW: tuple[Rendering, ...] = prints.NARROW
LAYOUTS: tuple[Rendering, ...] = (*BORDERED, *LINED, *WITHOUT_BORDERS, *NARROW)
DAMAGES: tuple[Damage, ...] = (*damage.EVERYWHERE, *damage.WITH_BORDERS)


def loses_nothing(rendering: Rendering, harm: Damage) -> bool:
    """Whether every cell still stands in the file: then 99 of 100 must be read."""
    return rendering in BORDERED or (rendering in LINED and harm in damage.EVERYWHERE)


def name_of(rendering: Rendering) -> str:
    """The module and the function, as the tables of the docs name a layout."""
    return f"{rendering.__module__.rpartition('.')[2]}.{rendering.__name__}"
