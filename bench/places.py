"""The databases: made once, kept under var/bench, made anew when schema or loading changed."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import plan
from bench.workers import Worker

ROOT = Path(__file__).resolve().parent.parent
ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True)
class Place:
    """One database: its engine, the kind of its data, how many cases it holds."""

    engine: str
    data: str
    cases: int = 0

    @property
    def name(self) -> str:
        """Name of the database and of its file."""
        return f"{self.data}_{self.cases}" if self.cases else self.data


class Places:
    """Opens places; ``server`` is the URL of PostgreSQL or None, ``folder`` holds all files."""

    def __init__(self, folder: Path, server: str | None) -> None:
        self.folder, self.server = folder, server
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def engines(self) -> list[str]:
        """The databases there are on this machine."""
        return ["sqlite"] + (["postgresql"] if self.server else [])

    def open(self, place: Place) -> Worker:
        """A worker on the place, which is filled first if need be."""
        if place.data not in plan.KEPT or not self._ready(place):
            self._make(place)
        return Worker(self._url(place), self.folder)

    def _make(self, place: Place) -> None:
        self._create(place)
        worker = Worker(self._url(place), self.folder)
        worker.ask("migrate")
        if place.data != plan.EMPTY:
            print(f"  建库：{ENGINES[place.engine]} {place.name} …", flush=True)
            worker.ask("fill", data=place.data, cases=place.cases)
        worker.close()
        self._mark(place).write_text(_fingerprint(), encoding="ascii")

    def _ready(self, place: Place) -> bool:
        mark = self._mark(place)
        fresh = mark.exists() and mark.read_text(encoding="ascii") == _fingerprint()
        return fresh and self._exists(place)

    def _mark(self, place: Place) -> Path:
        return self.folder / f"{place.engine}-{place.name}.ready"

    def _file(self, place: Place) -> Path:
        return self.folder / f"{place.name}.sqlite3"

    def _url(self, place: Place) -> str:
        if place.engine == "sqlite":
            return f"sqlite:///{self._file(place)}"
        return f"{self.server}/{_database(place)}"

    def _exists(self, place: Place) -> bool:
        if place.engine == "sqlite":
            return self._file(place).exists()
        query = f"SELECT 1 FROM pg_database WHERE datname = '{_database(place)}'"
        return bool(self._administer(query))

    def _create(self, place: Place) -> None:
        self._mark(place).unlink(missing_ok=True)
        if place.engine == "sqlite":
            for file in self.folder.glob(f"{place.name}.sqlite3*"):
                file.unlink()
            return
        self._administer(f"DROP DATABASE IF EXISTS {_database(place)}")
        self._administer(f"CREATE DATABASE {_database(place)}")

    def _administer(self, statement: str) -> list[tuple[object, ...]]:
        import psycopg

        with psycopg.connect(f"{self.server}/postgres", autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []


def _database(place: Place) -> str:
    return f"mingbai_bench_{place.name}"


def _fingerprint() -> str:
    """Of everything the kept data depends on: migrations, loading, sizes."""
    seen = hashlib.sha256(
        f"{plan.ORGANS} {plan.BIG_ORGAN} {plan.EVENTS} {plan.ONE_IN_HAND}".encode()
    )
    for path in sorted(_sources()):
        seen.update(path.read_bytes())
    return seen.hexdigest()


def _sources() -> Iterator[Path]:
    yield from (ROOT / "bench" / "fill").glob("*.py")
    yield from (ROOT / "src" / "mingbai").glob("*/migrations/0*.py")
