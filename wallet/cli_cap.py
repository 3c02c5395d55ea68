"""Cap tables to and from other programs: `symbolon export ocf` and `symbolon import ocf`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from wallet.cli_show import add_whose

Commands = Any  # argparse keeps the class of subcommands to itself


def add_cap(commands: Commands) -> None:
    """Add the commands to a parser's own."""
    export = commands.add_parser("export", help="hand something to other programs")
    kinds = export.add_subparsers(metavar="FORMAT", required=True)
    ocf = kinds.add_parser("ocf", help="a token's cap table in the Open Cap Format")
    ocf.add_argument("folder", type=Path, metavar="DIR", help="a new folder, made for it")
    ocf.add_argument("of", nargs="?", default="", metavar="NUMBER", help="whose token (yours)")
    ocf.add_argument("--at-block", type=int, metavar="N", help="as it was at a block")
    add_whose(ocf)
    ocf.set_defaults(run=_export)
    bring = commands.add_parser("import", help="take something in from other programs")
    kinds = bring.add_subparsers(metavar="FORMAT", required=True)
    ocf = kinds.add_parser("ocf", help="a company's cap table, to declare what you hold of it")
    ocf.add_argument("package", type=Path, metavar="PATH", help="its folder or ZIP file")
    ocf.add_argument("--holder", default="", metavar="NAME", help="you, as the package names you")
    ocf.add_argument("--scheme", default="", help="where the company is registered, like gb-coh")
    ocf.add_argument("--number", default="", help="its number there")
    ocf.add_argument("--cost", default="", help="what you paid, where the package does not say it")
    ocf.add_argument("--out", type=Path, metavar="FILE", help="a new file for your attestors")
    ocf.set_defaults(run=_import)


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


def _import(args: argparse.Namespace) -> int:
    """Say what a package holds of somebody, and make the paper that attestors are shown."""
    from datetime import UTC

    from wallet.base.clock import date_of
    from wallet.base.errors import WalletError
    from wallet.base.files import write_new
    from wallet.base.money import dollars, parse_dollars
    from wallet.flows.cap_format_held import held_by, holder_named
    from wallet.flows.cap_format_reading import read_package
    from wallet.flows.papers import write_stake_paper
    from wallet.flows.taking_cells import one_line

    package = read_package(args.package.expanduser().absolute())
    print(f"{one_line(package.company)}, as of {one_line(package.as_of)}")
    if not args.holder:
        for _, name in package.names():
            print(f"  {one_line(name)}")
        print("Name yourself with --holder to see what you hold.")
        return 0
    held = held_by(package, holder_named(package, args.holder))
    since = date_of(held.acquired, None, UTC)
    print(f"{one_line(held.name)} holds {held.units:,} shares, since {since}.")
    print("Paid for them: " + ("not known" if held.cost is None else dollars(held.cost)))
    for sentence in held.unsure:
        print(sentence)
    if args.out is None:
        return 0
    cost = parse_dollars(args.cost) if args.cost else held.cost
    if cost is None:
        raise WalletError(
            "The package does not say what was paid.", "Say it with --cost.", "ocf.cost", "cost"
        )
    paper = write_stake_paper(
        held.company, args.scheme, args.number, held.units, cost, held.acquired, held.package
    )  # fmt: skip
    path = args.out.expanduser().absolute()
    write_new(path, (json.dumps(paper.to_json(), indent=1) + "\n").encode())
    print(f"The paper for your attestors: {path}")
    return 0
