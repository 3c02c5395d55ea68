"""A verifier's desk as it is opened: its folder, its secret, its queue, its circle, its evidence.

Everything of it is in one folder beside the books of the network. The keys come from the account's
secret for its desk, so that they are there wherever the wallet is; the key of the evidence is in
the system's keyring.
"""

from __future__ import annotations

import re
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from wallet.base.errors import WalletError
from wallet.base.files import private_dir, read_limited, write_atomic, write_json
from wallet.flows.desk.circle import CircleSetup
from wallet.flows.desk.line import DeskServer, new_certificate, post_letter, seal_of
from wallet.flows.desk.noting import Noting
from wallet.flows.desk.queue import ANSWERED, REFUSED, Asked, Brought, Queue
from wallet.flows.desk.sealed import SealedFiles
from wallet.flows.desk.settings import Settings, read_settings
from wallet.flows.desk.taking_over import take_over
from wallet.identity.asking_for_name import read_name_request
from wallet.identity.asking_to_join import read_join_request
from wallet.identity.asking_to_recover import read_recovery_request
from wallet.identity.evidence import EvidenceStore, KeyringPlace
from wallet.identity.glance import JOIN, MOST_TEXT, NAME, RECOVERY, glance
from wallet.identity.passport.folder import Kept, read_folder
from wallet.identity.tags.answering import Answering, Ledger
from wallet.identity.tags.letters import key_of
from wallet.identity.tags.register import WeakRegister
from wallet.keys.backends import Backend
from wallet.keys.hidden import Hidden

NOTED: Final = "noted"
"""What a desk answers that was told of weak tags."""
PIECE: Final = 250
"""Requests that are taken in at once."""
MOST_FILES: Final = 20_000
"""Files of a watched folder that are looked at."""
_KEY: Final = b"Symbolon key of a desk, version 1"
_LINE: Final = "line"
_NAME: Final = re.compile(r"[0-9a-f]{32}")
_SUFFIXES: Final = (".json", ".txt", ".request")
_READERS: Final[Mapping[str, Callable[[str, int, str, int], Any]]] = {
    JOIN: read_join_request,
    RECOVERY: read_recovery_request,
    NAME: read_name_request,
}
T = TypeVar("T")
Ask = Callable[[str, str, str, str], str]


class Views(Protocol):
    """The part of the chain that a desk reads."""

    def now(self) -> int:
        """The time of the latest block."""
        ...

    def read(self, contract: str, function: str, *args: Any) -> Any:
        """What a view answers."""
        ...


class Near(Protocol):
    """Desks on this very machine: those of a local network, whose keys are published."""

    desks: dict[str, Desk]

    def meet(self, desk: Desk) -> None:
        """Make a circle with a desk."""
        ...

    def answer(self, address: str, letter: str) -> str:
        """What one of them answers."""
        ...

    def close(self) -> None:
        """Close them."""
        ...


class Desk:
    """The desk of one verifier on one network. Safe to use from several threads."""

    def __init__(
        self,
        folder: Path,
        views: Views,
        chain_id: int,
        address: str,
        registry: str,
        secret: Hidden,
        keyring: Callable[[], Backend],
        ask: Ask = post_letter,
    ) -> None:
        self.folder = private_dir(folder)
        self.views, self.chain_id, self.address = views, chain_id, address
        self.registry = registry
        self._secret, self._keyring, self._ask = secret, keyring, ask
        self.key = key_of(bytes(secret), _KEY)
        self.cases = SealedFiles(folder / "cases", secret)
        self.kept = SealedFiles(folder / "keys", secret)
        self.queue = Queue(folder / "queue.sqlite")
        self.circle = self._open_circle()
        self.ledger = Ledger(folder / "answered.json")
        self.register = WeakRegister(folder / "weak-tags.json")
        self.noting = Noting(folder / "to-note.json", self.register, self._person_of)
        self._guard = threading.RLock()
        self._evidence: EvidenceStore | None = None
        self._server: DeskServer | None = None
        self._trust: tuple[frozenset[tuple[str, int, int]], Kept] | None = None
        self.settings = read_settings(folder / "settings.json")
        self.near: Near | None = None
        self.awaits = 0
        self._tidy()

    def _tidy(self) -> None:
        """Destroy what was under way for requests that have ended: the evidence has it."""
        for name in self.cases.names():
            entry = self.queue.find(name)
            if entry is not None and entry.state in (ANSWERED, REFUSED):
                self.cases.destroy(name)

    def close(self) -> None:
        """Answer nobody any more, forget the secret, close the files."""
        self.stop_line()
        if self.near is not None:
            self.near.close()
        self.cases.forget()
        self.queue.close()

    def reopen_circle(self) -> None:
        """Read the circle anew: another took its place."""
        self.circle = self._open_circle()

    def _open_circle(self) -> CircleSetup:
        take_over(self.folder, self.kept)
        return CircleSetup(
            self.folder / "circle",
            self.kept,
            self.key,
            self.chain_id,
            self.address,
            self.accredited,
        )

    @property
    def evidence(self) -> EvidenceStore:
        """The evidence. Raises WalletError while its key in the keyring cannot be read."""
        with self._guard:
            if self._evidence is None:
                place = KeyringPlace(self._keyring(), name=f"evidence:{self._own_name()}")
                self._evidence = EvidenceStore(self.folder / "evidence", place)
            return self._evidence

    def begin_evidence_anew(self) -> None:
        """Put evidence aside whose key is gone for good, and begin new; nothing is deleted."""
        with self._guard:
            self._evidence = None
            aside = self.folder / f"evidence-{secrets.token_hex(4)}"
            try:
                (self.folder / "evidence").rename(aside)
                (self.folder / "name").unlink(missing_ok=True)
            except OSError as error:
                raise WalletError(
                    "The old evidence could not be put aside.",
                    "Look whether this program may write to the desk’s folder.",
                    "desk.aside",
                ) from error

    def _own_name(self) -> str:
        """By which the keyring knows this very folder; one account may have several desks."""
        path = self.folder / "name"
        if not path.exists():
            write_atomic(path, secrets.token_hex(16).encode())
        name = read_limited(path, 64).decode("ascii", "replace")
        if _NAME.fullmatch(name) is None:
            raise WalletError(
                "The file by which this desk finds the key of its evidence is damaged.",
                "Restore the desk’s folder from a backup.",
                "desk.own_name",
            )
        return name

    def change(self, settings: Settings) -> None:
        """Keep other settings. Raises WalletError."""
        write_json(self.folder / "settings.json", {"version": 1, **asdict(settings)})
        self.settings = settings

    def certificates(self) -> Kept:
        """The certificates of countries in the folder that was chosen. Raises WalletError."""
        if not self.settings.certificates:
            raise WalletError(
                "No folder with the certificates of countries was chosen yet.",
                "Choose one: without it no chip can be checked.",
                "desk.certificates",
            )
        folder = Path(self.settings.certificates)
        state = _state_of(folder)
        with self._guard:
            if self._trust is None or self._trust[0] != state or not state:
                self._trust = state, read_folder(folder)
            return self._trust[1]

    # Requests

    def bring(self, text: str) -> int:
        """Take one request in, once its signatures hold; answers its row. Raises WalletError."""
        tidy = text.strip()
        seen = glance(tidy)
        self.read(tidy)
        asked = Asked(seen.number, seen.kind, seen.account, seen.made_at, tidy)
        return self.queue.add(asked, self.views.now())

    def read(self, text: str) -> Any:
        """A request whose signatures hold. Raises WalletError (`join.*`, `recover.*`, `name.*`)."""
        return _READERS[glance(text).kind](text, self.chain_id, self.address, self.views.now())

    def bring_files(self, paths: Iterable[Path]) -> Brought:
        """Take in the requests in files, by their form; a file that holds none is named."""
        total = Brought(0, 0, ())
        for part in _parts(list(paths)):
            found: list[Asked] = []
            problems: list[str] = []
            for path in part:
                try:
                    found.append(self._asked_in(path))
                except WalletError as refused:
                    problems.append(f"{path.name}: {refused.sentence}")
            new = self.queue.add_many(found, self.views.now())
            total = Brought(
                total.new + new, total.known + len(found) - new, (*total.problems, *problems)
            )
        return total

    def look_in_folder(self, folder: Path) -> Brought:
        """Take in what is new in a folder since it was last looked at. Raises WalletError."""
        files: list[tuple[str, int, int]] = []
        try:
            for path in folder.iterdir():
                if path.suffix.lower() in _SUFFIXES and path.is_file():
                    found = path.stat()
                    files.append((str(path), found.st_size, found.st_mtime_ns))
        except OSError as error:
            raise WalletError(
                f"The folder {folder.name} cannot be read.",
                "Choose another, or allow this program to read it.",
                "desk.folder",
                "watched",
            ) from error
        if len(files) > MOST_FILES:
            raise WalletError(
                f"The folder {folder.name} holds more than {MOST_FILES:,} files.",
                "Move away those that were taken in already.",
                "desk.folder_large",
                "watched",
            )
        unseen = sorted(self.queue.unseen(files))
        brought = self.bring_files([Path(name) for name, _, _ in unseen])
        for part in _parts(unseen):
            self.queue.saw(part)
        return brought

    def _asked_in(self, path: Path) -> Asked:
        try:
            text = read_limited(path, MOST_TEXT).decode().strip()
        except UnicodeDecodeError as error:
            raise WalletError("It holds no text.", "", "desk.text") from error
        seen = glance(text)
        if seen.chain_id != self.chain_id or self.address.lower() not in seen.verifiers:
            raise WalletError(
                "It was made for another network or another verifier.", "", "join.elsewhere"
            )
        return Asked(seen.number, seen.kind, seen.account, seen.made_at, text)

    # Tags

    def answering(self) -> Answering:
        """The share holder's side of this desk. Raises WalletError before the circle is ready."""
        return Answering(self.circle.share(), self.circle.ready(), self.key, self.ledger)

    def answer(self, letter: str) -> str:
        """Answer another desk's request for tags, or take what it tells of weak tags.

        Raises WalletError with why it is refused.
        """
        with self._guard:
            try:
                return self.answering().answer(letter, self._now())
            except WalletError as refused:
                if refused.code != "letter.foreign":
                    raise
            self.register.receive(letter, self.circle.ready())
            return NOTED

    def ask_line(self, number: int, letter: str) -> str:
        """Ask the desk with a number over its line. Raises WalletError (`desk.*`)."""
        card = self.circle.others[number]
        if self.near is not None and not card.line and card.address.lower() in self.near.desks:
            return self.near.answer(card.address, letter)
        if not card.line:
            raise WalletError(
                f"{card.name} has no address at which it answers.",
                "Send the letter as a file.",
                "desk.no_line",
            )
        return self._ask(card.line, card.seal, letter, card.name)

    def _now(self) -> int:
        """The chain's time; the line goes on where the node is silent for a while."""
        try:
            return self.views.now()
        except WalletError:
            return int(time.time())

    def notes(self) -> tuple[str, ...]:
        """The letters that tell the others which weak tags are noted for whom."""
        circle = self.circle.ready()
        return self.register.letters(self.circle.desk, circle, self.key)

    def tell_notes(self) -> tuple[str, ...]:
        """Tell the others over their lines; answers the names of those who were not reached."""
        letters, missed = self.notes(), []
        for number, card in self.circle.others.items():
            try:
                for letter in letters:
                    self.ask_line(number, letter)
            except WalletError:
                missed.append(card.name)
        return tuple(missed)

    # The line

    @property
    def line_port(self) -> int:
        """The port at which the desk answers, 0 while it does not."""
        return self._server.port if self._server is not None else 0

    def certificate(self) -> tuple[bytes, bytes]:
        """The line's certificate and key (PEM), made at the first time of asking."""
        with self._guard:
            found = self.kept.read(_LINE)
            if found is None:
                certificate, key = new_certificate(int(time.time()))
                found = {"certificate": certificate.decode(), "key": key.decode()}
                self.kept.write(_LINE, found)
            return str(found["certificate"]).encode(), str(found["key"]).encode()

    def line_seal(self) -> str:
        """By which others know the line's certificate."""
        return seal_of(self.certificate()[0])

    def start_line(self) -> int:
        """Begin to answer others; answers the port. Raises WalletError."""
        with self._guard:
            self.answering()  # says why not before a port is taken
            if self._server is None:
                certificate, key = self.certificate()
                host, port = self.settings.host, self.settings.port
                self._server = DeskServer(self.answer, certificate, key, host, port)
            return self._server.port

    def stop_line(self) -> None:
        """Answer nobody any more."""
        server, self._server = self._server, None
        if server is not None:
            server.stop()

    def _person_of(self, account: str) -> int:
        return int(self.views.read("Registry", "person_of", account))

    def accredited(self, address: str) -> bool:
        """Whether an address is a verifier of this network."""
        return bool(self.views.read("Registry", "is_verifier", address))


def _state_of(folder: Path) -> frozenset[tuple[str, int, int]]:
    """By which it is seen that a folder changed; nothing for one that cannot be read."""
    try:
        found = [(path.name, path.stat()) for path in folder.iterdir()]
    except OSError:
        return frozenset()
    return frozenset((str(folder / name), one.st_size, one.st_mtime_ns) for name, one in found)


def _parts(whole: list[T]) -> Iterator[list[T]]:
    """A list piece by piece, so that nobody waits for all of it."""
    for start in range(0, len(whole), PIECE):
        yield whole[start : start + PIECE]
