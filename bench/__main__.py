"""``python -m bench [name …]``: run the benchmarks and print one table, ratios first."""

import os
import sys
from pathlib import Path

from bench import machine, plan
from bench.places import Places
from bench.race import race
from bench.server import postgresql
from bench.table import Line, lines, printed
from bench.workers import Failed


def main(names: list[str]) -> int:
    """Run the benchmarks whose names begin so, all by default.

    The table is printed and kept in var/bench/results.txt.
    """
    known = {benchmark.name: benchmark for benchmark in plan.BENCHMARKS}
    chosen = [name for name in known if not names or name.startswith(tuple(names))]
    if not chosen:
        print(f"没有这一项：{'、'.join(names)}。可用：{'、'.join(known)}。")
        return 2
    folder = Path(os.environ.get("MINGBAI_VAR", "var")).absolute() / "bench"
    found: list[Line] = []
    failed = False
    with postgresql(folder / "postgres") as server:
        places = Places(folder, server)
        if not server:
            print("没有 PostgreSQL，只测 SQLite。")
        versions = machine.versions(places)
        for name in chosen:
            benchmark = known[name]
            print(f"{benchmark.title} …", flush=True)
            try:
                found += lines(benchmark, race(benchmark, places))
            except Failed as failure:
                print(f"没有测成：{failure}")
                failed = True
    text = "\n".join([*machine.described(), *versions, "", *printed(found)])
    (folder / "results.txt").write_text(text + "\n", encoding="utf-8")
    print(f"\n{text}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
