"""Packages with something planted, and the search for it in every layer of a file."""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from random import Random

from mingbai.files.cleaning.told import Strip, Told
from tests.scanning.planted.values import identity

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SECRET = identity(Random(20261124))  # noqa: S311  a valid number, only in memory

NO_LINKS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b"</Relationships>"
)
Parts = dict[str, bytes | str]


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def unpacked(data: bytes) -> Parts:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def changed(data: bytes, name: str, old: str, new: str) -> bytes:
    """The package with a piece of one part replaced once; it must be there."""
    parts = unpacked(data)
    text = parts[name]
    assert isinstance(text, bytes)
    assert old in text.decode()
    parts[name] = text.decode().replace(old, new, 1)
    return packed(parts)


def linked(
    data: bytes, source: str, kind: str, target: str, content: bytes | str, *,
    content_type: str = "", relation: str = "rId99",
) -> bytes:  # fmt: skip
    """The package with one more part, and a relationship from ``source`` that leads to it."""
    parts = unpacked(data)
    parts[target] = content
    folder, _, last = source.rpartition("/")
    rels = f"{folder}/_rels/{last}.rels" if folder else f"_rels/{last}.rels"
    before = parts.get(rels, NO_LINKS)
    assert isinstance(before, bytes)
    text = before.decode()
    link = f'<Relationship Id="{relation}" Type="{_type(kind)}" Target="/{target}"/>'
    parts[rels] = text.replace("</Relationships>", f"{link}</Relationships>")
    if content_type:
        types = parts["[Content_Types].xml"]
        assert isinstance(types, bytes)
        mark = f'<Override PartName="/{target}" ContentType="{content_type}"/></Types>'
        parts["[Content_Types].xml"] = types.decode().replace("</Types>", mark)
    return packed(parts)


def _type(kind: str) -> str:
    return kind if kind.startswith("http") else f"{OFFICE}/{kind}"


def outside(data: bytes, source: str, kind: str, target: str, relation: str = "rId98") -> bytes:
    """The package with a relationship that leads out of it."""
    parts = unpacked(data)
    folder, _, last = source.rpartition("/")
    rels = f"{folder}/_rels/{last}.rels"
    text = parts.get(rels, NO_LINKS)
    assert isinstance(text, bytes)
    link = (
        f'<Relationship Id="{relation}" Type="{_type(kind)}" Target="{target}"'
        ' TargetMode="External"/></Relationships>'
    )
    parts[rels] = text.decode().replace("</Relationships>", link)
    return packed(parts)


def holds(data: bytes, secret: str) -> list[str]:
    """Where a secret stands in a file: raw, in every part of a package, in packages inside."""
    found = [] if not _in(data, secret) else ["raw"]
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            for name in file.namelist():
                content = file.read(name)
                found += [f"{name}: {where}" for where in holds(content, secret)]
                found += [name] if secret in name else []
    return found


def _in(data: bytes, secret: str) -> bool:
    # In XML a number may stand in character references or in pieces: tags taken out, too.
    return any(
        secret.encode(codec) in data for codec in ("utf-8", "utf-16-le", "utf-16-be")
    ) or _inflated(data, secret)


def _inflated(data: bytes, secret: str) -> bool:
    """In the streams of a PDF."""
    place = 0
    while (place := data.find(b"stream", place)) >= 0:
        place += 6
        start = place + (2 if data[place : place + 2] == b"\r\n" else 1)
        try:
            text = zlib.decompressobj().decompress(data[start:])
        except zlib.error:
            continue
        if any(secret.encode(codec) in text for codec in ("utf-8", "utf-16-be")):
            return True
    return False


def cleaned(clean: Callable[[bytes, Told], bytes], data: bytes) -> tuple[bytes, list[Strip]]:
    """What a cleaner makes of a file, having cleaned it twice: the second time changes nothing."""
    told, again = Told(), Told()
    made = clean(data, told)
    assert clean(made, again) == made
    assert again.strips() == ()
    return made, list(told.strips())
