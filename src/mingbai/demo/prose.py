"""The demonstration's prose: the district's own, and a short one for every other organ."""

import tomllib
from functools import cache
from typing import Any

from mingbai.demo.source import DATA, DemoOrgan

SECTIONS = ("introduction", "overview", "problems", "other")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((DATA / "prose-2019.toml").read_text(encoding="utf-8"))


def sections(organ: DemoOrgan, received: int) -> dict[str, str]:
    """The four prose parts of an organ's report; ``received`` applications came in that year."""
    if organ.kind == "government":
        return {name: _data()["district"][name].strip() for name in SECTIONS}
    texts = _data()["organ"]
    counted = texts["received"].format(count=received) if received else texts["none_received"]
    return {
        name: texts[name].strip().format(name=organ.name, applications=counted) for name in SECTIONS
    }
