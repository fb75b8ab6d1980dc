"""``make test``: the suite on SQLite, on PostgreSQL, and in the browser; the time of each part.

``--long`` runs the long tests instead.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

PYTEST = [sys.executable, "-m", "pytest", "-q"]
# What differs between databases: actions, queries, constraints, triggers.
ON_POSTGRESQL = [
    "audit",
    "limits",
    "vault",
    "organs",
    "accounts",
    "documents",
    "outbox",
    "records",
    "applications",
    "remedies",
    "reports",
    "demo",
    "durability",
]

# Pages ask the same queries on both; what they ask is tested there by itself.
PAGES = ["*_pages.py", "*views.py"]


def main(long: bool) -> int:
    """Run the parts one after another; the exit code is the first failure's."""
    parts = long_parts() if long else short_parts()
    times, codes = [], []
    for name, command, environment in parts:
        print(f"\n—— {name} ——", flush=True)
        began = time.monotonic()
        codes.append(subprocess.run(command, env=os.environ | environment, check=False).returncode)
        times.append((name, time.monotonic() - began))
    print("\n用时：" + "，".join(f"{name} {seconds:.0f} 秒" for name, seconds in times))
    return next((code for code in codes if code), 0)


def short_parts() -> list[tuple[str, list[str], dict[str, str]]]:
    """The parts of ``make test``: name, command, environment."""
    parts = [("SQLite", [*PYTEST, "-n", "2", "-m", "not browser and not long"], {})]
    if url := postgresql():
        folders = [f"tests/{name}" for name in ON_POSTGRESQL if Path("tests", name).is_dir()]
        without = [f"--ignore-glob={name}" for name in PAGES]
        command = [*PYTEST, "-n", "2", "-m", "not browser and not long", *without, *folders]
        parts.append(("PostgreSQL", command, {"DATABASE_URL": url}))
    parts.append(("浏览器", [*PYTEST, "-m", "browser and not long", "tests/browser"], {}))
    return parts


def long_parts() -> list[tuple[str, list[str], dict[str, str]]]:
    """The parts of ``make test-long``."""
    found = postgresql()
    given = {"MINGBAI_TEST_POSTGRESQL": found} if found else {}
    return [("长测", [*PYTEST, "-m", "long"], given)]


def postgresql() -> str:
    """Where the tests find PostgreSQL: the given one, or a private cluster; "" if none."""
    if given := os.environ.get("MINGBAI_TEST_POSTGRESQL"):
        return given
    started = subprocess.run(
        ["sh", "scripts/postgres-for-tests.sh"], stdout=subprocess.PIPE, text=True, check=False
    )
    if started.returncode:
        print("没有 PostgreSQL，这一部分未运行（见 scripts/postgres-for-tests.sh）。", flush=True)
        if os.environ.get("CI"):
            sys.exit("CI 必须在 PostgreSQL 上运行。")
        return ""
    return started.stdout.strip().splitlines()[-1]


if __name__ == "__main__":
    sys.exit(main(long="--long" in sys.argv))
