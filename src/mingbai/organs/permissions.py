"""Who may change the tree: the server's commands, and posts that say so of themselves."""

from typing import Protocol

from django.core.exceptions import PermissionDenied

from mingbai.audit.actors import Acting, Machine
from mingbai.organs.models import Organ


class Arranging(Acting, Protocol):
    """A post that knows whether it may change the tree (``accounts.models.Post``, one floor up)."""

    def arranges(self, organ: Organ) -> bool:
        """Whether it may change the tree at the organ."""
        ...


Arranger = Machine | Arranging


def check_can_arrange(by: Arranger, *organs: Organ | None) -> None:
    """Raises ``PermissionDenied`` unless ``by`` may change the tree at every one of the organs."""
    if isinstance(by, Machine):
        return
    if not all(organ is not None and by.arranges(organ) for organ in organs):
        raise PermissionDenied
