"""The commands that look after keys: `symbolon keys`.

Secrets are asked for in the terminal, and shown nowhere else than there.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wallet.keys.card import WalletCard
    from wallet.keys.hidden import Hidden
    from wallet.keys.store import WalletStore

Commands = Any  # argparse keeps the class of subcommands to itself

KINDS = {"words": "its words", "key": "one key", "watch": "watched only"}


def add_keys(commands: Commands) -> None:
    """Add the commands to a parser's own."""
    keys = commands.add_parser("keys", help="the wallets kept here, and what protects them")
    keys.add_argument(
        "--in-files", action="store_true", help="use encrypted files instead of the keyring"
    )
    keys.set_defaults(run=_list)
    actions = keys.add_subparsers(metavar="ACTION")
    actions.add_parser("list", help="list them").set_defaults(run=_list)
    _add(actions, "create", "make a new wallet; its words are shown once", _create).add_argument(
        "--words", type=int, choices=(12, 24), default=12, help="how many"
    )
    _add(actions, "restore", "make a wallet from words written down before", _restore)
    _add(actions, "import-key", "make a wallet from a private key", _import_key)
    _add(actions, "import-file", "make a wallet from a key file", _import_file).add_argument(
        "file", type=Path
    )
    _add(actions, "watch", "watch an address or an extended public key", _watch).add_argument(
        "watched", metavar="ADDRESS"
    )
    _add(actions, "passphrase", "change the passphrase that opens a wallet", _passphrase)
    _add_out(_add(actions, "sheet", "write the words as a page to print", _sheet))
    save = _add_out(_add(actions, "save-file", "save an account as a key file", _save_file))
    save.add_argument("--account", type=int, default=0, metavar="N", help="which, from 0")
    save.add_argument("--kdf", choices=("scrypt", "pbkdf2"), default="scrypt", help="how sealed")
    check = _add(actions, "check", "hold a backup against its wallet, revealing nothing", _check)
    check.add_argument("--file", type=Path, help="a key file, instead of the words")
    check.add_argument("--all", action="store_true", help="all words, not only some")
    _add(actions, "remove", "remove a wallet from this computer", _remove)
    find = _add(actions, "find", "find the accounts of a wallet that were used", _find)
    find.add_argument("--network", required=True, metavar="NETWORK", help="where to look")


def _add(actions: Commands, name: str, words: str, run: Any) -> argparse.ArgumentParser:
    """One action, on a wallet by its name."""
    action: argparse.ArgumentParser = actions.add_parser(name, help=words)
    action.add_argument("--wallet", default="", metavar="NAME", help="which wallet, or its name")
    action.set_defaults(run=run)
    return action


def _add_out(action: argparse.ArgumentParser) -> argparse.ArgumentParser:
    action.add_argument("--out", type=Path, required=True, metavar="FILE", help="a new file")
    return action


def _list(args: argparse.Namespace) -> int:
    """Print every wallet with its accounts."""
    store = _store(args)
    cards = store.cards()
    for card in cards:
        print(f"{card.name}: {KINDS[card.kind]}, kept in {store.place}")
        for number, address in zip(card.numbers, card.addresses, strict=True):
            print(f"  {number:3d}  {address}")
    if not cards:
        print("No wallet is kept here yet. Make one, or bring one in.")
    return 0


def _create(args: argparse.Namespace) -> int:
    """Show new words once, ask for some of them, and keep the wallet."""
    from wallet.cli_words import show_words
    from wallet.flows.onboarding import Onboarding

    flow = Onboarding()
    flow.create(args.words)
    show_words(flow.words)
    flow.written_down()
    answers = [_ask(f"Word {position}: ") for position in flow.positions]
    try:
        flow.confirm(tuple(answers))
    finally:
        for answer in answers:
            answer.wipe()
    return _finish(args, flow)


def _restore(args: argparse.Namespace) -> int:
    from wallet.flows.onboarding import Onboarding

    flow = Onboarding()
    flow.start_restoring()
    with (
        _ask("The 12 or 24 words, on one line: ") as words,
        _ask("Extra word (Enter for none): ") as extra,
    ):
        flow.restore(words, extra)
    return _finish(args, flow)


def _finish(args: argparse.Namespace, flow: Any) -> int:
    with _ask("A passphrase for this computer: ") as phrase, _ask("The same again: ") as again:
        flow.protect(phrase, again)
    return _kept(args, flow.finish(_name(args), _store(args), int(time.time())))


def _import_key(args: argparse.Namespace) -> int:
    from wallet.flows.bringing import keep_private_key

    with (
        _ask("The private key: ") as key,
        _ask("A passphrase for this computer: ") as phrase,
        _ask("The same again: ") as again,
    ):
        card = keep_private_key(_store(args), key, phrase, again, _name(args), int(time.time()))
    return _kept(args, card)


def _import_file(args: argparse.Namespace) -> int:
    from wallet.flows.bringing import keep_key_file, read_key_file
    from wallet.keys.keystore import parse_key_file

    file = read_key_file(args.file)
    parse_key_file(file)  # before anybody types a passphrase for it
    with (
        _ask("The key file's passphrase: ") as old,
        _ask("A passphrase for this computer: ") as phrase,
        _ask("The same again: ") as again,
    ):
        now = int(time.time())
        card = keep_key_file(_store(args), file, old, phrase, again, _name(args), now)
    return _kept(args, card)


def _watch(args: argparse.Namespace) -> int:
    from wallet.flows.bringing import keep_watched

    card = keep_watched(_store(args), args.watched, _name(args), int(time.time()))
    return _kept(args, card)


def _passphrase(args: argparse.Namespace) -> int:
    from wallet.flows.key_care import change_passphrase

    with (
        _wallet(args) as (store, card),
        _ask(f"Passphrase of {card.name}: ") as old,
        _ask("The new passphrase: ") as new,
        _ask("The same again: ") as again,
    ):
        change_passphrase(store, card.wallet_id, old, new, again)
    print(f"{card.name} opens with the new passphrase now, and no longer with the old one.")
    return 0


def _sheet(args: argparse.Namespace) -> int:
    """Write the backup sheet. Needs no screen."""
    from wallet.flows.key_care import sheet_of

    with _wallet(args) as (store, card), _ask(f"Passphrase of {card.name}: ") as phrase:
        sheet = sheet_of(store, card.wallet_id, phrase, int(time.time()))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.backup_sheet import save_without_window

    save_without_window(sheet, args.out)
    print(f"The sheet is in {args.out}. Whoever has that file has everything in the wallet:")
    print("print it, then delete it and empty the bin, and keep only the paper.")
    return 0


def _save_file(args: argparse.Namespace) -> int:
    from wallet.flows.key_care import save_key_file

    with (
        _wallet(args) as (store, card),
        _ask(f"Passphrase of {card.name}: ") as old,
        _ask("A passphrase for the key file: ") as phrase,
        _ask("The same again: ") as again,
    ):
        save_key_file(store, card.wallet_id, old, args.account, phrase, again, args.out, args.kdf)
    print(f"The key file is {args.out}. Its own passphrase opens it, in this or another wallet.")
    return 0


def _check(args: argparse.Namespace) -> int:
    """Say whether a backup is that of its wallet."""
    from wallet.flows import key_care
    from wallet.flows.bringing import read_key_file

    file = read_key_file(args.file) if args.file else ""
    with (
        _wallet(args) as (store, card),
        _ask(f"Passphrase of {card.name}: ") as phrase,
        key_care.open_desk(store, card.wallet_id, phrase) as desk,
    ):
        if args.file:
            with _ask("The key file's passphrase: ") as own:
                account = key_care.check_key_file(desk, file, own)
            key_care.note_checked(store, card.wallet_id, int(time.time()))
            print(f"The key file is right: it holds account {account} of {card.name}.")
            return 0
        if args.all:
            with (
                _ask("All the words, on one line: ") as words,
                _ask("Extra word (Enter for none): ") as extra,
            ):
                key_care.check_all_words(desk, words, extra)
        else:
            _check_some(desk)
        key_care.note_checked(store, card.wallet_id, int(time.time()))
    print(f"The backup is right: these are words of {card.name}.")
    return 0


def _check_some(desk: Any) -> None:
    from wallet.flows import key_care
    from wallet.keys.hidden import Hidden

    answers = [_ask(f"Word {place}: ") for place in desk.ask_positions(key_care.QUESTIONS)]
    with Hidden(b" ".join(answers)) as words:
        for answer in answers:
            answer.wipe()
        key_care.check_some_words(desk, words)


def _remove(args: argparse.Namespace) -> int:
    """Say what is lost, ask for the passphrase or else the name, and remove the wallet."""
    from wallet.flows.removing import backup_said, losses, remove_wallet
    from wallet.keys.card import WATCHED
    from wallet.keys.hidden import Hidden
    from wallet.keys.terminal import ask_line

    with _wallet(args) as (store, card):
        first, *rest = losses(card)
        for words in (f"{card.name} is to be removed. {first}", backup_said(card), *rest):
            print(words, end="\n" if words else "", flush=True)
        watched = card.kind == WATCHED
        ask = "Its passphrase (only Enter if you no longer know it): "
        with Hidden(0) if watched else _ask(ask) as phrase:
            if phrase:
                remove_wallet(store, card.wallet_id, phrase)
            else:
                name = ask_line("Type its name to remove it: ")
                remove_wallet(store, card.wallet_id, None, name)
    print(f"{card.name} was removed from this computer.")
    return 0


def _find(args: argparse.Namespace) -> int:
    """Ask the network which accounts were used, and list those on the wallet's card."""
    from wallet.base.money import dollars
    from wallet.chain.chain import Chain
    from wallet.chain.networks import find_network
    from wallet.flows.finding_accounts import find_accounts, none_found
    from wallet.flows.key_care import list_accounts
    from wallet.signing.vault import Vault

    with _wallet(args) as (store, card):
        chain, vault = Chain(find_network(args.network)), Vault()
        try:
            if card.watched is not None:
                found = find_accounts(chain, card.watched.address, ways=1)
            else:
                with _ask(f"Passphrase of {card.name}: ") as phrase:
                    vault.unlock(store.envelope(card.wallet_id), phrase, ())
                found = find_accounts(chain, vault.address)
        finally:
            vault.lock()
            chain.close()
        if not found:
            raise none_found()
        for one in found:
            who = f", person {one.person}" if one.person else ""
            print(f"{one.number:4d}  {one.address}  {one.path}  {dollars(one.dollars)}{who}")
        list_accounts(store, card, {one.number: one.address for one in found})
    return 0


def _kept(args: argparse.Namespace, card: WalletCard) -> int:
    print(f"{card.name} is kept in {_store(args).place}. Its first account is {card.addresses[0]}.")
    return 0


@contextmanager
def _wallet(args: argparse.Namespace) -> Iterator[tuple[WalletStore, WalletCard]]:
    """The wallet that is meant, held as a window holds it: no other program writes it meanwhile."""
    from wallet.flows.open_wallet import hold_wallet
    from wallet.flows.wallets import card_named

    store = _store(args)
    card = card_named(store, args.wallet)
    hold = hold_wallet(card.wallet_id)
    try:
        yield store, store.card(card.wallet_id)
    finally:
        hold.release()


def _store(args: argparse.Namespace) -> WalletStore:
    from wallet.flows.wallets import file_wallets, kept_wallets

    return file_wallets() if args.in_files else kept_wallets()


def _name(args: argparse.Namespace) -> str:
    return args.wallet or "My wallet"


def _ask(prompt: str) -> Hidden:
    from wallet.keys.terminal import ask_hidden

    return ask_hidden(prompt)
