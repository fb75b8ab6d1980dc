"""Checking the log: every hash, every link, every checkpoint, every trigger."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Max

from mingbai.audit import triggers
from mingbai.audit.actions import checkpoint_facts, event_facts
from mingbai.audit.canonical import digest
from mingbai.audit.models import Chain, Checkpoint, Event


@dataclass
class _Heads:
    """What the checkpoints say: chain → number → (hash of that event, whose word it is)."""

    known: dict[str, dict[int, tuple[str, str]]] = field(default_factory=dict)

    def add(self, heads: Mapping[str, Any], source: str) -> Iterator[str]:
        """Take in the heads of one checkpoint; two that contradict each other are a problem."""
        for code, (length, head) in heads.items():
            said, earlier = self.known.setdefault(code, {}).setdefault(length, (head, source))
            if said != head:
                yield f"链 {code} 第 {length} 号事件：{source}与{earlier}所记不同"


def problems(held: Iterable[Mapping[str, Any]] = ()) -> Iterator[str]:
    """Everything wrong with the log, in words; nothing when it is whole.

    ``held`` are checkpoints kept outside the database (``checkpoint_facts`` with ``hash``): only
    they prove that the log was not rewritten from its beginning.  May run while events are added.
    """
    for name in triggers.missing(connection):
        yield f"防改触发器 {name} 缺失或被改动，请运行 mingbai migrate 重新安装"
    heads = _Heads()
    yield from _checkpoint_problems(heads)
    yield from _held_problems(held, heads)
    longest = dict(Event.objects.order_by().values_list("chain").annotate(Max("number")))
    chains = {chain.code: chain for chain in Chain.objects.all()}
    for code in sorted((longest.keys() | heads.known.keys()) - chains.keys()):
        yield f"链 {code}：链头不存在"
    for chain in chains.values():
        yield from _chain_problems(chain, heads.known.get(chain.code, {}))
        if longest.get(chain.code, 0) > chain.length:
            yield f"链 {chain.code}：链头记 {chain.length} 条，实有更多"


def _chain_problems(chain: Chain, wanted: Mapping[int, tuple[str, str]]) -> Iterator[str]:
    previous, number, open_claims = "", 0, dict(wanted)
    open_claims.pop(0, None)
    events = Event.objects.filter(chain=chain.code, number__lte=chain.length).order_by("number")
    for event in events.iterator():
        number += 1
        where = f"链 {chain.code} 第 {event.number} 号事件"
        if event.number != number:
            yield f"链 {chain.code}：缺第 {number} 号事件（下一条是第 {event.number} 号）"
            number = event.number
        if event.previous != previous:
            yield f"{where}：与前一条不相接"
        if digest(event_facts(event)) != event.hash:
            yield f"{where}：内容与其散列值不符"
        said, source = open_claims.pop(number, (event.hash, ""))
        if said != event.hash:
            yield f"{where}：与{source}所记不同"
        previous = event.hash
    if (number, previous) != (chain.length, chain.head):
        yield f"链 {chain.code}：链头记 {chain.length} 条，实有 {number} 条，末尾被截断或改动"
    for absent, (_, source) in open_claims.items():
        yield f"链 {chain.code}：{source}所记的第 {absent} 号事件不存在"


def _checkpoint_problems(heads: _Heads) -> Iterator[str]:
    previous = ""
    for made in Checkpoint.objects.order_by("day").iterator():
        source = f"{made.day} 检查点"
        if made.previous != previous:
            yield f"{source}：与前一个检查点不相接"
        if digest(checkpoint_facts(made)) != made.hash:
            yield f"{source}：内容与其散列值不符"
        previous = made.hash
        yield from heads.add(made.heads, source)


def _held_problems(held: Iterable[Mapping[str, Any]], heads: _Heads) -> Iterator[str]:
    present = dict(Checkpoint.objects.values_list("day", "hash"))
    hashes = {day.isoformat(): value for day, value in present.items()}
    for kept in held:
        source = f"另存的 {kept['day']} 检查点"
        facts = {key: value for key, value in kept.items() if key != "hash"}
        if digest(facts) != kept["hash"]:
            yield f"{source}：文件内容与其散列值不符"
        if hashes.get(kept["day"]) != kept["hash"]:
            yield f"{source}：数据库中没有，或与之不同"
        yield from heads.add(kept["heads"], source)
