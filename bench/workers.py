"""A child process that holds one database open and times one thing when told to."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


class Failed(Exception):
    """A benchmark could not be run; says what went wrong in the child."""


class Worker:
    """The parent's handle. Only one child works at a time: the parent waits for each answer."""

    def __init__(self, url: str, folder: Path) -> None:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "mingbai.settings",
            "DATABASE_URL": url,
            "MINGBAI_VAR": str(folder),
            "MINGBAI_FONTS": os.environ.get("MINGBAI_FONTS", str(folder.parent / "fonts")),
        }
        self._child = subprocess.Popen(
            [sys.executable, "-m", "bench.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )

    def ask(self, what: str, **facts: Any) -> Any:
        """The child's answer to one order; raises ``Failed`` with what went wrong there."""
        assert self._child.stdin
        assert self._child.stdout
        self._child.stdin.write(json.dumps({"do": what} | facts) + "\n")
        self._child.stdin.flush()
        answer = json.loads(self._child.stdout.readline() or '{"error": "子进程意外结束"}')
        if "error" in answer:
            raise Failed(answer["error"])
        return answer["result"]

    def close(self) -> None:
        """Let the child end by itself."""
        assert self._child.stdin
        self._child.stdin.close()
        self._child.wait()
