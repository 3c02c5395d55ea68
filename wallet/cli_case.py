"""Case files: `symbolon case make` and `symbolon case verify`, which needs neither node nor wallet.

Verifying answers 0 where everything follows from the hashes that were given, 3 where it holds if
the hashes of further blocks are right, and 1 where it does not hold.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wallet.cli_show import add_whose
from wallet.cli_sign import typed_passphrase

if TYPE_CHECKING:
    from wallet.flows.case_making import Made, Signing, Wanted
    from wallet.flows.reading import Reading
    from wallet.signing.vault import Vault

HOLDS_IF = 3
FAILED = 1
Commands = Any  # argparse keeps the class of subcommands to itself
_ABOUT = (
    "A case file is a PDF for a court, about a position or a debt, with all that proves it "
    "attached. Whoever has it can verify it with nothing but the hash of a block from a source "
    "that they trust. Verifying answers 0 where it is verified, 1 where it does not hold, and 3 "
    "where it holds if the hashes of the blocks that are listed are right: give each of them with "
    "a further --header."
)


def add_case(commands: Commands) -> None:
    """Add the commands to a parser's own."""
    case = commands.add_parser(
        "case", help="make a case file for a court, or verify one", description=_ABOUT
    )
    actions = case.add_subparsers(metavar="ACTION", required=True)
    make = actions.add_parser("make", help="make one, about a position or a debt")
    make.add_argument("what", choices=("position", "debt"), help="what it is about")
    make.add_argument("of", type=int, metavar="NUMBER", help="the issuer, or the debt")
    make.add_argument("file", type=Path, metavar="FILE", help="a new file, which ends in .pdf")
    make.add_argument("--holder", type=int, metavar="N", help="whose position, or part (yours)")
    make.add_argument(
        "--name", action="append", default=[], metavar="N=NAME", help="what to call a person in it"
    )
    make.add_argument("--words", default="", metavar="TEXT", help="your own words, quoted as such")
    make.add_argument(
        "--paper", action="append", type=Path, default=[], metavar="FILE", help="a further document"
    )
    make.add_argument(
        "--credential", type=Path, metavar="FILE", help="a credential as you showed it (SD-JWT)"
    )
    make.add_argument(
        "--company-papers",
        action="store_true",
        help="put in the papers of companies that are kept here; they name them",
    )
    make.add_argument("--sign", metavar="WALLET", help="sign it with a wallet that is kept here")
    make.add_argument("--json", action="store_true", help="answer as JSON")
    add_whose(make)
    make.set_defaults(run=_make)
    verify = actions.add_parser("verify", help="verify one", description=_ABOUT)
    verify.add_argument("file", type=Path, metavar="FILE", help="the case file")
    verify.add_argument(
        "--header", action="append", default=[], metavar="HASH",
        help="the hash of a block, from a source that you trust; once for each block",
    )  # fmt: skip
    verify.add_argument(
        "--network", default="", metavar="NAME", help="a network that you know: its name or file"
    )
    verify.add_argument("--json", action="store_true", help="answer as JSON")
    verify.set_defaults(run=_verify)


def _make(args: argparse.Namespace) -> int:
    """Make a file, say what it proves, and which hashes a stranger has to ask for."""
    from wallet.base.files import write_new
    from wallet.chain.chain import Chain
    from wallet.flows.case_making import make_case, new_file
    from wallet.flows.reading import reading
    from wallet.flows.signed_terms import signed_terms_of
    from wallet.signing.vault import Vault

    path = new_file(args.file.expanduser().absolute())
    vault = Vault()
    with reading(args.network, args.who, follow=args.follow) as books:
        wanted = _wanted(args, books)
        chain = Chain(books.network)
        try:
            signing = _signing(args.sign, books, vault) if args.sign else None
            made = make_case(
                chain, books.store, books.documents, wanted, _progress, signing,
                signed_terms_of,
            )  # fmt: skip
        finally:
            chain.close()
            vault.lock()
    write_new(path, made.data)
    if args.json:
        print(json.dumps({"file": str(path), **made.verdict.to_json()}, indent=1))
    else:
        _tell_made(path, made)
    return 0


def _progress(sentence: str, part: float | None) -> None:
    """Say what is being done to whoever waits at a terminal, in one line of it."""
    if sys.stderr.isatty():
        done = "" if part is None else f"{int(part * 100):3d} %  "
        end = "\n" if part == 1.0 else ""
        print(f"\r\x1b[K{done}{sentence}", end=end, file=sys.stderr, flush=True)


def _tell_made(path: Path, made: Made) -> None:
    print(f"The case file: {path}")
    for line in made.verdict.claims:
        print(f"  {line}")
    print("A stranger verifies it with the hash of this block, from a source that they trust:")
    print(f"  block {made.verdict.anchor}: {made.anchor_hash}")
    for one in made.verdict.missing:
        print(f"  block {one.number}: {one.hash}")


def _wanted(args: argparse.Namespace, books: Reading) -> Wanted:
    from dataclasses import replace

    from wallet.case.package import CREDENTIAL, OTHER
    from wallet.flows.case_making import about_debt, about_position, issuer_of_debt, paper_in

    holder = args.holder if args.holder is not None else books.person or 0
    if args.what == "position":
        wanted = about_position(args.of, holder)
    else:
        issuer = issuer_of_debt(books.store, args.of)
        wanted = about_debt(args.of, issuer, 0 if holder == issuer else holder)
    papers = [paper_in(path, OTHER) for path in args.paper]
    if args.credential is not None:
        papers.append(paper_in(args.credential, CREDENTIAL))
    names = dict(_name(text) for text in args.name)
    return replace(
        wanted, names=names, words=args.words, papers=tuple(papers), private=args.company_papers
    )


def _name(text: str) -> tuple[int, str]:
    from wallet.base.errors import WalletError

    number, equals, name = text.partition("=")
    if not equals or not number.isdecimal() or not 0 < len(number) < 16:
        raise WalletError(
            "A name is given to a number.", "Write it like 5=Eve Example.", "case.name"
        )
    return int(number), name.strip()


def _signing(name: str, books: Reading, vault: Vault) -> Signing:
    """Who signs: the account that looks where the wallet has it, else its first."""
    from wallet.base.addresses import same_address
    from wallet.flows.case_making import signing_by
    from wallet.flows.wallets import card_named, kept_wallets
    from wallet.keys.accounts import PER_PATH

    store = kept_wallets()
    card = card_named(store, name)
    with typed_passphrase(card.name) as phrase:
        vault.unlock(store.envelope(card.wallet_id), phrase, ())
    known = vault.addresses(min(len(card.addresses), PER_PATH) or 1)
    number = next((at for at, one in enumerate(known) if same_address(one, books.account)), 0)
    return signing_by(vault.signer(number))


def _verify(args: argparse.Namespace) -> int:
    """Verify a file; 0 verified, 1 failed, 3 holds if further hashes are right."""
    from wallet.base.files import read_limited
    from wallet.case.container import MOST_FILE
    from wallet.case.verifying import CONDITIONAL, VERIFIED, verify

    data = read_limited(args.file.expanduser(), MOST_FILE)
    verdict = verify(data, args.header, _contracts(args.network))
    if args.json:
        print(json.dumps(verdict.to_json(), indent=1, ensure_ascii=False))
    else:
        for line in verdict.words():
            print(line)
    return {VERIFIED: 0, CONDITIONAL: HOLDS_IF}.get(verdict.outcome, FAILED)


def _contracts(named: str) -> tuple[str, ...]:
    """The addresses of a network that is trusted: one by its name, or by its file."""
    from wallet.chain.networks import find_network, load_network

    if not named:
        return ()
    path = Path(named).expanduser()
    network = load_network(path) if path.is_file() else find_network(named)
    return tuple(network.contracts.values())
