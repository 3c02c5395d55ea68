"""Benchmarks: `python -m tests.perf NAME... --json FILE`, and `--list`.

Every figure is measured beside a peer in the same run, because machines differ and are shared: it
is the ratio that counts. Goals are reported, and nothing fails by missing one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.perf.benches import BENCHES
from tests.perf.rows import Row


def main(argv: Sequence[str] | None = None) -> int:
    """Run the named benchmarks (all without names), print their rows, write them as JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.perf", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="which to run; all without one")
    parser.add_argument("--list", action="store_true", help="name the benchmarks")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where the rows go")
    args = parser.parse_args(argv)
    if args.list:
        for name, bench in BENCHES.items():
            print(f"{name:10} {(bench.__doc__ or '').splitlines()[0]}")
        return 0
    unknown = [name for name in args.names if name not in BENCHES]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}; see --list.", file=sys.stderr)
        return 2
    rows: list[Row] = []
    for name in args.names or BENCHES:
        for row in BENCHES[name]():
            print(row.line(), flush=True)
            rows.append(row)
    if args.json:
        args.json.write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
