"""What is found of planted values: ten thousand documents, twelve ways, every carrier (PII-11)."""

import re
from collections.abc import Callable
from functools import cache, partial
from random import Random

from bench import plan
from bench.measures import Contestants
from mingbai.rules.privacy import Kind
from tests.scanning.planted.documents import documents
from tests.scanning.planted.measure import PER_ROUND, TARGETS, Score, run

NAMES = {
    Kind.ID_CARD: "身份证号",
    Kind.MOBILE: "手机号",
    Kind.BANK_CARD: "银行卡号",
    Kind.ADDRESS: "住址",
    Kind.SENSITIVE_LIST: "敏感名单",
    Kind.MINOR: "未成年人",
}
SEED = 7  # not one of those with which the detectors were mended
PLAIN = re.compile(rb"[1-9]\d{16}[\dXx]")


def contestants() -> Contestants:
    """A plain search of the bytes for ID numbers; recall and precision of every kind."""
    measured: Contestants = {"参照：逐字节的正则，身份证号查全率": _plainly}
    for kind, recall, precision in TARGETS:
        measured[f"{NAMES[kind]}查全率（{recall}以上）"] = partial(_told, "recall", kind)
        measured[f"{NAMES[kind]}查准率（{precision}以上）"] = partial(_told, "precision", kind)
    return measured


@cache
def _score() -> Score:
    return run(SEED, plan.DOCUMENTS // PER_ROUND)


def _told(what: str, kind: Kind) -> float:
    figure: Callable[[Kind], float] = getattr(_score(), what)
    return figure(kind)


@cache
def _plainly() -> float:
    rng = Random(SEED)  # noqa: S311 (a reproducible sample, not a secret)
    planted = found = 0
    for document in documents(rng, plan.DOCUMENTS // PER_ROUND):
        if document.kind is Kind.ID_CARD:
            planted += 1
            found += PLAIN.search(document.data) is not None
    return found / planted
