"""Copies of checkpoints as files, to be carried to a second place (AUD-05, AUD-09)."""

import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings

from mingbai.audit.actions import checkpoint_facts
from mingbai.audit.models import Checkpoint
from mingbai.refusal import Refusal

_KEYS = {"day", "made_at", "heads", "previous", "hash"}


def folder() -> Path:
    """Where the copies stand."""
    return Path(settings.VAR) / "checkpoints"


def write() -> int:
    """Write the checkpoints that have no copy yet; returns how many. An existing copy stays."""
    folder().mkdir(parents=True, exist_ok=True)
    written = 0
    for made in Checkpoint.objects.order_by("day").iterator():
        path = folder() / f"{made.day.isoformat()}.json"
        if not path.exists():
            facts = checkpoint_facts(made) | {"hash": made.hash}
            _write_whole(path, json.dumps(facts, ensure_ascii=False, sort_keys=True, indent=1))
            written += 1
    return written


def read(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """The checkpoints in files, and in the ``.json`` files of folders, oldest first.

    Raises ``Refusal`` for a file that is not such a copy.
    """
    found = []
    for path in paths:
        for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
            found.append(_read(file))
    return sorted(found, key=lambda kept: str(kept["day"]))


def _read(path: Path) -> dict[str, Any]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Refusal(f"读不出检查点副本 {path.name}", remedy="请核对文件") from error
    if not isinstance(kept, dict) or kept.keys() != _KEYS or not isinstance(kept["heads"], dict):
        raise Refusal(
            f"{path.name} 不是检查点副本", remedy="副本由 mingbai tick 写在 checkpoints 目录"
        )
    return kept


def _write_whole(path: Path, text: str) -> None:
    """Wholly or not at all: a half-written copy would accuse the log."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(name, path)
