"""What is done, kept in a file of JSON lines, so that a broken run goes on where it stopped."""

import json
import os
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from mingbai import __version__
from mingbai.cli.batch.checked import Checked
from mingbai.refusal import Refusal

FORM = "mingbai check journal 1"
OPENING = f'{{"form": "{FORM}"'  # of every line of ours, as json.dumps writes it


class Journal:
    """Results by the content's sha256 and the program's version; use as a context manager.

    A file renamed or moved is still done; a changed file or a new version is not.  A last line
    torn by a power cut is left out.
    """

    def __init__(self, path: Path, version: str = __version__) -> None:
        self._path = path
        self._version = version
        self._torn = False
        self._done = self._load()
        self._stream: TextIO | None = None

    def __enter__(self) -> "Journal":
        try:
            self._stream = self._path.open("a", encoding="utf-8")
            if self._torn:
                self._stream.write("\n")
        except OSError as error:
            raise Refusal(f"写不了续跑记录 {self._path}", remedy="请换一个能写的位置") from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._stream is not None:
            self._stream.close()

    def done(self, sha256: str | None, name: str) -> Checked | None:
        """The result kept for this content, under this name."""
        held = self._done.get(sha256 or "")
        return held.under(name) if held else None

    def keep(self, sha256: str | None, checked: Checked) -> None:
        """Write one result down, at once and whole."""
        if sha256 is None or self._stream is None:
            return
        line = {
            "form": FORM,
            "sha256": sha256,
            "version": self._version,
            "name": checked.name,
            "code": checked.code,
            "sheet": checked.sheet,
            "report": checked.report,
        }
        self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._stream.flush()
        os.fsync(self._stream.fileno())

    def _load(self) -> dict[str, Checked]:
        if not self._path.exists():
            return {}
        try:
            text = self._path.read_text("utf-8", errors="replace")
        except OSError as error:
            raise Refusal(f"读不了续跑记录 {self._path}", remedy="请核对文件名和权限") from error
        self._torn = not text.endswith("\n") and bool(text)
        done: dict[str, Checked] = {}
        for line in filter(None, text.split("\n")):
            if not (line.startswith(OPENING) or OPENING.startswith(line)):
                raise Refusal(f"{self._path} 不是续跑记录，不往里写", remedy="请另写一个文件名")
            raw = _object(line)
            if raw.get("version") == self._version:
                done[raw["sha256"]] = Checked(raw["name"], raw["report"], raw["sheet"], raw["code"])
        return done


def _object(line: str) -> dict[str, Any]:
    """The object of a line; an empty one for a line cut short."""
    try:
        raw: dict[str, Any] = json.loads(line)
    except ValueError:
        return {}
    return raw
