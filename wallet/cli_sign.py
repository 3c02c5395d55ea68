"""`symbolon sign`: the offline side of an air gap in a terminal.

What is to be read by a person goes to standard error, the answer alone to standard output. No
network code is loaded and no connection opened.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wallet.base.errors import WalletError

if TYPE_CHECKING:
    from wallet.flows.airgap_offline import Answering
    from wallet.keys.card import WalletCard
    from wallet.keys.hidden import Hidden
    from wallet.keys.store import WalletStore
    from wallet.signing.ur.codes import Resource
    from wallet.signing.vault import Vault

MOST_LINE = 2**20
_CODE = re.compile(rb"ur:[a-z0-9-]+/", re.IGNORECASE)
_UP = "\x1b[{}A"


def add_sign(commands: Any) -> None:
    """Add the command to a parser's own."""
    sign = commands.add_parser("sign", help="sign what another machine shows, without a network")
    sign.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="pictures or text with the codes"
    )
    sign.add_argument("--wallet", default="", metavar="NAME", help="which wallet signs")
    sign.add_argument("--accounts", action="store_true", help="show the accounts to watch instead")
    sign.add_argument(
        "--take-addresses",
        action="store_true",
        help="take the addresses in the request for those of a network that is not known here",
    )
    sign.add_argument(
        "--out", type=Path, metavar="FILE", help="where the answer goes: .png or text"
    )
    sign.add_argument(
        "--fragment", type=int, default=200, metavar="N", help="most bytes in each picture"
    )
    sign.set_defaults(run=_sign)


def typed_passphrase(name: str) -> Hidden:
    """The passphrase of a wallet: asked for in the terminal, or the next line of a pipe.

    Codes that stand before it in the pipe are passed over: more may come than were needed.
    """
    from wallet.keys.hidden import Hidden
    from wallet.keys.terminal import ask_hidden

    while not sys.stdin.isatty():
        with Hidden(sys.stdin.buffer.readline(MOST_LINE)) as line:
            if not line:
                break
            if not _CODE.match(line):
                return Hidden(line.rstrip(b"\r\n"))
    return ask_hidden(f"Passphrase of {name}: ")


def input_lines() -> Iterator[str]:
    """The lines of standard input that are not blank, none longer than a code can be."""
    from wallet.signing.ur.codes import MOST_TEXT

    while line := sys.stdin.buffer.readline(MOST_TEXT + 2):
        if line.strip():
            yield line.decode("utf-8", "replace")


def _sign(args: argparse.Namespace) -> int:
    from wallet.flows.wallets import card_named, offline_wallets
    from wallet.signing.vault import Vault

    store, vault = offline_wallets(), Vault()
    try:
        if args.accounts:
            from wallet.flows.airgap_accounts import account_code

            card = card_named(store, args.wallet)
            _unlock(vault, store, card)
            answer = account_code(vault.public(), card.name)
        else:
            answering = _read(args.files)
            _explain(answering)
            _check_network(answering, args.take_addresses)
            card = _card(store, args.wallet, answering.account)
            _tell("Your passphrase signs this. Press Ctrl+C to stop.")
            _unlock(vault, store, card)
            answer = answering.sign(vault)
    finally:
        vault.lock()
    _show(answer, args.out, max(args.fragment, 1))
    return 0


def _unlock(vault: Vault, store: WalletStore, card: WalletCard) -> None:
    with typed_passphrase(card.name) as phrase:
        vault.unlock(store.envelope(card.wallet_id), phrase, ())


def _read(files: list[Path]) -> Answering:
    """Read a request from files, or else from standard input up to its last part."""
    from wallet.chain.networks import list_networks
    from wallet.flows.airgap_offline import Answering
    from wallet.signing.known import KnownNetwork

    known = (KnownNetwork(one.chain_id, one.name, one.contracts) for one in list_networks())
    answering = Answering(known)
    if not files and sys.stdin.isatty():
        _tell("Paste the codes of the request, one a line.")
    for text in _texts(files) if files else input_lines():
        answering.take(text)
        progress = answering.progress
        if progress.count > 1:
            _tell(f"{progress.gathered} of {progress.count} parts are here.")
        if answering.whole:
            break
    answering.need()
    return answering


def _texts(files: list[Path]) -> Iterator[str]:
    """The codes in files of text and in pictures, whatever the files are called."""
    from wallet.base.files import read_limited
    from wallet.flows.scanning import MOST_TEXT
    from wallet.signing.ur.problems import no_code

    for path in files:
        begin = read_limited(path, 32 * 2**20)[:64].lstrip()
        if begin[:3].lower() == b"ur:":
            yield read_limited(path, MOST_TEXT).decode("utf-8", "replace")
            continue
        from ui.pictures import codes_in_file

        found = codes_in_file(path)
        if not found:
            raise no_code()
        yield "\n".join(found)


def _explain(answering: Answering) -> None:
    """Say what is asked, from its bytes, and then what else was said."""
    asked = answering.shown()
    for number, one in enumerate(asked, 1):
        of = f" ({number} of {len(asked)})" if len(asked) > 1 else ""
        _tell(f"\nYou are about to sign{of}: {one.explanation.title}.")
        for sentence in one.explanation.sentences:
            _tell(f"  {sentence.text}")
        for note in one.explanation.notes:
            _tell(f"  Note: {note.text}")
        for line in (one.fee, one.network and f"On {one.network}.", *one.explanation.details):
            if line:
                _tell(f"  {line}")
    if answering.claims:
        _tell("\nThe other machine also says this. It is not signed, and nobody checked it:")
        for claim in answering.claims:
            _tell(f"  {claim}")
    if answering.differs:
        _tell(
            "  It names other addresses for the network than this wallet knows. Those here count."
        )
    _tell("")


def _check_network(answering: Answering, accepted: bool) -> None:
    """A network that is known from the request alone is signed for only when told so."""
    claimed = answering.claimed_network
    if claimed is None:
        return
    _tell(f"This wallet does not know {claimed.name}. The request gives these addresses for it:")
    for name, address in claimed.contracts.items():
        _tell(f"  {address}  {name}")
    if not accepted:
        raise WalletError(
            "The addresses of this network are known from the request alone.",
            "Add the network's file with symbolon network add; or compare every address with "
            "somebody you trust, and say --take-addresses.",
            "airgap.addresses",
        )
    answering.accept_network()


def _card(store: WalletStore, name: str, account: str) -> WalletCard:
    """The wallet that is named, or the one whose account is asked."""
    from wallet.flows.wallets import card_named

    if not name and account:
        for card in store.cards():
            if account in card.addresses and card.watched is None:
                return card
    return card_named(store, name)


def _show(answer: Resource, out: Path | None, fragment: int) -> None:
    """Write the answer into files; or print it, as a moving picture too where there is a screen."""
    from wallet.signing.ur.codes import Sender

    sender = Sender(answer, fragment)
    if out is not None:
        _write(answer, sender, out)
        return
    print(answer.text, flush=True)
    if sys.stdout.isatty():
        _play(sender)


def _write(answer: Resource, sender: Any, out: Path) -> None:
    from wallet.base.files import write_atomic
    from wallet.signing.ur.pictures import draw, png

    if out.suffix.lower() != ".png":
        write_atomic(out, f"{answer.text}\n".encode(), 0o644)
        _tell(f"The answer is in {out}.")
        return
    paths = [out]
    if sender.count > 1:
        paths = [out.with_stem(f"{out.stem}-{at}") for at in range(1, sender.count + 1)]
    for path, line in zip(paths, sender.lines(sender.count), strict=True):
        write_atomic(path, png(draw(line)), 0o644)
        _tell(f"A picture of the answer is in {path}.")


def _play(sender: Any) -> None:
    """Show the codes one after another until the person has enough."""
    from wallet.signing.ur.pictures import FRAMES_A_SECOND, characters, draw

    if sender.count == 1:
        print(characters(draw(sender.line(1))))
        return
    _tell("Press Ctrl+C when the other machine has read it.")
    height = 0
    try:
        for line in sender.lines():
            shown = characters(draw(line))
            print((_UP.format(height) if height else "") + shown, flush=True)
            height = shown.count("\n") + 1
            time.sleep(1 / FRAMES_A_SECOND)
    except KeyboardInterrupt:
        print()


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
