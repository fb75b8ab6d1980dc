"""``python -m bench [name …]``: run the benchmarks and print one table, ratios first."""

import os
import sys
from pathlib import Path

from bench import machine, plan
from bench.places import Places
from bench.race import race
from bench.server import postgresql
from bench.table import Line, lines, printed


def main(names: list[str]) -> int:
    """Run the named benchmarks (all by default); the table also goes to var/bench/results.txt."""
    known = {benchmark.name: benchmark for benchmark in plan.BENCHMARKS}
    if unknown := [name for name in names if name not in known]:
        print(f"没有这一项：{'、'.join(unknown)}。可用：{'、'.join(known)}。")
        return 2
    folder = Path(os.environ.get("MINGBAI_VAR", "var")).absolute() / "bench"
    found: list[Line] = []
    with postgresql(folder / "postgres") as server:
        places = Places(folder, server)
        if not server:
            print("没有 PostgreSQL，只测 SQLite。")
        versions = machine.versions(places)
        for name in names or list(known):
            benchmark = known[name]
            print(f"{benchmark.title} …", flush=True)
            found += lines(benchmark, race(benchmark, places))
    text = "\n".join([*machine.described(), *versions, "", *printed(found)])
    (folder / "results.txt").write_text(text + "\n", encoding="utf-8")
    print(f"\n{text}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
