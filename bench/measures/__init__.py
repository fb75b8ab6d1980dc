"""What is timed: each module gives the contestants of one benchmark, the reference first."""

from collections.abc import Callable

# A contestant may return the seconds it measured itself (in a process of its own), else None.
Contestant = Callable[[], float | None]
Contestants = dict[str, Contestant]
