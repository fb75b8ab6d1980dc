"""Citizens who do not give up, and a server that is killed under them at random instants."""

import random
import struct
import threading
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException

from bench.served.citizen import Asked, Browser, Page, Receipt, Unserved, read_receipt, send
from bench.served.site import Site

PATIENCE = 240  # seconds after which a citizen gives up on one application
ONE_FILE_IN = 10
ORGANS = ("o1", "o2", "o3")


@dataclass(frozen=True)
class Plan:
    """How many citizens send how many applications while the server dies how often."""

    clients: int
    submissions: int
    kills: int
    workers: int = 2
    seed: int = 20190515


@dataclass
class Told:
    """What the citizens were told: the last receipt of each application; ``lost``: no answer."""

    receipts: dict[Asked, Receipt] = field(default_factory=dict)
    lost: int = 0
    again: int = 0
    kills: int = 0


def endure(site: Site, plan: Plan) -> Told:
    """Run it to the end; raises what a citizen could not get over. The site is up afterwards."""
    told, lock, over = Told(), threading.Lock(), threading.Event()
    site.start()
    killer = threading.Thread(target=_kill_at_random, args=(site, plan, told, over))
    killer.start()
    try:
        with ThreadPoolExecutor(plan.clients) as pool:
            asked = list(applications(plan))
            for done in [pool.submit(_insist, site.port, one, told, lock) for one in asked]:
                done.result()
    finally:
        over.set()
        killer.join()
    return told


def applications(plan: Plan) -> Iterator[Asked]:
    """Each with a text and a person of its own; one in ten with a file."""
    for number in range(plan.submissions):
        yield Asked(
            organ=ORGANS[number % len(ORGANS)],
            text=f"第{number}号地块的规划许可及其附图（{plan.seed}）",
            name=f"申请人{number}",
            identity=f"E{number:08d}",
            file=_png(number) if number % ONE_FILE_IN == 0 else b"",
        )


def _kill_at_random(site: Site, plan: Plan, told: Told, over: threading.Event) -> None:
    """At so many random states of the work, a random moment later; then it is started again."""
    chance = random.Random(plan.seed)  # noqa: S311 (repeatable)
    for acknowledged in sorted(chance.sample(range(plan.submissions * 9 // 10), plan.kills)):
        while len(told.receipts) < acknowledged and not over.is_set():
            time.sleep(0.005)
        if over.wait(chance.uniform(0, 0.5)):
            return
        site.kill()
        told.kills += 1
        site.start()


def _insist(port: int, asked: Asked, told: Told, lock: threading.Lock) -> None:
    """Send until there is a receipt; the same words every time."""
    deadline = time.monotonic() + PATIENCE
    while True:
        browser = Browser(port)
        try:
            answer = send(browser, asked)
            receipt = _receipt(browser, answer, deadline)
        except (OSError, HTTPException, Unserved) as error:
            with lock:
                told.lost += not isinstance(error, ConnectionRefusedError)
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
            continue
        with lock:
            told.receipts[asked] = receipt
            told.again += receipt.again
        return


def _receipt(browser: Browser, answer: Page, deadline: float) -> Receipt:
    """The receipt, asked for until it comes: the browser holds what is needed."""
    while True:
        try:
            return read_receipt(browser, answer.location)
        except (OSError, HTTPException, Unserved):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def _png(number: int) -> bytes:
    """A small picture unlike the others."""
    line = b"\0" + bytes([number % 251, number % 241, 7]) * 8
    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(line * 8)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
