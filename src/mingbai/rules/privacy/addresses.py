"""Addresses down to the door: way and number, building, unit, room."""

import re
from collections.abc import Iterator
from string import ascii_letters, digits

from mingbai.rules.privacy import masking
from mingbai.rules.privacy.findings import Hit, Kind, Severity
from mingbai.rules.privacy.runs import SPACES
from mingbai.rules.privacy.wording import before

NUMBER = r"(?:\d{1,5}+|[一二三四五六七八九十百零〇]{1,5}+)"
PART = rf"(?:[A-Za-z]?{NUMBER}(?:[-－之]\d{{1,4}}+)?(?:号楼|号院|单元|号|栋|幢|座|楼|室|层|组))"
ROOMS = r"\d{1,3}[-－]\d{1,2}[-－]\d{3,4}(?![\d-])"
DOOR = re.compile(
    rf"(?:(?<=[一-龥]){ROOMS}|{PART}(?:\s?{PART}){{0,5}}"
    r"(?:[-－]?\d{1,4}(?:[-－]\d{1,4}){0,2}(?:室|户)?(?!\d|户|文|%|\.))?+)(?!文|户|线)"
)
# Where the first part of a door ends, or the second number of a room begins.
ANCHOR = re.compile(
    r"[号单栋幢座楼室层组\-－](?:(?<=[\d一二三四五六七八九十百零〇][号单栋幢座楼室层组])"
    r"|(?<=\d[-－])\d{1,2}[-－]\d{3,4}(?![\d-]))"
)
STARTS = frozenset(ascii_letters + digits + "一二三四五六七八九十百零〇")
LONGEST = 12  # characters of a part before its word
WAY = re.compile(
    r"([一-龥A-Za-z\d]{1,12}?)"
    r"(路|街|巷|弄|大道|胡同|村|庄|屯|社区|小区|花园|苑|公寓|家园|里|坊|大厦|广场|城|湾|组|队"
    r"|道|府|庭|公馆|名邸|寨|营|雅居)\s?$"
)
WAY_ENDS = frozenset("路街巷弄道同村庄屯区园苑寓里坊厦场城湾组队府庭馆邸寨营居" + SPACES)
IN_ROOMS = re.compile(r"室|单元|户|-\d|[栋幢]\d")
RURAL = re.compile(r"(?:村|庄|屯|寨|营|组)$")
OTHERS = re.compile(r"[第线]$|公路$|铁路$|线路$|道路$|[国省县乡]道$|轨道$|[运经]营$")


def find(text: str) -> Iterator[Hit]:
    """Each door with the way before it.  An office's own address is told, a home's stops."""
    for door in _doors(text):
        if text[max(door.start() - 1, 0)] not in WAY_ENDS:
            continue
        reach = max(0, door.start() - 24)
        line = text.rfind("\n", reach, door.start()) + 1
        way = WAY.search(text[max(reach, line) : door.start()])
        if way is None or OTHERS.search(way[0].strip()) or not _is_door(door[0]):
            continue
        start = max(reach, line) + way.start()
        severity = _severity(text, max(reach, line), start, door)
        masked = masking.address(way[2] + door[0])
        yield Hit(Kind.ADDRESS, severity, start, door.end(), masked)


def _doors(text: str) -> Iterator[re.Match[str]]:
    """The matches of DOOR, looked for only where one of its words follows a number."""
    done = 0
    for anchor in ANCHOR.finditer(text):
        end = anchor.start()
        for start in range(max(done, end - LONGEST), end):
            door = DOOR.match(text, start) if text[start] in STARTS else None
            if door is not None:
                done = door.end()
                yield door
                break


def _is_door(door: str) -> bool:
    """A floor or a group of villagers alone is no door."""
    return (
        "号" in door
        or "-" in door
        or IN_ROOMS.search(door) is not None
        or "栋" in door
        or "幢" in door
    )


def _severity(text: str, line: int, start: int, door: re.Match[str]) -> Severity:
    """By the words before it on its line; a house in a village is a home."""
    reach = door.start() - line
    if before(text, door.start(), "home", reach):
        return Severity.CRITICAL
    rural = RURAL.search(text, start, door.start()) or "组" in door[0]
    if before(text, start, "office", start - line):
        return Severity.INFO
    return Severity.WARNING if rural or IN_ROOMS.search(door[0]) else Severity.INFO
