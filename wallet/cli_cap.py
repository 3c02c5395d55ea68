"""The command that hands a cap table to other programs: `symbolon export ocf`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from wallet.cli_show import add_whose

Commands = Any  # argparse keeps the class of subcommands to itself


def add_cap(commands: Commands) -> None:
    """Add the command to a parser's own."""
    export = commands.add_parser("export", help="hand something to other programs")
    kinds = export.add_subparsers(metavar="FORMAT", required=True)
    ocf = kinds.add_parser("ocf", help="a token's cap table in the Open Cap Format")
    ocf.add_argument("folder", type=Path, metavar="DIR", help="a new folder, made for it")
    ocf.add_argument("of", nargs="?", default="", metavar="NUMBER", help="whose token (yours)")
    ocf.add_argument("--at-block", type=int, metavar="N", help="as it was at a block")
    add_whose(ocf)
    ocf.set_defaults(run=_export)


def _export(args: argparse.Namespace) -> int:
    """Write the package of a token."""
    from wallet.base.clock import SystemClock
    from wallet.base.files import write_folder
    from wallet.flows.cap_format import package_of
    from wallet.flows.reading import reading
    from wallet.flows.shown import number_or_own

    path = args.folder.expanduser().absolute()
    with reading(args.network, args.who, follow=args.follow) as books:
        of = number_or_own(args.of)
        files = package_of(books.answers, SystemClock().now(), of, args.at_block)
    write_folder(path, files)
    print(f"The cap table in the Open Cap Format: {path}")
    return 0
