"""Who acts: a kind, an id and the post under which the act was done."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Actor:
    """``kind``: officer, applicant, command or system; ``id`` and ``post`` are keys, not names."""

    kind: str
    id: str
    post: str = ""


class Acting(Protocol):
    """Anything that can stand in an action's ``by=``."""

    def as_actor(self) -> Actor:
        """The actor to be written into the event."""
        ...


@dataclass(frozen=True)
class Machine:
    """The system itself: a command on the server, or the tick. Nobody is asked for his right."""

    name: str

    def as_actor(self) -> Actor:
        """An actor of kind ``system`` with the machine's name."""
        return Actor("system", self.name)


TICK = Machine("tick")
COMMAND = Machine("command")
