"""Where the ring comes from: a file only its owner reads, or the environment (CRY-04)."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from django.conf import settings

from mingbai.refusal import Refusal
from mingbai.vault.keys import Ring, SecretKey, dumped, parsed


class KeyProvider(Protocol):
    """What the vault asks of the place where the keys are kept.

    A provider on a device (PKCS#11, SDF) returns from ``ring`` keys that act through the device.
    None is built: the interface is what an integrator implements.
    """

    def ring(self) -> Ring:
        """The ring as it is now; empty when there is none. Called for every use: must be fast."""
        ...

    def add(self, key: SecretKey) -> None:
        """Keep a further key; it does not write yet. Raises ``Refusal`` where that cannot be."""
        ...

    def write_with(self, kid: str) -> None:
        """From now on this key writes."""
        ...

    def retire(self, kid: str) -> None:
        """Take a key out of use."""
        ...


class FileKeys:
    """``keys/ring.json`` in the data folder, mode 0600; read again whenever it has changed."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "ring.json"
        self._seen: tuple[int, int, int] | None = None
        self._ring = Ring()

    def ring(self) -> Ring:
        """The ring of the file; empty without a file."""
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            self._seen = None
            return Ring()
        stamp = (stat.st_mtime_ns, stat.st_ino, stat.st_size)
        if stamp != self._seen:
            self._ring, self._seen = Ring(*self._keys()), stamp
        return self._ring

    def add(self, key: SecretKey) -> None:
        """Keep a further key; the first one writes at once."""
        with self._locked():
            keys, writing = self._keys()
            self._save((*keys, key), writing or key.kid)

    def write_with(self, kid: str) -> None:
        """From now on this key writes. Raises ``KeysMissing``."""
        with self._locked():
            keys, writing = self._keys()
            Ring(keys, writing).named(kid)
            self._save(keys, kid)

    def retire(self, kid: str) -> None:
        """Move a key to ``retired-KID.json``: old backups can be read only with it."""
        with self._locked():
            keys, writing = self._keys()
            if kid == writing:
                raise Refusal("正在使用的密钥不能停用", remedy="请先换新密钥：mingbai vault rotate")
            old = tuple(key for key in keys if key.kid == kid)
            if old:
                self._write(self._path.with_name(f"retired-{kid}.json"), dumped(old, kid))
            self._save(tuple(key for key in keys if key.kid != kid), writing)

    def _keys(self) -> tuple[tuple[SecretKey, ...], str]:
        if not self._path.is_file():
            return (), ""
        return parsed(self._path.read_text(encoding="ascii"))

    def _save(self, keys: tuple[SecretKey, ...], writing: str) -> None:
        self._write(self._path, dumped(keys, writing))

    def _write(self, path: Path, text: str) -> None:
        unfinished = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
        _flush(path.parent)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Two processes that change the ring at once take turns."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self._path.parent / "lock", os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


class EnvironmentKeys:
    """``MINGBAI_KEYS``: the JSON of the key file, given by whoever starts the service."""

    def __init__(self, text: str) -> None:
        self._ring = Ring(*parsed(text))

    def ring(self) -> Ring:
        """The ring as it was at the start."""
        return self._ring

    def add(self, key: SecretKey) -> None:
        """Refused: the environment is not ours to change."""
        raise self._refusal()

    def write_with(self, kid: str) -> None:
        """Refused."""
        raise self._refusal()

    def retire(self, kid: str) -> None:
        """Nothing: whoever gives the variable takes the key out of it."""

    def _refusal(self) -> Refusal:
        return Refusal(
            "密钥由环境变量 MINGBAI_KEYS 提供，本命令改不了",
            remedy="请在变量里增加或去掉密钥（格式同 keys/ring.json），然后重启服务",
        )


_made: dict[tuple[str, str], KeyProvider] = {}


def provider() -> KeyProvider:
    """The provider that the settings name: the environment's if given, else the file's."""
    place = (settings.VAULT_KEYS, str(settings.VAR))
    if place not in _made:
        folder = Path(settings.VAR) / "keys"
        given = settings.VAULT_KEYS
        _made[place] = EnvironmentKeys(given) if given else FileKeys(folder)
    return _made[place]


def ring() -> Ring:
    """The ring as it is at this moment."""
    return provider().ring()


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
