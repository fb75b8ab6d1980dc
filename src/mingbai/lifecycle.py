"""The state machine of a case: a table keyed by (stage, move). The move is the legal act.

A stage is where the case stands, a move names the button, the event and the address.  The table
says where a move leads; who may make it and what must be true first is said where the case lives.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from mingbai.refusal import Refusal

S = TypeVar("S", bound=StrEnum)
M = TypeVar("M", bound=StrEnum)


@dataclass(frozen=True)
class Lifecycle(Generic[S, M]):
    """``table`` maps (stage, move) to the stages it may lead to, the usual one first.

    ``label`` names stages and moves for refusals; ``final`` stages need no way out.
    """

    table: Mapping[tuple[S, M], tuple[S, ...]]
    label: Mapping[S | M, str]
    final: frozenset[S] = frozenset()

    def allows(self, stage: S, move: M) -> bool:
        """Whether the table knows the move in this stage."""
        return (stage, move) in self.table

    def check(self, stage: S, move: M) -> None:
        """Raises ``Refusal`` for a move that the stage does not know, naming where it is known."""
        if not self.allows(stage, move):
            stages = "、".join(self.label[each] for each in self.stages_of(move))
            raise Refusal(
                f"本件现在是“{self.label[stage]}”，不能{self.label[move]}",
                remedy=f"{self.label[move]}只在这些环节可办：{stages}" if stages else "",
            )

    def after(self, stage: S, move: M, to: S | None = None) -> S:
        """The stage after the move; ``to`` chooses where the table leaves a choice.

        Raises ``Refusal`` as ``check`` does, and ``ValueError`` for a ``to`` that is no choice.
        """
        self.check(stage, move)
        choices = self.table[stage, move]
        if to is None:
            return choices[0]
        if to not in choices:
            raise ValueError(f"{move} does not lead from {stage} to {to}")
        return to

    def moves_from(self, stage: S) -> tuple[M, ...]:
        """The moves a stage knows, in the order of the table."""
        return tuple(move for at, move in self.table if at is stage)

    def stages_of(self, move: M) -> tuple[S, ...]:
        """The stages that know a move, in the order of the table."""
        return tuple(stage for stage, made in self.table if made is move)

    def reachable(self, starts: Iterable[S]) -> frozenset[S]:
        """Every stage that some sequence of moves reaches."""
        seen, waiting = set(starts), list(starts)
        while waiting:
            here = waiting.pop()
            for (stage, _), choices in self.table.items():
                fresh = [each for each in choices if stage is here and each not in seen]
                seen.update(fresh)
                waiting += fresh
        return frozenset(seen)
