"""What the sentences of a report claim about its tables: figures with the cells they speak of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mingbai.rules.report import prose
from mingbai.rules.report.formats import HANDLED_TOTAL
from mingbai.rules.report.prose import FIGURE, Quote
from mingbai.rules.report.scopes import is_part

PUBLISHED = "published"
RECEIVED = ("t3.1/total",)
HANDLED = (f"{HANDLED_TOTAL}/total",)
SUITS = ("suit_direct", "suit_after_review")

_SUM = "[,:]?(?:共计|总计|合计|共)?"
_OWN_GAP = (
    "(?:了|的|共计|共|各类|依申请公开|依申请|政府信息公开|信息公开|政府信息"
    "|申请|事项|总数|数量|:){0,6}"
)
_RECEIVED = (
    re.compile(
        r"(?:收到|受理|接收|接到|新收|收悉)(?P<gap>[^,。;:\d]{0,40}?)(?:申请|依申请公开)"
        rf"(?P<tail>[^,。;:\d]{{0,8}}?){_SUM}{FIGURE}"
    ),
    re.compile(
        rf"(?:收到|受理|接收|接到|新收)(?P<gap>[^,。;:\d]{{0,12}}?){FIGURE}"
        r"(?P<tail>[^,。;:\d]{0,12}?)(?:申请|依申请公开)"
    ),
)
_HANDLED = re.compile(rf"(?:答复|办结|办理完毕){_OWN_GAP}{FIGURE}")
_CARRIED_IN = re.compile(
    rf"(?:(?:上一?年度?|去年)结转|结转上一?年度?)(?:的)?(?:政府信息公开)?(?:申请)?共?{FIGURE}"
)
_CARRIED_OUT = (
    re.compile(rf"{FIGURE}(?:申请)?(?:顺延|结转)(?:到|至)?(?:下|次|20\d\d)一?年"),
    re.compile(
        r"(?:顺延|结转)(?:到|至)?(?:下|次|20\d\d)一?年度?(?:继续)?(?:办理|答复)?(?:的)?(?:申请)?"
        rf"共?{FIGURE}"
    ),
)
_PUBLISHED = re.compile(
    rf"(?:发布|公开|公布)(?:了|各类|全文)?(?:政府|政务)?(?:信息|公文类信息)(?:共计|共|累计)?{FIGURE}"
)
_NONE_RECEIVED = re.compile(
    r"(?:未收到|没有收到|未接到|未受理|无)(?:过|任何|新的)?(?:依)?(?:政府信息公开|信息公开)申请"
)
_OTHER_MATTERS = re.compile(
    r"复议|诉讼|许可|登记|更正|补正|投诉|举报|信访|提案|建议|咨询|留言|查询"
)

_FILLERS = re.compile("(?:各类|各种|有效|书面|公众|群众|的|了|到|共|新|数量|总数){0,6}")
_NEAR = 200  # how far back the words of a scope are looked for

_KINDS = {
    "自然人": "natural",
    "公民": "natural",
    "商业企业": "org_business",
    "科研机构": "org_research",
    "社会公益组织": "org_public_good",
    "法律服务机构": "org_legal_service",
}
_KIND = re.compile(rf"(?P<name>{'|'.join(_KINDS)})(?:提交|提出)?(?:的)?(?:申请)?{FIGURE}")
_RESULTS = {
    "予以公开": "t3.3.1",
    "部分公开": "t3.3.2",
    "不予公开": "t3.3.3",
    "无法提供": "t3.3.4",
    "不予处理": "t3.3.5",
    "其他处理": "t3.3.6",
}
_NAMES = "|".join(_RESULTS)
_RESULT = re.compile(
    rf"(?P<name>{_NAMES})(?:[及和、与](?P<also>{_NAMES}))?(?:的)?(?:申请)?(?:共计|共|:)?{FIGURE}"
)
_REMEDY = re.compile(
    r"(?P<name>行政复议(?:[、和及与]行政诉讼)?|行政诉讼)(?:案件|案)?(?:共计|共|为|:)?" + FIGURE
)
_DECIDED = {"维持": "upheld", "纠正": "corrected", "其他": "other", "尚未": "pending"}
_DECISION = re.compile(
    rf"(?:结果(?P<a>维持|纠正)|(?P<b>其他)结果|(?P<c>尚未)审结)(?:的)?(?:案件)?{FIGURE}"
)


@dataclass(frozen=True)
class Claim:
    """A figure in the text and the cells whose sum it must equal.

    ``cells`` is empty for figures that no table holds (``measure`` published).  ``part``: the
    figure covers only a part of the report, so it can only be too large.  ``end`` is its place in
    the sentence.
    """

    measure: str
    cells: tuple[str, ...]
    quote: Quote
    part: bool
    sentence: str
    end: int


@lru_cache(maxsize=16)
def claims(text: str, *, year: int, organ: str) -> tuple[Claim, ...]:
    """Every figure of the text that can be bound to cells, in the order of the text."""
    found: list[Claim] = []
    for sentence in prose.sentences(prose.flatten(text)):
        reader = _Reader(sentence.text, year, organ)
        found.extend(sorted(reader.claims(), key=lambda claim: claim.end))
    return tuple(found)


@dataclass(frozen=True)
class _Reader:
    """Reads one sentence; what a later clause says counts under the scope of the first."""

    sentence: str
    year: int
    organ: str

    def claims(self) -> Iterator[Claim]:
        received = list(self._received())
        handled = list(self._handled())
        yield from received
        yield from handled
        yield from self._none_received()
        yield from self._simple(PUBLISHED, (), _PUBLISHED)
        if received or handled:
            part = any(claim.part for claim in [*received, *handled])
            yield from self._parts(part=part)
        if "信息公开" in self.sentence or "依申请" in self.sentence:
            yield from self._remedies()

    def _received(self) -> Iterator[Claim]:
        taken: set[int] = set()
        for pattern in _RECEIVED:
            for match in pattern.finditer(self.sentence):
                if match.start("n") in taken or not self._about_disclosure(match):
                    continue
                taken.add(match.start("n"))
                yield self._claim("received", RECEIVED, match)

    def _about_disclosure(self, match: re.Match[str]) -> bool:
        """Not a licence, a complaint or a reconsideration: the words between say what was asked."""
        words = match["gap"] + match["tail"]
        if _OTHER_MATTERS.search(words):
            return False
        if "公开" in match[0] or "信息" in match[0]:
            return True
        return _FILLERS.fullmatch(words) is not None and "公开" in self.sentence

    def _handled(self) -> Iterator[Claim]:
        if "申请" in self.sentence:
            yield from self._simple("handled", HANDLED, _HANDLED)
        if "申请" in self.sentence or not _OTHER_MATTERS.search(self.sentence):
            yield from self._simple("carried_in", ("t3.2/total",), _CARRIED_IN, scoped=False)
            for pattern in _CARRIED_OUT:
                yield from self._simple("carried_out", ("t3.4/total",), pattern, scoped=False)

    def _none_received(self) -> Iterator[Claim]:
        for match in _NONE_RECEIVED.finditer(self.sentence):
            words = Quote(0, False, prose.around(self.sentence, match))
            part = self._is_part(match)
            yield Claim("received", RECEIVED, words, part, self.sentence, match.end())

    def _parts(self, *, part: bool) -> Iterator[Claim]:
        for match in _KIND.finditer(self.sentence):
            kind = _KINDS[match["name"]]
            yield self._claim("kind", (f"t3.1/{kind}",), match, part=part)
        for match in _RESULT.finditer(self.sentence):
            names = [match["name"], match["also"]]
            cells = tuple(f"{_RESULTS[name]}/total" for name in names if name)
            yield self._claim("result", cells, match, part=part)

    def _remedies(self) -> Iterator[Claim]:
        start = 0
        for clause in prose.clauses(self.sentence):
            for match in _REMEDY.finditer(self.sentence, start, start + len(clause)):
                blocks = _blocks(match["name"])
                cells = tuple(f"{block}/total" for block in blocks)
                claim = self._claim("remedy", cells, match)
                yield claim
                yield from self._decisions(blocks, claim, start + len(clause))
            start += len(clause) + 1

    def _decisions(self, blocks: tuple[str, ...], of: Claim, stop: int) -> Iterator[Claim]:
        """结果维持 N 件 … behind the count of one kind of remedy, up to the next kind."""
        start = of.end
        following = _REMEDY.search(self.sentence, start, stop)
        end = following.start() if following else stop
        for match in _DECISION.finditer(self.sentence, start, end):
            column = _DECIDED[match["a"] or match["b"] or match["c"]]
            named = _named_blocks(self.sentence[start : match.start()], blocks)
            cells = tuple(f"{block}/{column}" for block in named)
            yield self._claim("decision", cells, match, part=of.part)

    def _simple(
        self, measure: str, cells: tuple[str, ...], pattern: re.Pattern[str], *, scoped: bool = True
    ) -> Iterator[Claim]:
        for match in pattern.finditer(self.sentence):
            yield self._claim(measure, cells, match, part=None if scoped else False)

    def _claim(
        self,
        measure: str,
        cells: tuple[str, ...],
        match: re.Match[str],
        *,
        part: bool | None = None,
    ) -> Claim:
        scope = self._is_part(match) if part is None else part
        quoted = prose.quote(match, self.sentence)
        return Claim(measure, cells, quoted, scope, self.sentence, match.end())

    def _is_part(self, match: re.Match[str]) -> bool:
        near = self.sentence[max(match.start() - _NEAR, 0) : match.start()]
        before = near.rsplit(";", 1)[-1]
        return is_part(before, match[0], year=self.year, organ=self.organ)


def _blocks(name: str) -> tuple[str, ...]:
    if name == "行政诉讼":
        return SUITS
    return ("review", *SUITS) if "行政诉讼" in name else ("review",)


def _named_blocks(words: str, blocks: tuple[str, ...]) -> tuple[str, ...]:
    direct, after = words.rfind("未经复议直接起诉"), words.rfind("复议后起诉")
    if blocks != SUITS or direct == after:
        return blocks
    return (SUITS[0],) if direct > after else (SUITS[1],)
