"""How the reader wants to see the pages: size of type, 长者版, high contrast (A11-04, A11-05)."""

from collections.abc import Mapping
from dataclasses import dataclass

SIZES = {"small": "小", "middle": "中", "large": "大"}
COOKIES = {"size": "mb_size", "elder": "mb_elder", "contrast": "mb_contrast"}
YEAR = 365 * 24 * 60 * 60


@dataclass(frozen=True)
class Appearance:
    """The reader's choice; the default is the middle size without aids."""

    size: str = "middle"
    elder: bool = False
    contrast: bool = False


def from_cookies(cookies: Mapping[str, str]) -> Appearance:
    """The choice a browser remembers; anything unknown is the default."""
    size = cookies.get(COOKIES["size"], "middle")
    return Appearance(
        size=size if size in SIZES else "middle",
        elder=cookies.get(COOKIES["elder"]) == "1",
        contrast=cookies.get(COOKIES["contrast"]) == "1",
    )


def chosen(query: Mapping[str, str]) -> dict[str, str]:
    """The cookies to set for a query such as ``size=large&elder=1``; unknown values are ignored."""
    valid = {"size": set(SIZES), "elder": {"0", "1"}, "contrast": {"0", "1"}}
    return {
        COOKIES[name]: query[name] for name, values in valid.items() if query.get(name) in values
    }
