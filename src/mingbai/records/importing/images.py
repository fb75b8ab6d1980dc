"""The pictures that a delivered text asks for: found beside it and taken over, or told.

Nothing is fetched: what lies on another site or within the page itself stays there.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import unquote

from mingbai.records.importing.source import Finder
from mingbai.refusal import Refusal

MOST = 30  # of one page
TOLD = 5
_ASKED = re.compile(
    r"""<img\b[^>]{0,2000}?\bsrc\s*=\s*(?:"([^"]{1,500})"|'([^']{1,500})'|([^\s>"']{1,500}))"""
    r"""|!\[[^\]\n]{0,200}\]\(\s*([^)\s]{1,500})""",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.\-]*:|//|\\\\", re.IGNORECASE)
Take = Callable[[bytes, str], str]
Read = Callable[[str], bytes]


def asked(text: str) -> tuple[str, ...]:
    """What a text calls its pictures, each once, as far as they may lie beside it."""
    found = (
        unescape(next(filter(None, each.groups()), "")).strip() for each in _ASKED.finditer(text)
    )
    return tuple(dict.fromkeys(src for src in found if path_of(src)))[: 2 * MOST]


def path_of(src: str) -> str:
    """The path of a relative address; empty for another site and for data."""
    if not src or _ELSEWHERE.match(src):
        return ""
    return unquote(re.split(r"[?#]", src, maxsplit=1)[0]).replace("\\", "/")


def beside(finder: Finder, body: str, src: str) -> str:
    """The file that a text means: seen from its own folder, else from the top or by its name.

    Raises ``Refusal`` where there is none, or more than one.
    """
    path = path_of(src)
    near = posixpath.normpath(posixpath.join(posixpath.dirname(body), path.lstrip("/")))
    try:
        return finder.exact(near)
    except KeyError:
        return finder.find(path)


@dataclass
class Images:
    """The pictures of one page: ``held`` is the key of each by what the text calls it, ``read``
    gives its bytes, ``take(data, name)`` keeps it and gives its address in the body.
    """

    held: Mapping[str, str] = field(default_factory=dict)
    read: Read | None = None
    take: Take | None = None
    done: dict[str, str] = field(default_factory=dict)
    left: Counter[str] = field(default_factory=Counter)

    def address(self, src: str) -> str:
        """The address in the body of what the text calls ``src``; empty where it is left out."""
        if src in self.done:
            return self.done[src]
        if not path_of(src):
            self.left["在别的网站或者写在网页里"] += 1
            return ""
        if src not in self.held or self.read is None:
            self.left[f"没有找到“{src[-60:]}”"] += 1
            return ""
        try:
            return self.keep(self.read(self.held[src]), PurePosixPath(path_of(src)).name, src)
        except Refusal as refusal:
            self.left[str(refusal).rstrip("。")] += 1
            return ""

    def keep(self, data: bytes, name: str, src: str = "") -> str:
        """Take one picture over. Raises ``Refusal`` where it is left out."""
        if self.take is None:
            raise Refusal("这里不取用图片")
        if len(self.done) >= MOST:
            raise Refusal(f"一篇最多{MOST}幅")
        self.done[src or name] = self.take(data, name)
        return self.done[src or name]

    def notes(self) -> tuple[str, ...]:
        """What became of them, in words."""
        said = [f"正文图片{len(set(self.done.values()))}幅已导入"] if self.done else []
        for reason, count in list(self.left.items())[:TOLD]:
            said.append(f"正文里的 {count} 幅图片没有导入：{reason}")
        if rest := sum(list(self.left.values())[TOLD:]):
            said.append(f"另有 {rest} 幅图片没有导入")
        return tuple(said)
