"""The commands about the books of a network: how deep they are, and whether they hold."""

from __future__ import annotations

import argparse
import json
from typing import Any

Actions = Any  # argparse keeps the class of subcommands to itself


def add_books(actions: Actions) -> None:
    """Add the commands to those of `symbolon network`."""
    depth = actions.add_parser("depth", help="how much of a network is read, and change it")
    depth.add_argument("name")
    depth.add_argument(
        "depth",
        nargs="?",
        default="",
        metavar="DEPTH",
        help="mine (what concerns you) or network (everything)",
    )
    depth.set_defaults(run=_depth)
    prove = actions.add_parser("prove", help="hold your books against proofs of the chain")
    prove.add_argument("name")
    prove.add_argument(
        "--as", dest="who", default="", metavar="WHO", help="a person's number, address or wallet"
    )
    prove.add_argument("--json", action="store_true", help="answer as JSON")
    prove.set_defaults(run=_prove)


def _depth(args: argparse.Namespace) -> int:
    """Say how deep the books are, or turn them to another depth."""
    from wallet.flows.depths import depth_words, turn_books

    for line in turn_books(args.depth, args.name) if args.depth else depth_words(args.name):
        print(line)
    return 0


def _prove(args: argparse.Namespace) -> int:
    """Print what came of it; 1 where the books differ or could not be checked."""
    from wallet.books.checking import AGREES
    from wallet.books.said_json import to_json
    from wallet.flows.depths import prove_books

    found = prove_books(args.name, args.who)
    if args.json:
        print(json.dumps(to_json(found), indent=1, ensure_ascii=False))
    else:
        for line in found.lines:
            print(line)
    return 0 if found.outcome == AGREES else 1
