"""`symbolon keys`, in a real terminal: what it asks, what it shows, and what it never does."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows.test_finding_accounts import Ledger
from tests.keys.key_files import ADDRESS, KEY, quick_file
from tests.keys.key_files import PHRASE as FILE_PHRASE
from tests.terminal import Terminal, talk
from wallet.base.errors import WalletError
from wallet.chain.networks import Network, save_network
from wallet.flows.open_wallet import hold_wallet
from wallet.flows.wallets import file_wallets
from wallet.keys.accounts import addresses
from wallet.keys.card import new_card
from wallet.keys.envelope import Secret, open_envelope, seal
from wallet.keys.words import entropy_from_words, seed

WORDS = "chunk rhythm twist calm into stem alert life notable flame bicycle interest"
PHRASE = "a passphrase for tests"
OTHER = "a better one for tests"
WALLET_ID = "00112233445566778899aabbccddeeff"
SEALED = seal(Secret(entropy_from_words(WORDS)), PHRASE, WALLET_ID)
FILES = ("keys", "--in-files")


@pytest.fixture
def wallet(home: Path) -> None:
    """A wallet called Mine in an encrypted file."""
    card = new_card(WALLET_ID, "Mine", 1_700_000_000, addresses(seed(WORDS), 3))
    file_wallets().add(card, SEALED)


def test_new_words_are_shown_once_and_asked_for(home: Path) -> None:
    terminal = Terminal(*FILES, "create", "--words", "24", "--wallet", "New")
    terminal.answer("shown once", "")
    terminal.answer("on paper", "")
    page = terminal.said[terminal.said.index("\x1b[?1049h") :]
    shown = {int(number): word for number, word in re.findall(r"(\d+)  ([a-z]{3,8})\b", page)}
    assert sorted(shown) == list(range(1, 25))
    for _ in range(3):
        place = int(terminal.wait(r"Word (\d+): ")[1])
        terminal.answer("", shown[place])
    terminal.answer("passphrase for this computer", PHRASE)
    terminal.answer("same again", PHRASE)
    assert terminal.finish() == 0
    (card,) = file_wallets().cards()
    assert card.name == "New" and card.addresses[0] in terminal.said
    kept = open_envelope(file_wallets().envelope(card.wallet_id), PHRASE)
    assert kept.words.decode().split() == [shown[place] for place in sorted(shown)]
    after = terminal.said[terminal.said.index("\x1b[?1049l") :]
    assert not re.search(r"[0-9]  [a-z]{3,8}", after), "the page with the words is gone"


def test_a_wallet_is_restored_and_listed(home: Path) -> None:
    code, said = talk(
        (*FILES, "restore", "--wallet", "Old"),
        [
            ("on one line", WORDS),
            ("Extra word", "more"),
            ("passphrase for this computer", PHRASE),
            ("same again", PHRASE),
        ],
    )
    assert code == 0, said
    first = addresses(seed(WORDS, "more"), 1)[0]
    assert first in said and "chunk" not in said and PHRASE not in said
    code, said = talk((*FILES, "list"), [])
    assert code == 0 and "Old: its words" in said and first in said


def test_a_key_and_a_key_file_are_brought_in(home: Path, tmp_path: Path) -> None:
    code, said = talk(
        (*FILES, "import-key", "--wallet", "Key"),
        [("private key", "0x" + KEY), ("this computer", PHRASE), ("again", PHRASE)],
    )
    assert code == 0 and ADDRESS in said and KEY not in said
    file = tmp_path / "key.json"
    file.write_text(quick_file(bytes(31) + b"\1", FILE_PHRASE))
    answers = [("file's passphrase", FILE_PHRASE), ("this computer", PHRASE), ("again", PHRASE)]
    code, said = talk((*FILES, "import-file", str(file), "--wallet", "File"), answers)
    assert code == 0, said
    file.write_text("{}")
    code, said = talk((*FILES, "import-file", str(file)), [])
    assert code == 1 and "not a key file" in said
    code, said = talk((*FILES, "watch", "0x" + "11" * 20, "--wallet", "Cold"), [])
    assert code == 0
    assert {card.name for card in file_wallets().cards()} == {"Key", "File", "Cold"}


def test_the_passphrase_is_changed(wallet: None) -> None:
    ask = ("Passphrase of Mine", "The new passphrase", "The same again")
    code, said = talk(
        (*FILES, "passphrase"), list(zip(ask, ("wrong one", OTHER, OTHER), strict=True))
    )
    assert code == 1 and "not this wallet's passphrase" in said
    assert file_wallets().envelope(WALLET_ID) == SEALED
    code, said = talk((*FILES, "passphrase"), list(zip(ask, (PHRASE, OTHER, OTHER), strict=True)))
    assert code == 0, said
    assert open_envelope(file_wallets().envelope(WALLET_ID), OTHER).words == WORDS.encode()


def test_a_sheet_is_a_pdf_of_ones_own(wallet: None, tmp_path: Path) -> None:
    out = tmp_path / "paper" / "sheet.pdf"
    out.parent.mkdir()
    code, said = talk((*FILES, "sheet", "--out", str(out)), [("Passphrase of Mine", PHRASE)])
    assert code == 0, said
    assert "delete it" in said and "chunk" not in said
    assert out.read_bytes().startswith(b"%PDF-")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert list(out.parent.iterdir()) == [out]


def test_a_key_file_is_saved_and_checked(wallet: None, tmp_path: Path) -> None:
    out = tmp_path / "account.json"
    code, said = talk(
        (*FILES, "save-file", "--account", "1", "--kdf", "pbkdf2", "--out", str(out)),
        [("Passphrase of Mine", PHRASE), ("for the key file", OTHER), ("again", OTHER)],
    )
    assert code == 0, said
    check = (*FILES, "check", "--file", str(out))
    code, said = talk(check, [("Passphrase of Mine", PHRASE), ("file's passphrase", OTHER)])
    assert code == 0 and "account 1 of Mine" in said


def test_a_backup_is_checked_in_a_terminal(wallet: None) -> None:
    terminal = Terminal(*FILES, "check")
    terminal.answer("Passphrase of Mine", PHRASE)
    for _ in range(4):
        place = int(terminal.wait(r"Word (\d+): ")[1])
        terminal.answer("", WORDS.split()[place - 1])
    assert terminal.finish() == 0 and "The backup is right" in terminal.said
    assert not set(WORDS.split()) & set(terminal.said.split())
    code, said = talk(
        (*FILES, "check", "--all"),
        [("Passphrase of Mine", PHRASE), ("on one line", WORDS), (r"Extra word \(Enter", "other")],
    )
    assert code == 1 and "not the words of this wallet" in said


def test_accounts_are_found_and_listed(wallet: None) -> None:
    ledger = Ledger({0: (3, 1, 0, 0), 102: (1, 0, 5_000_000, 9)})
    with ledger.node:
        save_network(Network("Test", 31337, (ledger.node.url,), ledger.contracts, 0, False))
        code, said = talk((*FILES, "find", "--network", "Test"), [("Passphrase of Mine", PHRASE)])
        ledger.chain.close()
    assert code == 0, said
    assert "m/44'/60'/2'/0/0" in said and "$5.00, person 9" in said
    assert file_wallets().card(WALLET_ID).numbers == (0, 1, 2, 102)


def test_no_passphrase_is_taken_from_a_pipe(wallet: None) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "wallet.cli", *FILES, "passphrase"],
        input=f"{PHRASE}\n{OTHER}\n{OTHER}\n",
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        start_new_session=True,
        env={**os.environ, "SYMBOLON_PASSPHRASE": PHRASE},
    )
    assert done.returncode == 1
    assert "there is none here" in done.stderr and "Traceback" not in done.stderr
    assert file_wallets().envelope(WALLET_ID) == SEALED


def test_a_wallet_is_removed_by_its_passphrase_and_says_what_is_lost(wallet: None) -> None:
    code, said = talk((*FILES, "remove"), [("no longer know it", "not the passphrase")])
    assert code == 1 and len(file_wallets().cards()) == 1
    assert "can then be reached only with the words on your paper" in said
    assert "No backup of it was ever checked here." in said
    words = dict(enumerate(WORDS.split(), 1))
    terminal = Terminal(*FILES, "check")
    terminal.answer("Passphrase of Mine", PHRASE)
    for _ in range(4):
        place = int(terminal.wait(r"Word (\d+): ")[1])
        terminal.answer("", words[place])
    assert terminal.finish() == 0
    assert file_wallets().cards()[0].checked
    code, said = talk((*FILES, "remove", "--wallet", "Mine"), [("no longer know it", PHRASE)])
    assert code == 0 and "A backup of it was checked here on" in said
    assert file_wallets().cards() == ()


def test_whoever_forgot_the_passphrase_types_the_name(wallet: None) -> None:
    for name, left in (("Yours", 1), ("Mine", 0)):
        terminal = Terminal(*FILES, "remove")
        terminal.answer("no longer know it", "")
        terminal.answer("Type its name", name, shown=True)
        assert terminal.finish() == left
        assert len(file_wallets().cards()) == left


def test_a_watched_wallet_is_removed_without_a_passphrase(home: Path) -> None:
    assert Terminal(*FILES, "watch", "0x" + "11" * 20, "--wallet", "Theirs").finish() == 0
    terminal = Terminal(*FILES, "remove")
    terminal.answer("Type its name", "Theirs", shown=True)
    assert terminal.finish() == 0
    assert "its key is somewhere else" in terminal.said and "passphrase" not in terminal.said
    assert file_wallets().cards() == ()


@pytest.mark.parametrize("action", ["passphrase", "check", "remove", "find"])
def test_a_wallet_that_a_window_has_open_is_left_alone(wallet: None, action: str) -> None:
    more = ("--network", "local") if action == "find" else ()
    hold = hold_wallet(WALLET_ID)
    try:
        terminal = Terminal(*FILES, action, *more)
        assert terminal.finish() == 1
        assert "open in another window" in terminal.said
        assert hold.answer(), "the window was asked to come to the front"
    finally:
        hold.release()
    terminal = Terminal(*FILES, "passphrase")
    terminal.wait("Passphrase of Mine")
    with pytest.raises(WalletError) as refused:
        hold_wallet(WALLET_ID)  # and the window does not open what the command is changing
    assert refused.value.code == "wallets.open-elsewhere"
    terminal.kill()
    hold_wallet(WALLET_ID).release()
