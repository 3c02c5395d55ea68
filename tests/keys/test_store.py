"""Where wallets are kept: the system's real keyring, a file by choice, and no unsafe place."""

import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

import pytest

from wallet.base.errors import WalletError
from wallet.keys import store as module
from wallet.keys.backends import Backend, refusal, system_backend
from wallet.keys.card import WalletCard, new_card
from wallet.keys.envelope import Envelope, Secret, new_wallet_id, open_envelope, seal
from wallet.keys.file_store import FileStore
from wallet.keys.store import MAX_ENTRY, KeyringStore, WalletStore

ADDRESS = "0x9858EfFD232B4033E47d90003D41EC34EcaEda94"
PHRASE = "correct horse 7"


class Encrypting:
    """A back end in memory that passes for one of the system's, and can be made to fail."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}
        self.failure: Exception | None = None
        self.forgets = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.failure is not None:
            raise self.failure
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.failure is not None:
            raise self.failure
        assert len(password) <= MAX_ENTRY
        if not self.forgets:
            self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.failure is not None:
            raise self.failure
        del self.entries[service, username]


Encrypting.__module__ = "keyring.backends.SecretService"


@pytest.fixture(scope="module")
def envelope() -> Envelope:
    return seal(Secret(bytes(range(16))), PHRASE, new_wallet_id())


def card_of(envelope: Envelope, name: str = "Mine", created: int = 1_700_000_000) -> WalletCard:
    return new_card(envelope.wallet_id, name, created, (ADDRESS,))


@pytest.fixture
def system(keyring_ready: None) -> Iterator[KeyringStore]:
    store = KeyringStore(system_backend(), f"symbolon-test-{secrets.token_hex(6)}")
    yield store
    for card in store.cards():
        store.remove(card.wallet_id)
    store._backend.delete_password(store._service, "wallets")


@pytest.fixture(params=["keyring", "memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> WalletStore:
    if request.param == "keyring":
        found: WalletStore = request.getfixturevalue("system")
        return found
    if request.param == "memory":
        return KeyringStore(Encrypting())
    return FileStore(tmp_path / "wallets")


def test_a_wallet_is_kept_listed_and_opened(store: WalletStore, envelope: Envelope) -> None:
    assert store.cards() == ()
    card = card_of(envelope)
    store.add(card, envelope)
    assert store.cards() == (card,)
    assert store.envelope(card.wallet_id) == envelope
    assert open_envelope(store.envelope(card.wallet_id), PHRASE).entropy == bytes(range(16))
    renamed = new_card(card.wallet_id, "Ours", card.created, (ADDRESS, ADDRESS))
    store.update(renamed)
    assert store.cards() == (renamed,)
    store.remove(card.wallet_id)
    assert store.cards() == ()
    for lost in (lambda: store.envelope(card.wallet_id), lambda: store.update(card)):
        with pytest.raises(WalletError) as refused:
            lost()
        assert refused.value.code == "keys.wallet-missing"
    store.add(card, envelope)


def test_a_removal_that_is_cut_short_leaves_no_secret_and_can_be_finished(
    envelope: Envelope, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = Encrypting()
    store = KeyringStore(backend)
    card = card_of(envelope)
    store.add(card, envelope)
    delete = backend.delete_password

    def once(service: str, entry: str) -> None:
        delete(service, entry)
        backend.failure = RuntimeError("cut short")

    monkeypatch.setattr(backend, "delete_password", once)
    with pytest.raises(WalletError):
        store.remove(card.wallet_id)
    monkeypatch.setattr(backend, "delete_password", delete)
    backend.failure = None
    assert not any(entry.startswith("wallet:") for _, entry in backend.entries)
    assert store.cards() == (card,)
    store.remove(card.wallet_id)
    assert store.cards() == ()


def test_several_at_once_lose_no_wallet_of_the_list(envelope: Envelope) -> None:
    backend = Encrypting()
    ids = [bytes([at]) * 16 for at in range(8)]
    made = [Envelope(envelope.header[:4] + one + envelope.header[20:], b"\0" * 80) for one in ids]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda one: KeyringStore(backend).add(card_of(one), one), made))
    assert len(KeyringStore(backend).cards()) == len(ids)


def test_several_wallets_are_listed_oldest_first(store: WalletStore, envelope: Envelope) -> None:
    made = []
    for age in (3, 1, 2):
        other = Envelope(envelope.header[:4] + bytes([age]) * 16 + envelope.header[20:], b"\0" * 80)
        made.append(card_of(other, f"Wallet {age}", 1_700_000_000 + age))
        store.add(made[-1], other)
    assert [card.name for card in store.cards()] == ["Wallet 1", "Wallet 2", "Wallet 3"]


def test_only_the_sealed_envelope_is_on_disk(tmp_path: Path, envelope: Envelope) -> None:
    store = FileStore(tmp_path / "wallets")
    store.add(card_of(envelope), envelope)
    (file,) = (tmp_path / "wallets").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "wallets").stat().st_mode & 0o777 == 0o700
    secret = Secret(bytes(range(16)))
    content = file.read_bytes()
    for leak in (PHRASE.encode(), secret.words.split()[0], secret.entropy.hex().encode()):
        assert leak not in content
    assert secret.entropy not in content


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"card": "{}", "envelope": "x"}', b"\xff\xfe", b"[" * 4_000]
)
def test_a_damaged_file_is_a_sentence(tmp_path: Path, envelope: Envelope, content: bytes) -> None:
    store = FileStore(tmp_path)
    store.add(card_of(envelope), envelope)
    (tmp_path / f"{envelope.wallet_id}.wallet").write_bytes(content)
    with pytest.raises(WalletError) as refused:
        store.envelope(envelope.wallet_id)
    assert refused.value.next_step


@pytest.mark.parametrize("wallet_id", ["", "..", "../../etc/passwd", "x" * 32, "a" * 31])
def test_a_wallet_id_is_no_path(tmp_path: Path, wallet_id: str) -> None:
    with pytest.raises(WalletError):
        FileStore(tmp_path).envelope(wallet_id)
    with pytest.raises(WalletError):
        KeyringStore(Encrypting()).envelope(wallet_id)


def test_an_entry_of_another_wallet_is_not_taken(envelope: Envelope) -> None:
    backend = Encrypting()
    store = KeyringStore(backend)
    store.add(card_of(envelope), envelope)
    other = Envelope(envelope.header[:4] + b"\1" * 16 + envelope.header[20:], envelope.sealed)
    backend.entries["symbolon", f"wallet:{envelope.wallet_id}"] = other.text
    with pytest.raises(WalletError):
        store.envelope(envelope.wallet_id)
    with pytest.raises(ValueError, match="different"):
        store.add(card_of(envelope), other)


@pytest.mark.parametrize("index", ["", "{}", "[1]", '["x"]', "[" * 1_000, '["' + "a" * 2_000])
def test_a_damaged_index_is_a_sentence(index: str) -> None:
    backend = Encrypting()
    backend.entries["symbolon", "wallets"] = index
    with pytest.raises(WalletError) as refused:
        KeyringStore(backend).cards()
    assert refused.value.code == "keys.index-damaged"


def test_a_full_keyring_says_so(envelope: Envelope, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_WALLETS", 1)
    store = KeyringStore(Encrypting())
    store.add(card_of(envelope), envelope)
    other = Envelope(envelope.header[:4] + b"\1" * 16 + envelope.header[20:], envelope.sealed)
    with pytest.raises(WalletError) as refused:
        store.add(card_of(other), other)
    assert refused.value.code == "keys.too-many-wallets"


def test_a_keyring_that_fails_is_a_sentence(envelope: Envelope) -> None:
    from keyring.errors import InitError, KeyringLocked, PasswordDeleteError

    backend = Encrypting()
    store = KeyringStore(backend)
    store.add(card_of(envelope), envelope)
    for failure, code in (
        (KeyringLocked("x"), "keys.keyring-locked"),
        (InitError("x"), "keys.keyring-failed"),
        (PasswordDeleteError("x"), "keys.keyring-failed"),
        (OSError("x"), "keys.keyring-failed"),
        (RuntimeError("x"), "keys.keyring-failed"),
    ):
        backend.failure = failure
        for task in (
            store.cards,
            lambda: store.add(card_of(envelope), envelope),
            lambda: store.remove(envelope.wallet_id),
        ):
            with pytest.raises(WalletError) as refused:
                task()
            assert refused.value.code == code
            assert refused.value.next_step


def test_a_keyring_that_forgets_is_found_out_at_once(envelope: Envelope) -> None:
    backend = Encrypting()
    backend.forgets = True
    store = KeyringStore(backend)
    with pytest.raises(WalletError) as refused:
        store.add(card_of(envelope), envelope)
    assert refused.value.code == "keys.keyring-forgets"
    assert store.cards() == ()


class Plaintext(Encrypting):
    """Stores in the clear."""


Plaintext.__module__ = "keyrings.alt.file"


class Chained(Encrypting):
    """A chain of other back ends."""

    backends: tuple[Encrypting, ...] = ()


Chained.__module__ = "keyring.backends.chainer"


def test_only_back_ends_that_encrypt_are_accepted() -> None:
    fail, null = (import_module(f"keyring.backends.{name}") for name in ("fail", "null"))
    chained = Chained()
    chained.backends = (Plaintext(),)
    refusals: list[tuple[Backend, str]] = [
        (fail.Keyring(), "keys.keyring-absent"),
        (null.Keyring(), "keys.keyring-absent"),
        (Chained(), "keys.keyring-absent"),
        (Plaintext(), "keys.keyring-unsafe"),
        (chained, "keys.keyring-unsafe"),
    ]
    for backend, code in refusals:
        reason = refusal(backend)
        assert reason is not None
        assert reason.code == code
        with pytest.raises(WalletError) as refused:
            KeyringStore(backend)
        assert refused.value.code == code
    assert refusal(Encrypting()) is None


def test_of_a_chain_the_encrypting_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring

    chained = Chained()
    safe = Encrypting()
    chained.backends = (Plaintext(), safe)
    monkeypatch.setattr(keyring, "get_keyring", lambda: chained)
    assert system_backend() is safe
    chained.backends = (Plaintext(),)
    with pytest.raises(WalletError):
        system_backend()


ASK = """
from wallet.keys.backends import system_backend
from wallet.keys.store import KeyringStore
from wallet.base.errors import WalletError
try:
    print(KeyringStore(system_backend(), "symbolon-test").cards())
except WalletError as refused:
    print(refused.code)
"""
BARE = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}


def ask(command: list[str], home: Path, **environment: str) -> str:
    names = {**BARE, "HOME": str(home), "XDG_RUNTIME_DIR": str(home), **environment}
    done = subprocess.run(
        command, env=names, capture_output=True, text=True, check=False, timeout=60
    )
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr


@pytest.mark.parametrize(
    ("backend", "code"),
    [
        ("keyring.backends.null.Keyring", "keys.keyring-absent"),
        ("keyring.backends.fail.Keyring", "keys.keyring-absent"),
        ("keyring.backends.nothing.Keyring", "keys.keyring-absent"),
        ("", "keys.keyring-absent"),
    ],
)
def test_a_machine_without_a_keyring_is_told_so(tmp_path: Path, backend: str, code: str) -> None:
    chosen = {"PYTHON_KEYRING_BACKEND": backend} if backend else {}
    address = f"unix:path={tmp_path / 'no-bus'}"
    said = ask([sys.executable, "-c", ASK], tmp_path, DBUS_SESSION_BUS_ADDRESS=address, **chosen)
    assert said == code


LOCKED = """
printf test-password | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null
"$0" -c "import secretstorage as s; s.get_default_collection(s.dbus_init()).lock()"
"$0" -c "$1"
"""


def test_a_locked_keyring_is_told_so(tmp_path: Path, keyring_ready: None) -> None:
    said = ask(["dbus-run-session", "--", "sh", "-c", LOCKED, sys.executable, ASK], tmp_path)
    assert said == "keys.keyring-locked"


class Stopping(Encrypting):
    """Ends in the midst of things: the write of a number, from 1, and all after it are lost."""

    def __init__(self, entries: dict[tuple[str, str], str], last: int) -> None:
        super().__init__()
        self.entries = dict(entries)
        self._left = last

    def set_password(self, service: str, username: str, password: str) -> None:
        self._left -= 1
        if self._left < 0:
            raise OSError("the machine lost its power")
        super().set_password(service, username, password)


Stopping.__module__ = "keyring.backends.SecretService"


def test_a_keyring_that_stops_midway_keeps_the_old_or_the_new(envelope: Envelope) -> None:
    before = Encrypting()
    KeyringStore(before).add(card_of(envelope), envelope)
    other = seal(Secret(bytes(range(16))), PHRASE + "8", envelope.wallet_id)
    fresh = Envelope(envelope.header[:4] + b"\1" * 16 + envelope.header[20:], envelope.sealed)
    tasks: tuple[Callable[[KeyringStore], None], ...] = (
        lambda store: store.add(card_of(envelope, "Ours"), other),
        lambda store: store.add(card_of(fresh, "Fresh"), fresh),
    )
    changed, listed = set(), set()
    for last in range(5):
        for task in tasks:
            backend = Stopping(before.entries, last)
            try:
                task(KeyringStore(backend))
            except WalletError as refused:
                assert refused.code == "keys.keyring-failed"
            store = KeyringStore(backend)
            assert store.envelope(envelope.wallet_id) in (envelope, other)
            changed.add(store.envelope(envelope.wallet_id).text)
            for card in store.cards():
                assert store.envelope(card.wallet_id).wallet_id == card.wallet_id
            listed.add(len(store.cards()))
    assert changed == {envelope.text, other.text} and listed == {1, 2}
