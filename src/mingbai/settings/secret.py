"""The secret key: from the environment, or made once and kept in a file only the owner can read."""

import os
import secrets
from pathlib import Path


def secret_key(var: Path) -> str:
    """The key in ``MINGBAI_SECRET_KEY``, else that of ``var/secret-key`` (made with mode 0600)."""
    if given := os.environ.get("MINGBAI_SECRET_KEY"):
        return given
    path = var / "secret-key"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process made it at the same moment
            return path.read_text(encoding="ascii")
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii")
