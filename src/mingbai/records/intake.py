"""A file an officer brings: cleaned of what readers do not see, looked through before and after."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Taken:
    """The cleaned file; ``strips`` in words what was taken away, ``findings`` what remains."""

    name: str
    kind: str
    data: bytes
    original_sha256: str
    strips: tuple[str, ...]
    findings: tuple[dict[str, str], ...]
