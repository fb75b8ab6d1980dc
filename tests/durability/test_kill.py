"""SIGKILL under load: no acknowledged application lost, no number used twice or skipped."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from bench.served.citizen import Asked, Browser, Receipt, follow
from bench.served.site import Site, served
from tests.durability.places import ask, place
from tests.durability.run import ONE_FILE_IN, ORGANS, Plan, endure

SHORT = Plan(clients=8, submissions=100, kills=3, workers=1)
LONG = Plan(clients=64, submissions=1000, kills=20)
SAMPLE = 20
# The part of `make test` on PostgreSQL names it as its database; the long run takes both.
GIVEN = os.environ.get("DATABASE_URL", "")
POSTGRESQL = GIVEN or os.environ.get("MINGBAI_TEST_POSTGRESQL", "")
without = pytest.mark.skipif(not POSTGRESQL, reason="没有 PostgreSQL（MINGBAI_TEST_POSTGRESQL）")
PLANS = [
    pytest.param(SHORT, GIVEN, id=f"short-{'postgresql' if GIVEN else 'sqlite'}"),
    pytest.param(LONG, "", id="long-sqlite", marks=pytest.mark.long),
    pytest.param(LONG, POSTGRESQL, id="long-postgresql", marks=[pytest.mark.long, without]),
]


@pytest.mark.parametrize(("plan", "server"), PLANS)
def test_nothing_acknowledged_is_lost(plan: Plan, server: str, tmp_path: Path) -> None:
    with place(server, tmp_path / "var") as environment:
        ask("establish", environment, list(ORGANS))
        site = Site(environment, log=tmp_path / "log", workers=plan.workers)
        try:
            told = endure(site, plan)
            chance = random.Random(plan.seed)  # noqa: S311 (repeatable)
            sample = chance.sample(list(told.receipts.values()), SAMPLE)
            opened = [follow(Browser(site.port), receipt) for receipt in sample]
        finally:
            site.kill()
        assert told.kills == plan.kills
        assert opened == [True] * SAMPLE
        _check_cases(told.receipts, plan, environment)
        _check_log(environment)
    _check_files(tmp_path / "var")
    print(f"中断 {told.kills} 次，{told.lost} 次提交没有回音，{told.again} 件再次提交")


def _check_cases(receipts: dict[Asked, Receipt], plan: Plan, environment: dict[str, str]) -> None:
    """What was acknowledged is there, once each, numbered without a gap."""
    codes = {receipt.number: receipt.code for receipt in receipts.values()}
    assert len(codes) == len(receipts) == plan.submissions
    kept = ask("look", environment, codes)
    assert kept["cases"] == {
        receipt.number: [asked.organ, asked.text] for asked, receipt in receipts.items()
    }
    assert kept["rows"] == plan.submissions
    for organ, numbers in kept["series"].items():
        assert numbers == list(range(1, kept["last"][organ] + 1)), organ
    assert kept["wrong_codes"] == []
    assert kept["rollup"] == []
    assert len(kept["files"]) == len(set(kept["files"])) == plan.submissions // ONE_FILE_IN


def _check_log(environment: dict[str, str]) -> None:
    command = [str(Path(sys.executable).with_name("mingbai")), "audit", "verify"]
    done = subprocess.run(
        command, env=os.environ | served(environment), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:]


def _check_files(var: Path) -> None:
    """Nothing of an applicant's file can be read on the disk, whatever was left half-done."""
    folders = [var / "attachments", var / "tmp"]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if b"\x89PNG" in path.read_bytes()] == []
