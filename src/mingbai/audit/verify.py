"""Checking the log: every hash, every link, every checkpoint, every trigger."""

from collections.abc import Iterator

from django.db import connection

from mingbai.audit import triggers
from mingbai.audit.actions import checkpoint_facts, event_facts
from mingbai.audit.canonical import digest
from mingbai.audit.models import Chain, Checkpoint, Event


def problems() -> Iterator[str]:
    """Everything wrong with the log, in words; nothing when it is whole."""
    for name in triggers.missing(connection):
        yield f"缺少防改触发器 {name}，请运行 mingbai migrate 重新安装"
    chains = {chain.code: chain for chain in Chain.objects.all()}
    for code in Event.objects.order_by("chain").values_list("chain", flat=True).distinct():
        if code not in chains:
            yield f"链 {code}：有事件而无链头"
    for chain in chains.values():
        yield from _chain_problems(chain)
    yield from _checkpoint_problems()


def _chain_problems(chain: Chain) -> Iterator[str]:
    previous, number = "", 0
    for event in Event.objects.filter(chain=chain.code).order_by("number").iterator():
        number += 1
        if event.number != number:
            yield f"链 {chain.code}：第 {number} 号事件缺失（下一条是第 {event.number} 号）"
            number = event.number
        if event.previous != previous:
            yield f"链 {chain.code}：第 {event.number} 号事件与前一条不相接"
        if digest(event_facts(event)) != event.hash:
            yield f"链 {chain.code}：第 {event.number} 号事件内容与其散列值不符"
        previous = event.hash
    if (number, previous) != (chain.length, chain.head):
        yield f"链 {chain.code}：链头记 {chain.length} 条，实有 {number} 条，末尾被截断或改动"


def _checkpoint_problems() -> Iterator[str]:
    previous = ""
    for made in Checkpoint.objects.order_by("day").iterator():
        if made.previous != previous or digest(checkpoint_facts(made)) != made.hash:
            yield f"{made.day} 检查点与前一日不相接或内容被改"
        previous = made.hash
        numbers = {code: length for code, (length, _) in made.heads.items() if length}
        for code, length in numbers.items():
            event = Event.objects.filter(chain=code, number=length).only("hash").first()
            if event is None or event.hash != made.heads[code][1]:
                yield f"{made.day} 检查点：链 {code} 第 {length} 号事件与当日记录不符"
