"""Several citizens at once, each with one application after another."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from uuid import uuid4

from bench.plan import CITIZENS, SUBMISSIONS
from bench.served.citizen import Asked, Browser, read_receipt, typed

# What one citizen does; gives the seconds he waited for the answer to his form.
Journey = Callable[[int], float]
TEXT = "某地块的规划许可、用地批准文件及其附图，包括历次变更的审批意见和公示材料。" * 4
_numbers = count(1)
_run = uuid4().hex[:6]


def wall(journey: Journey) -> float:
    """Seconds until all have their answers."""
    began = time.perf_counter()
    list(waits(journey))
    return time.perf_counter() - began


def slowest(journey: Journey) -> float:
    """The wait that one in a hundred exceeds."""
    found = sorted(waits(journey))
    return found[len(found) * 99 // 100]


def waits(journey: Journey) -> Iterator[float]:
    """The seconds of every citizen's wait."""
    with ThreadPoolExecutor(CITIZENS) as pool:
        yield from pool.map(journey, [next(_numbers) for _ in range(SUBMISSIONS)])


def applying(port: int, organ: str) -> Journey:
    """Open the form, send it, read the receipt."""

    def journey(number: int) -> float:
        asked = Asked(organ, f"{TEXT}{number}", f"申请人{number}", f"E{_run}{number:06d}")
        browser, path = Browser(port), f"/apply/{organ}/"
        fields = typed(asked) | browser.hidden(path)
        began = time.perf_counter()
        answer = browser.post(path, fields)
        took = time.perf_counter() - began
        read_receipt(browser, answer.location)
        return took

    return journey


def plain(port: int) -> Journey:
    """The same with the plain view: a form, a row, the row's page."""
    names = ("name", "identity", "phone", "address", "description")

    def journey(number: int) -> float:
        asked = Asked("", f"{TEXT}{number}", f"申请人{number}", f"E{_run}{number:06d}")
        browser, path = Browser(port), "/plain/new/"
        filled = typed(asked)
        fields = {name: filled[name] for name in names} | browser.hidden(path)
        began = time.perf_counter()
        answer = browser.post(path, fields)
        took = time.perf_counter() - began
        if f"申请人{number}" not in browser.get(answer.location).text:
            raise RuntimeError(answer)
        return took

    return journey
