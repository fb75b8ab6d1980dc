"""The secret key: from the environment, or made once and kept in a file only the owner can read."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def secret_key(var: Path) -> str:
    """The key in ``MINGBAI_SECRET_KEY``, else that of ``var/secret-key`` (made with mode 0600)."""
    if given := os.environ.get("MINGBAI_SECRET_KEY"):
        return given
    path = var / "secret-key"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
            file.flush()
            os.fsync(file.fileno())
        # Whole or not at all, however the process ends; of two at one moment the first counts.
        with suppress(FileExistsError):
            os.link(unfinished, path)
        unfinished.unlink()
    return path.read_text(encoding="ascii")
