"""The machine and the versions, as the results name them."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

from bench import plan
from bench.places import Place, Places


def described() -> list[str]:
    """Processor, memory, system."""
    return [f"机器：{_processor()}，{os.cpu_count()} 核，内存 {_memory()}，{platform.system()}"]


def versions(places: Places) -> list[str]:
    """Of Python, the libraries that matter and both databases."""
    databases = []
    for engine in places.engines:
        worker = places.open(Place(engine, plan.EMPTY))
        databases.append(worker.ask("version"))
        worker.close()
    packages = [f"{name} {version(name)}" for name in ("django", "psycopg", "openpyxl", "typst")]
    words = [f"Python {platform.python_version()}", *databases, *packages]
    return [f"版本：{'，'.join(words)}"]


def _processor() -> str:
    rows = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    named = [row.split(":", 1)[1].strip() for row in rows if row.startswith("model name")]
    return named[0] if named else platform.machine()


def _memory() -> str:
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{total / 2**30:.0f} GB"
