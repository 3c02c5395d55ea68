"""The commands that answer and hand out files without a window: `symbolon show` and `take`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

OF_OTHERS = ("people", "person", "history", "compare", "auction")
ONLY_MINE = (
    "Only what concerns you is read: a dash stands for what is not known of the tokens of others. "
    "See symbolon network depth."
)
Commands = Any  # argparse keeps the class of subcommands to itself


def add_show(commands: Commands) -> None:
    """Add the commands to a parser's own."""
    show = commands.add_parser("show", help="answer what the window answers, for scripts too")
    show.add_argument("what", nargs="?", default="", metavar="WHAT", help="see --list")
    show.add_argument("of", nargs="?", default="", metavar="OF", help="a number, a word, a year")
    show.add_argument("--json", action="store_true", help="answer as JSON")
    show.add_argument(
        "--at-block", type=int, metavar="N", help="as it was at a block (the cap table)"
    )
    show.add_argument("--list", action="store_true", help="list what there is to show")
    show.add_argument("--schema", action="store_true", help="print the JSON Schema of all answers")
    add_whose(show)
    show.set_defaults(run=_show)
    take = commands.add_parser("take", help="write a file for a spreadsheet or an accountant")
    take.add_argument("what", metavar="WHAT", help="statement, everything, or one of its tables")
    take.add_argument(
        "file", type=Path, metavar="FILE", help="ends in .csv, .xlsx, .pdf, .json or .zip"
    )
    take.add_argument("--year", default="", help="which (this one; all for everything there is)")
    take.add_argument("--at-block", type=int, metavar="N", help="the cap table as of a block")
    add_whose(take)
    take.set_defaults(run=_take)


def add_whose(command: argparse.ArgumentParser) -> None:
    """Add what says of which network and as whom the books are read."""
    command.add_argument(
        "--network", default="", metavar="NAME", help="which (the one opened last)"
    )
    command.add_argument(
        "--as", dest="who", default="", metavar="WHO", help="a person's number, address or wallet"
    )
    command.add_argument(
        "--follow", action="store_true", help="follow the chain first; without, read what is kept"
    )
    command.add_argument(
        "--zone", default="", metavar="ZONE", help="like Europe/Berlin (the machine's own)"
    )


def _show(args: argparse.Namespace) -> int:
    """Print an answer, as JSON or in words."""
    from wallet.base.clock import zone_named
    from wallet.books import in_words
    from wallet.books.said_json import to_json
    from wallet.flows.plain_words import lines_of
    from wallet.flows.reading import reading
    from wallet.flows.shown import SHOWN, back_of, shown, shown_schema

    if args.schema:
        print(json.dumps(shown_schema(), indent=1, ensure_ascii=False))
        return 0
    if args.list or not args.what:
        for name, one in SHOWN.items():
            print(f"{f'{name} {one.of}'.strip():18} {one.says}")
        return 0
    wanted, zone = shown(args.what), zone_named(args.zone)
    back = back_of(args.what) if args.at_block is not None else None
    with reading(args.network, args.who, follow=args.follow) as books:
        found = (
            wanted.ask(books.answers, args.of, zone)
            if back is None
            else back(books.answers, args.of, args.at_block)
        )
        answer = to_json(found, zone)
        said = books.envelope(args.what, answer, zone)
    if args.json:
        print(json.dumps(said, indent=1, ensure_ascii=False))
    else:
        for line in in_words.lines_of(found) if in_words.tells(found) else lines_of(answer):
            print(line)
        if not books.whole and args.what in OF_OTHERS:
            print(ONLY_MINE)
    return 0


def _take(args: argparse.Namespace) -> int:
    """Write one file."""
    from wallet.base.clock import year_of, zone_named
    from wallet.flows import taking
    from wallet.flows.reading import reading
    from wallet.flows.shown import year_named

    zone, path = zone_named(args.zone), args.file.expanduser().absolute()
    form = taking.form_of(path)
    with reading(args.network, args.who, follow=args.follow) as books:
        year = year_named(args.year) if args.year else year_of(books.at, zone)
        wanted = taking.Wanted(args.what, year, form, zone, args.at_block)
        taking.check(wanted)
        paint = _painter() if form == taking.PDF else None
        data = taking.take(books.answers, books.network.name, wanted, paint)
    taking.save(data, path)
    print(f"{taking.WHATS[args.what]}: {path}")
    return 0


def _painter() -> Any:
    """What paints a page; Qt is loaded for it alone, and needs no screen."""
    from ui.printing import paint_without_window

    return paint_without_window
