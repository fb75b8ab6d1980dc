"""Reads the TOML tables that ship with the rules; the only input this package has."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The parsed content of ``rules/data/<name>.toml``; callers must not change it."""
    path = resources.files("mingbai.rules") / "data" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
