"""A fresh process that reads and tells its peak memory: ``-m bench.reader_peak what kind``."""

import resource
import sys

from bench.extracting import text_of
from bench.fill.papers import paper
from mingbai.reading import read_bytes


def main(what: str, kind: str) -> None:
    """Print the peak in MB after twenty files, or of nothing but the imports."""
    for number in range(20):
        data = paper(kind, number)
        if what == "read":
            read_bytes(data, name="x")
        else:
            text_of(kind, data)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main(*sys.argv[1:])
