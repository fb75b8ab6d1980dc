"""Reads: the text and the number format that hold for an organ, and whose they are."""

from collections.abc import Iterator
from dataclasses import dataclass

from mingbai.documents.kinds import KINDS, Kind, shipped
from mingbai.documents.models import Numbering, Template
from mingbai.documents.numbering import SERIES, SeriesKind, numbered
from mingbai.organs.models import Organ


@dataclass(frozen=True)
class Wording:
    """The text that holds; ``source`` is the organ whose it is, None for the shipped one."""

    kind: Kind
    text: str
    source: Organ | None
    version: Template | None


@dataclass(frozen=True)
class Format:
    """The format that holds for a series, and what the first number of a year would be."""

    series: SeriesKind
    pattern: str
    mark: str
    source: Organ | None
    example: str


def upwards(organ: Organ) -> list[Organ]:
    """The organ and those above it, the nearest first."""
    codes = organ.path.rstrip("/").split("/")
    above = {found.code: found for found in Organ.objects.filter(code__in=codes)}
    return [above[code] for code in reversed(codes)]


def wording(organ: Organ, kind: str) -> Wording:
    """The text of a kind for an organ: its own, else the nearest superior's, else the shipped."""
    line = upwards(organ)
    return _chosen(KINDS[kind], line, _latest(line, kind))


def inherited(organ: Organ, kind: str) -> Wording:
    """The text that would hold if the organ had none of its own."""
    above = upwards(organ)[1:]
    return _chosen(KINDS[kind], above, _latest(above, kind))


def wordings(organ: Organ) -> list[Wording]:
    """The texts of all kinds for an organ, in the order of the data."""
    line = upwards(organ)
    latest = _latest(line)
    return [_chosen(kind, line, latest) for kind in KINDS.values()]


def history(organ: Organ, kind: str) -> list[Template]:
    """The organ's own versions, the newest first."""
    versions = Template.objects.filter(organ=organ, kind=kind)
    return list(versions.select_related("by__user").order_by("-pk"))


def number_format(organ: Organ, series: str) -> Format:
    """The format of a series for an organ; a 代字 is the organ's own, or its short name."""
    kind, line = SERIES[series], upwards(organ)
    kept = {row.organ_id: row for row in Numbering.objects.filter(organ__in=line, series=series)}
    source = next((o for o in line if o.pk in kept and kept[o.pk].pattern), None)
    pattern = kept[source.pk].pattern if source else kind.pattern
    own = kept.get(organ.pk)
    mark = own.mark if own and own.mark else organ.short_name
    example = numbered(pattern, mark=mark, code=organ.code, year=2026, number=1)
    return Format(kind, pattern, mark, source, example)


def number_formats(organ: Organ) -> Iterator[Format]:
    """The formats of all series."""
    return (number_format(organ, series) for series in SERIES)


def _latest(line: list[Organ], kind: str = "") -> dict[tuple[int, str], Template]:
    """The newest version of every organ of the line and kind."""
    found = Template.objects.filter(organ__in=line).order_by("pk")
    if kind:
        found = found.filter(kind=kind)
    return {(version.organ_id, version.kind): version for version in found}


def _chosen(kind: Kind, line: list[Organ], latest: dict[tuple[int, str], Template]) -> Wording:
    for organ in line:
        version = latest.get((organ.pk, kind.code))
        if version and version.text:
            return Wording(kind, version.text, organ, version)
    return Wording(kind, shipped(kind.code), None, None)


def own_numbering(organ: Organ, series: str) -> Numbering | None:
    """What the organ itself has set for a series."""
    return Numbering.objects.filter(organ=organ, series=series).first()
