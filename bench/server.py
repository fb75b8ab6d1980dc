"""A private PostgreSQL under var/bench, with PostgreSQL's own defaults; or the one you name."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

SERVER_VARIABLE, OFF = "MINGBAI_BENCH_POSTGRES", "off"
INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@contextmanager
def postgresql(folder: Path) -> Iterator[str | None]:
    """The URL (without a database) of a running server.

    None where PostgreSQL is not installed, or where ``MINGBAI_BENCH_POSTGRES`` is ``off``.
    """
    given = os.environ.get(SERVER_VARIABLE)
    if given == OFF:
        yield None
        return
    if given:
        yield given.rstrip("/")
        return
    found = shutil.which("initdb")
    if not found and not INSTALLED:
        yield None
        return
    binaries = Path(found).parent if found else INSTALLED[-1]
    socket = Path(tempfile.mkdtemp(prefix="mingbai-bench-"))
    _own(folder, socket)
    if not (folder / "PG_VERSION").exists():
        _run(binaries / "initdb", "-A", "trust", "-U", "bench", "-E", "UTF8", "-D", folder)
    control = (binaries / "pg_ctl", "-w", "-s", "-D", folder, "-l", folder / "log")
    _run(*control, "-o", f"-k {socket} -c listen_addresses=", "start")
    try:
        yield f"postgresql://bench@{quote(str(socket), safe='')}"
    finally:
        _run(*control, "-m", "fast", "stop")
        shutil.rmtree(socket)


def _own(*folders: Path) -> None:
    """PostgreSQL refuses to run as root; then the folders go to the user ``postgres``."""
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        folder.chmod(0o700)


def _run(*words: str | Path) -> None:
    as_owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
    command = [*(as_owner if os.geteuid() == 0 else []), *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        raise SystemExit(
            f"PostgreSQL 没有启动：{done.stderr.strip() or done.stdout.strip()}\n"
            f"可用环境变量 {SERVER_VARIABLE} 指定一台有建库权限的服务器。"
        )
