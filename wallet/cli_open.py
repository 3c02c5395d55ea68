"""Where a link leads, a link to a raise or a person, and signed terms as a file."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from wallet.base.errors import WalletError
from wallet.cli_show import add_whose

if TYPE_CHECKING:
    from wallet.chain.networks import Network

Commands = Any  # argparse keeps the class of subcommands to itself
LOCAL_CHAIN: Final = 31337


def add_links(commands: Commands) -> None:
    """Add the commands to a parser's own."""
    link = commands.add_parser("link", help="print the link to an offering or a person")
    link.add_argument("what", choices=("offering", "person"), metavar="WHAT", help="or person")
    link.add_argument("number", type=int, metavar="NUMBER")
    link.add_argument("--json", action="store_true", help="answer as JSON")
    add_whose(link)
    link.set_defaults(run=_link)
    signed = commands.add_parser("signed", help="write the signed terms of an offering to a file")
    signed.add_argument("number", type=int, metavar="NUMBER", help="which offering")
    signed.add_argument("file", type=Path, metavar="FILE", help="a new file, of JSON")
    signed.add_argument(
        "--person", type=int, default=0, metavar="NUMBER", help="one investor's (everybody's)"
    )
    signed.add_argument("--network", default="", metavar="NAME", help="which (the one opened last)")
    signed.set_defaults(run=_signed)


def _link(args: argparse.Namespace) -> int:
    """Print a link, with the terms of an offering where they are kept and short enough."""
    from wallet.flows.places import Place
    from wallet.flows.reading import reading

    with reading(args.network, args.who, follow=args.follow) as books:
        there: object = (
            books.answers.offering(args.number)
            if args.what == "offering"
            else books.answers.person(args.number)
        )
        if there is None:
            raise WalletError(
                f"The books know no {args.what} {args.number}.",
                "Follow the chain first with --follow, or look at the number again.",
                "link.unknown",
            )
        seen = books.answers.terms_seen(args.number) if args.what == "offering" else None
        network = books.network
        place = Place(
            args.what,
            network.chain_id,
            network.address("Registry"),
            args.number,
            seen.text if seen is not None else "",
        )
    if args.json:
        print(json.dumps({"link": place.link, "code": place.code, "terms": place.carries}))
    else:
        print(place.link)
    return 0


def _signed(args: argparse.Namespace) -> int:
    """Write signed terms where no file is yet, readable by this user alone."""
    from wallet.base.files import write_new
    from wallet.books.documents import Documents
    from wallet.flows.reading import books_of
    from wallet.flows.signed_terms import signed_terms_of

    _, folder = books_of(args.network)
    documents = Documents(folder / "documents.sqlite")
    try:
        data = signed_terms_of(documents, args.number, args.person)
    finally:
        documents.close()
    if data is None:
        raise WalletError(
            "No signed terms of this offering are kept here.",
            "They are made when an investor commits, and when the issuer signs as well.",
            "terms.none",
        )
    path = args.file.expanduser().absolute()
    write_new(path, data)
    print(f"Signed terms of offering {args.number}: {path}")
    return 0


def network_named(link: str) -> Network | None:
    """The network that a link leads to, None for the embedded one. Raises WalletError for none."""
    from wallet.flows.last_network import last_network
    from wallet.flows.places import SIGNED, parse_place, split

    if split(link)[0] == SIGNED:  # it names no network but by what was signed
        return last_network()
    return network_of(parse_place(link))


def network_of(place: Any) -> Network | None:
    """The network that a link names, None for the embedded one. Raises WalletError."""
    from wallet.base.addresses import same_address
    from wallet.chain.networks import list_networks

    for network in list_networks():
        if network.chain_id == place.chain and same_address(
            network.address("Registry"), place.registry
        ):
            return network
    if place.chain == LOCAL_CHAIN:
        return None
    raise WalletError(
        "This link is for a network that this wallet does not know.",
        "Ask whoever gave you the link for the network’s file, and add it: symbolon network add.",
        "link.network",
    )
