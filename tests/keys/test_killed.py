"""Wallets that are killed at every system call of storing: the old state is there, or the new.

The stretching of passphrases, which touches no file, is cut short here so that hundreds of kills
take seconds; the long tests kill the real thing, processes and all.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.keys.key_files import KEY
from tests.keys.quick import quick
from tests.signing.cases import NETWORK, request_to
from tests.tracer import at_every_call, needs_tracing
from wallet.base.errors import WalletError
from wallet.chain import journal as states
from wallet.chain.journal import Journal
from wallet.flows import bringing, key_care, removing
from wallet.flows.onboarding import Onboarding
from wallet.keys.accounts import addresses
from wallet.keys.card import WalletCard, new_card
from wallet.keys.envelope import Envelope, Secret, open_envelope, seal
from wallet.keys.file_store import FileStore
from wallet.keys.keystore import open_key_file, parse_key_file
from wallet.keys.words import entropy_from_words, seed
from wallet.signing.unlocked import Unlocked

__all__ = ["quick"]
PHRASE, OTHER = "a good passphrase", "a better passphrase"
WORDS = "chunk rhythm twist calm into stem alert life notable flame bicycle interest"
WALLET_ID = "00112233445566778899aabbccddeeff"
NOW = 1_700_000_000


class Scene:
    """A folder that each run begins with as it was, and what the runs left behind."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "run"
        self._before = tmp_path / "before"
        self._before.mkdir()
        self.store = FileStore(self.folder / "wallets")
        self.kept: list[tuple[WalletCard, ...]] = []
        self.left: set[str] = set()

    def begin(self, look: Callable[[], object]) -> Callable[[], None]:
        """Make what is called before each run: look at the last one, then begin anew."""

        def prepare() -> None:
            if self.folder.exists():
                look()
                self.left |= {one.name for one in self.folder.rglob("*") if one.is_file()}
                shutil.rmtree(self.folder)
            shutil.copytree(self._before, self.folder)

        return prepare

    def as_it_is(self) -> None:
        """What is there now is what each run begins with."""
        shutil.rmtree(self._before)
        shutil.copytree(self.folder, self._before)


@pytest.fixture
def scene(tmp_path: Path, quick: None) -> Iterator[Scene]:
    needs_tracing()
    made = Scene(tmp_path)
    made.folder.mkdir()
    yield made


@pytest.fixture
def sealed(scene: Scene) -> Envelope:
    """A wallet that is there before."""
    envelope = seal(Secret(entropy_from_words(WORDS)), PHRASE, WALLET_ID)
    scene.store.add(new_card(WALLET_ID, "Mine", NOW, addresses(seed(WORDS), 3)), envelope)
    scene.as_it_is()
    return envelope


def opens(store: FileStore, phrase: str) -> bool:
    """Whether the wallet opens with a passphrase; it has to be whole."""
    try:
        return open_envelope(store.envelope(WALLET_ID), phrase).words == WORDS.encode()
    except WalletError as refused:
        assert refused.code == "keys.wrong-passphrase"
        return False


def test_a_wallet_is_created_or_it_is_not(scene: Scene) -> None:
    scene.as_it_is()
    seen = {0: 0, 1: 0}

    def look() -> None:
        cards = scene.store.cards()
        for card in cards:
            secret = open_envelope(scene.store.envelope(card.wallet_id), PHRASE)
            assert addresses(seed(secret.words), 3) == card.addresses
        seen[len(cards)] += 1

    def create() -> None:
        flow = Onboarding()
        flow.create()
        words = flow.words
        flow.written_down()
        flow.confirm(tuple(words[place - 1] for place in flow.positions))
        flow.protect(PHRASE, PHRASE)
        flow.finish("New", scene.store, NOW)

    killed = at_every_call(create, scene.begin(look))
    assert killed > 20 and sum(seen.values()) > killed
    assert seen[0] > 5 and seen[1] >= 1, seen
    look()
    assert len(scene.store.cards()) == 1


def test_a_changed_passphrase_is_the_old_or_the_new(scene: Scene, sealed: Envelope) -> None:
    seen = {PHRASE: 0, OTHER: 0}

    def look() -> None:
        assert [card.name for card in scene.store.cards()] == ["Mine"]
        (phrase,) = [one for one in (PHRASE, OTHER) if opens(scene.store, one)]
        seen[phrase] += 1

    def change() -> None:
        key_care.change_passphrase(scene.store, WALLET_ID, PHRASE, OTHER, OTHER)

    killed = at_every_call(change, scene.begin(look))
    assert killed > 20
    assert seen[PHRASE] > 5 and seen[OTHER] >= 1, seen
    assert opens(scene.store, OTHER)


def test_a_key_is_brought_in_whole_or_not_at_all(scene: Scene, sealed: Envelope) -> None:
    seen = {1: 0, 2: 0}

    def look() -> None:
        assert opens(scene.store, PHRASE)
        cards = scene.store.cards()
        for card in cards[1:]:
            secret = open_envelope(scene.store.envelope(card.wallet_id), OTHER)
            assert secret.key.hex() == KEY
        seen[len(cards)] += 1

    def bring() -> None:
        bringing.keep_private_key(scene.store, KEY, OTHER, OTHER, "Key", NOW + 1)

    killed = at_every_call(bring, scene.begin(look))
    assert killed > 20
    assert seen[1] > 5 and seen[2] >= 1, seen
    assert len(scene.store.cards()) == 2


def test_a_key_file_is_saved_whole_or_not_at_all(scene: Scene, sealed: Envelope) -> None:
    path = scene.folder / "key.json"
    seen = {False: 0, True: 0}

    def look() -> None:
        assert opens(scene.store, PHRASE)
        seen[path.exists()] += 1
        if path.exists():
            assert len(open_key_file(parse_key_file(path.read_text()), OTHER)) == 32

    def save() -> None:
        key_care.save_key_file(scene.store, WALLET_ID, PHRASE, 0, OTHER, OTHER, path)

    killed = at_every_call(save, scene.begin(look))
    assert killed > 20
    assert seen[False] > 5 and seen[True] >= 1, seen
    assert scene.left == {"key.json", f"{WALLET_ID}.wallet"}, "a file cut short leaves nothing"


def test_a_wallet_is_removed_or_still_opens(scene: Scene, sealed: Envelope) -> None:
    seen = {0: 0, 1: 0}

    def look() -> None:
        cards = scene.store.cards()
        assert not cards or opens(scene.store, PHRASE)
        seen[len(cards)] += 1

    def remove() -> None:
        removing.remove_wallet(scene.store, WALLET_ID, PHRASE)

    killed = at_every_call(remove, scene.begin(look))
    assert killed > 5 and seen[1] > 3, seen
    look()
    assert seen[0] >= 1, seen


@pytest.mark.parametrize("step", [6, pytest.param(1, marks=pytest.mark.long)])
def test_a_signature_is_in_the_journal_or_was_never_sent(scene: Scene, step: int) -> None:
    scene.as_it_is()
    file = scene.folder / "journal.sqlite"
    signer = Unlocked(Secret(entropy_from_words(WORDS)), (NETWORK,))
    request = request_to("Ledger", b"\1\2\3\4", signer.address(0))
    right = signer.sign(request, 0)
    sent = scene.folder / "sent"
    seen = {"none": 0, states.DROPPED: 0, states.SIGNED: 0}  # what was not signed is closed

    def look() -> None:
        journal = Journal(file)
        found = journal.latest(31337, request.sender)
        journal.close()
        state = found[0].state if found else "none"
        seen[state] += 1
        assert len(found) <= 1
        whole = bool(found) and found[0].raw == right.raw and found[0].tx == right.tx_hash
        assert (state == states.SIGNED) == whole
        assert not sent.exists() or whole, "what was sent is in the journal, to be sent again"

    def sign() -> None:
        journal = Journal(file)
        entry = journal.draft(31337, request.sender, "Test", request.to_json(), request.nonce)
        journal.mark(entry.id, states.AWAITING)
        signed = signer.sign(request, 0)
        journal.signed(entry.id, signed.raw, signed.tx_hash)
        sent.write_bytes(signed.raw)
        journal.close()

    killed = at_every_call(sign, scene.begin(look), step=step)
    assert killed > 20
    assert all(seen.values()), seen


@pytest.mark.long
def test_the_real_change_of_a_passphrase_is_whole(tmp_path: Path) -> None:
    needs_tracing()
    scene = Scene(tmp_path)
    scene.folder.mkdir()
    envelope = seal(Secret(entropy_from_words(WORDS)), PHRASE, WALLET_ID)
    scene.store.add(new_card(WALLET_ID, "Mine", NOW, addresses(seed(WORDS), 3)), envelope)
    scene.as_it_is()
    seen = {PHRASE: 0, OTHER: 0}

    def look() -> None:
        (phrase,) = [one for one in (PHRASE, OTHER) if opens(scene.store, one)]
        seen[phrase] += 1

    def change() -> None:
        key_care.change_passphrase(scene.store, WALLET_ID, PHRASE, OTHER, OTHER)

    assert at_every_call(change, scene.begin(look), step=5) > 10
    assert opens(scene.store, OTHER) and seen[PHRASE] > 5, seen
