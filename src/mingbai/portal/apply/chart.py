"""The flow chart drawn from the table of moves: a spine of stages, side ways at its right.

Only where boxes stand is chosen here; every box, arrow and word comes from ``stages.LIFECYCLE``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mingbai.applications.stages import LIFECYCLE, Move, Stage

SPINE = (
    Stage.SUBMITTED,
    Stage.REGISTERED,
    Stage.PROCESSING,
    Stage.LEGAL_REVIEW,
    Stage.SECRECY_REVIEW,
    Stage.SIGNING,
    Stage.SIGNED,
    Stage.CLOSED,
    Stage.ARCHIVED,
)
ORDER: tuple[Stage, ...] = tuple(stage for stage in Stage if stage is not Stage.LEDGER)
OFTEN = 8  # a move of so many stages is said once, not drawn from each
LEFT, WIDE, GAP = 8, 220, 232
RIGHT = LEFT + WIDE + GAP
HEAD, LINE, BETWEEN, TOP = 40, 21, 40, 8


@dataclass
class Box:
    """A stage in its place; ``notes`` are its moves that no arrow shows."""

    stage: Stage
    notes: list[str] = field(default_factory=list)
    x: int = LEFT
    y: int = 0
    height: int = 0

    @property
    def middle(self) -> int:
        """The height at which it is half over."""
        return self.y + self.height // 2


def everywhere() -> list[Move]:
    """The moves of so many stages that no arrow is drawn for them."""
    return [move for move in Move if _often(move)]


def drawing() -> SafeString:
    """The chart as SVG."""
    boxes = _laid_out()
    height = max(box.y + box.height for box in boxes.values()) + TOP
    width = RIGHT + WIDE + LEFT
    return format_html(
        '<svg class="flow" role="img" aria-labelledby="flow-title" viewBox="0 0 {} {}" '
        'width="{}" height="{}"><title id="flow-title">依申请公开办理流程图，'
        "各环节的事项另列于图下的表</title>"
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" '
        'markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>{}{}</svg>',
        *(width, height, width, height),
        format_html_join("", "{}", ((part,) for part in _arrows(boxes))),
        format_html_join("", "{}", ((_drawn(box),) for box in boxes.values())),
    )


def _laid_out() -> dict[Stage, Box]:
    """Every stage with its place, from the top."""
    sides = {stage: _anchor(stage) for stage in ORDER if stage not in SPINE}
    boxes: dict[Stage, Box] = {
        stage: Box(stage, _notes(stage, sides.get(stage))) for stage in ORDER
    }
    y = TOP
    for stage in SPINE:
        own = boxes[stage]
        beside = y
        for side in (side for side, anchor in sides.items() if anchor is stage):
            box = boxes[side]
            box.x, box.y, box.height = RIGHT, beside, max(_height(box), 2 * LINE + HEAD // 2)
            beside += box.height + LINE
        own.y, own.height = y, max(_height(own), beside - LINE - y)
        y += own.height + BETWEEN
    return boxes


def _anchor(side: Stage) -> Stage:
    """The last stage of the spine that leads to a side stage."""
    return [stage for stage in SPINE if _between(stage, side)][-1]


def _between(one: Stage, other: Stage) -> list[str]:
    """The moves that usually lead from one stage to another."""
    return [
        move.label
        for move in LIFECYCLE.moves_from(one)
        if LIFECYCLE.table[one, move][0] is other and one is not other and not _often(move)
    ]


def common(move: Move) -> bool:
    """Whether so many stages know the move that it is told once for all of them."""
    return len(LIFECYCLE.stages_of(move)) >= OFTEN


def _often(move: Move) -> bool:
    stages = LIFECYCLE.stages_of(move)
    return common(move) and any(LIFECYCLE.table[stage, move][0] is not stage for stage in stages)


def _notes(stage: Stage, anchor: Stage | None) -> list[str]:
    """What leads elsewhere than to the neighbours that arrows reach."""
    near = {anchor} if anchor else _neighbours(stage)
    return [
        f"{'、'.join(_between(stage, other))} → {other.label}".removeprefix(f"{other.label} ")
        for other in ORDER
        if other not in near and _between(stage, other)
    ]


def _neighbours(stage: Stage) -> set[Stage]:
    place = SPINE.index(stage)
    sides = {side for side in ORDER if side not in SPINE and _anchor(side) is stage}
    return sides | set(SPINE[place + 1 : place + 2])


def _height(box: Box) -> int:
    return HEAD + LINE * len(box.notes)


def _arrows(boxes: dict[Stage, Box]) -> Iterator[SafeString]:
    for above, below in pairwise(SPINE):
        x, top = LEFT + WIDE // 2, boxes[above].y + boxes[above].height
        labels = "、".join(_between(above, below))
        yield _arrow(x, top, x, boxes[below].y)
        yield _label(x + 10, top + BETWEEN // 2 + 5, labels, "start")
    for side in ORDER:
        if side in SPINE:
            continue
        anchor, box = _anchor(side), boxes[side]
        yield from _pair(box, "、".join(_between(anchor, side)), "、".join(_between(side, anchor)))


def _pair(box: Box, out: str, back: str) -> Iterator[SafeString]:
    """The way to a side stage, and the way back below it."""
    left, right, x = LEFT + WIDE, RIGHT, LEFT + WIDE + GAP // 2
    yield _arrow(left, box.y + 22, right, box.y + 22)
    yield _label(x, box.y + 16, out)
    if back:
        yield _arrow(right, box.y + 50, left, box.y + 50)
        yield _label(x, box.y + 44, back)


def _arrow(x1: int, y1: int, x2: int, y2: int) -> SafeString:
    return format_html(
        '<line x1="{}" y1="{}" x2="{}" y2="{}" marker-end="url(#tip)"/>', x1, y1, x2, y2
    )


def _label(x: int, y: int, text: str, anchor: str = "middle") -> SafeString:
    return format_html(
        '<text class="on" x="{}" y="{}" text-anchor="{}">{}</text>', x, y, anchor, text
    )


def _drawn(box: Box) -> SafeString:
    kind = "end" if box.stage in LIFECYCLE.final or box.stage is Stage.CLOSED else "stage"
    first = box.middle + 6 - LINE * len(box.notes) // 2
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="4"/>'
        '<text class="name" x="{}" y="{}" text-anchor="middle">{}</text>{}',
        *(kind, box.x, box.y, WIDE, box.height),
        *(box.x + WIDE // 2, first, box.stage.label),
        format_html_join(
            "",
            '<text class="note" x="{}" y="{}" text-anchor="middle">{}</text>',
            (
                (box.x + WIDE // 2, first + LINE * (place + 1), note)
                for place, note in enumerate(box.notes)
            ),
        ),
    )
