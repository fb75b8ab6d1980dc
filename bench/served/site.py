"""``mingbai serve`` in a process group of its own, which can be ended as a power cut would."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 90
FREE = "100000/1m"
USES = ("apply", "track", "answer", "suggest")


class Site:
    """A site on this machine; ``environment`` says where its data are."""

    def __init__(self, environment: dict[str, str], *, log: Path, workers: int = 2) -> None:
        self.environment = os.environ | served(environment)
        self.port = _free_port()
        self._log, self._workers = log, workers
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers. Raises ``RuntimeError`` with its last words."""
        command = [str(Path(sys.executable).with_name("mingbai")), "serve"]
        options = ["--port", str(self.port), "--workers", str(self._workers)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, *options],
                env=self.environment,
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(self._log.read_text("utf-8", "replace")[-2000:])
            time.sleep(0.05)

    def answers(self) -> bool:
        """Whether it serves."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """SIGKILL for every process of the group at once: nobody can tidy up."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None


def served(environment: dict[str, str]) -> dict[str, str]:
    """The environment of the site and of the commands beside it: nobody is kept out."""
    free = ",".join(f"{use}.{kind}={FREE}" for use in USES for kind in ("address", "network"))
    return environment | {
        "DJANGO_SETTINGS_MODULE": "bench.served.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "MINGBAI_LIMITS": free,
    }


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
