"""What every page must be for those who do not see it: landmarks, one h1, a title (A11-12)."""

import re
from html.parser import HTMLParser

LANDMARKS = {"header": "banner", "main": "main", "footer": "contentinfo"}
VOID = {"meta", "link", "input", "br", "img", "hr", "col", "wbr"}


class _Reader(HTMLParser):
    """Collects what the assertions ask for; counts a header or footer only outside of sections."""

    def __init__(self) -> None:
        super().__init__()
        self.landmarks: list[str] = []
        self.headings: list[int] = []
        self.language = ""
        self.first_link = ""
        self.title = ""
        self.ids: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        sections = {"article", "section", "aside", "main", "nav"} & set(self.open)
        if tag in LANDMARKS and (tag == "main" or not sections):
            self.landmarks.append(LANDMARKS[tag])
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "html":
            self.language = facts.get("lang") or ""
        if tag == "a" and not self.first_link:
            self.first_link = facts.get("href") or ""
        if facts.get("id"):
            self.ids.append(str(facts["id"]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "title" in self.open and "head" in self.open:
            self.title += data


def problems(page: str) -> list[str]:
    """What is wrong with the page, in words; empty when nothing is."""
    reader = _Reader()
    reader.feed(page)
    skips = [
        f"标题从h{above}跳到h{below}"
        for above, below in zip(reader.headings, reader.headings[1:], strict=False)
        if below > above + 1
    ]
    checks = {
        "lang不是zh-CN": reader.language == "zh-CN",
        f"标题不是“文题-栏目-站名”：{reader.title}": bool(
            re.fullmatch(r".+-[^-]+-[^-]+", reader.title.strip())
        ),
        f"地标不全或重复：{reader.landmarks}": sorted(reader.landmarks)
        == ["banner", "contentinfo", "main"],
        f"h1有{reader.headings.count(1)}个": reader.headings.count(1) == 1,
        "第一个链接不是跳到正文": reader.first_link == "#main",
        "没有id为main的正文": reader.ids.count("main") == 1,
        "id重复": len(set(reader.ids)) == len(reader.ids),
    }
    return [words for words, fine in checks.items() if not fine] + skips
