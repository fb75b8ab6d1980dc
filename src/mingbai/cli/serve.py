"""``mingbai serve``: bring the database up to date and serve the site on this machine."""

import argparse
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

from mingbai.cli import platform, tick
from mingbai.refusal import Refusal

START_SECONDS = 60
MINUTE = 60


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("--host", default="127.0.0.1", help="监听地址（默认只限本机 127.0.0.1）")
    parser.add_argument("--port", type=int, default=8000, help="端口（默认 8000）")
    parser.add_argument("--workers", type=int, default=1, help="进程数（默认 1）")
    parser.add_argument("--demo", action="store_true", help="演示：首次启动时装入演示地区")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prepare, start Granian, print where it listens, and wait until it is told to stop.

    Meanwhile what has a set time is done at that time; everything else waits for ``mingbai tick``.
    """
    if arguments.demo:
        os.environ["MINGBAI_DEMO"] = "1"
        os.environ.setdefault("MINGBAI_ADDRESS", f"http://{arguments.host}:{arguments.port}")
    platform.setup()
    _prepare(demo=arguments.demo)
    server = subprocess.Popen(_command(arguments))  # noqa: S603
    # Granian hangs on SIGTERM while a worker still imports Django: wait first, then pass it on.
    stopped = []
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda number, _: stopped.append(number))
    address = f"http://{arguments.host}:{arguments.port}"
    if not _wait_until_up(server, f"{address}/healthz"):
        server.kill()
        raise Refusal(
            f"服务没能在 {address} 启动", remedy="端口可能已被占用，请换一个：--port 8001"
        )
    print(f"\n明白已在 {address} 运行，按 Ctrl+C 停止。", flush=True)
    if arguments.demo:
        from mingbai.demo import live
        from mingbai.demo.logins import announcement

        print(announcement(address, live.answered()), flush=True)
    rounds = 0
    began = time.monotonic()
    while server.poll() is None and not stopped:
        time.sleep(0.2)
        if time.monotonic() - began >= MINUTE * (rounds + 1):
            rounds += 1
            _punctual()
    if server.poll() is None:
        server.terminate()
        server.wait(15)
    return 0 if stopped else int(server.returncode or 0)


def _punctual() -> None:
    """Once a minute; a connection that the database has closed meanwhile is opened anew."""
    from django.db import close_old_connections

    close_old_connections()
    tick.punctual()


def _prepare(*, demo: bool) -> None:
    from django.core.management import call_command

    from mingbai.demo import separation
    from mingbai.organs.models import Organ

    platform.migrate()
    separation.check()
    call_command("collectstatic", verbosity=0, interactive=False)
    if demo and not Organ.objects.exists():
        from django.utils import timezone

        from mingbai.demo import build

        print("装入演示地区“示范市明阳区”……", flush=True)
        build.build(now=timezone.now())


def _command(arguments: argparse.Namespace) -> list[str]:
    from django.conf import settings

    options = {
        "--interface": "wsgi",
        "--host": arguments.host,
        "--port": arguments.port,
        "--workers": arguments.workers,
        "--blocking-threads": max(2, min(8, 2 * (os.cpu_count() or 1))),
        "--backpressure": 64,
        "--static-path-route": "/static",
        "--static-path-mount": settings.STATIC_ROOT,
        "--log-level": "warning",
    }
    words = [str(word) for pair in options.items() for word in pair]
    return [sys.executable, "-m", "granian", *words, "mingbai.wsgi:application"]


def _wait_until_up(server: "subprocess.Popen[bytes]", address: str) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310
                return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    return False
