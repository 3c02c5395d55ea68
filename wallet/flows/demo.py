"""The network that `symbolon demo` opens: started, filled with the story once, resumed after."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from wallet.acts.act import Act
from wallet.chain.chain import Chain
from wallet.chain.networks import Network
from wallet.chain.receipts import Receipt
from wallet.flows.cast import ENVELOPE, PASSPHRASE
from wallet.flows.local_desks import AttestorDesk, VerifierDesk
from wallet.flows.local_network import LocalNetwork, Progress, cast_addresses, quiet
from wallet.flows.local_roles import LocalRoles
from wallet.flows.scene import Scene, Stage
from wallet.flows.story import STORY, Diary, play
from wallet.keys.envelope import Envelope, parse_envelope

BEFORE_STORY: Final = 0.1
"""How much of the opening is done when the story begins."""


class Actors(Protocol):
    """What the story needs of a session."""

    @property
    def chain(self) -> Chain:
        """The line to the network."""
        ...

    @property
    def roles(self) -> LocalRoles:
        """Faucet and authority."""
        ...

    @property
    def verifier_desk(self) -> VerifierDesk:
        """The verifier."""
        ...

    @property
    def attestor_desks(self) -> tuple[AttestorDesk, ...]:
        """The attestors."""
        ...

    @property
    def documents(self) -> Any:
        """Where private papers are kept."""
        ...

    def unlock_envelope(self, envelope: Envelope, passphrase: str, account: int = 0) -> None:
        """Open a wallet."""
        ...

    def use_account(self, account: int) -> None:
        """Turn to one of its accounts."""
        ...

    def prepare(self, act: Act) -> Any:
        """What would be signed."""
        ...

    def perform(self, prepared: Any) -> Receipt:
        """Sign and send it."""
        ...

    def skip_time(self, seconds: int) -> None:
        """Move the network's time."""
        ...

    def leave(self) -> None:
        """Lock, and forget whose wallet it was."""
        ...


SessionT = TypeVar("SessionT", bound=Actors)
MakeSession = Callable[[Network, Path], SessionT]
"""Makes a session on a network whose books are kept in a folder."""


class SessionPlayer:
    """Plays the story through a session, with the cast's wallet open in it."""

    def __init__(self, session: Actors) -> None:
        self._session = session

    def do(self, account: int, act: Act) -> Receipt:
        """The account of the cast does `act`. Raises WalletError where it is refused."""
        self._session.use_account(account)
        return self._session.perform(self._session.prepare(act))

    def skip_to(self, instant: int) -> None:
        """Move the network's time to `instant`, unless it is later already."""
        seconds = instant - self._session.chain.now()
        if seconds > 0:
            self._session.skip_time(seconds)


def cast_envelope() -> Envelope:
    """The cast's words, sealed under the published passphrase."""
    return parse_envelope(ENVELOPE)


def set_stage(session: Actors) -> Stage:
    """The stage on a session's network, beginning now."""
    stage = Stage(
        session.roles,
        session.verifier_desk,
        session.attestor_desks,
        session.chain.read,
        cast_addresses(),
        session.documents,
    )
    stage.began = session.chain.now()
    return stage


def fill(session: Actors, progress: Progress = quiet, scenes: tuple[Scene, ...] = STORY) -> Diary:
    """Play the story on a fresh network through a session. Raises WalletError."""
    session.unlock_envelope(cast_envelope(), PASSPHRASE)
    titles = [scene.title for scene in scenes]

    def tell(title: str) -> None:
        done = BEFORE_STORY + (1 - BEFORE_STORY) * titles.index(title) / len(titles)
        progress(f"{title}.", done)

    try:
        return play(set_stage(session), SessionPlayer(session), scenes, tell)
    finally:
        session.leave()


def open_demo(
    local: LocalNetwork, make: MakeSession[SessionT], folder: Path, progress: Progress = quiet
) -> tuple[SessionT, Diary | None]:
    """Start the local network, and fill it where it is new.

    `folder` keeps the session's books; those of an earlier network are put away first. The diary
    is None where the network was resumed. Raises WalletError, and then nothing is left running.
    """
    network = local.start()
    try:
        if not local.filled:
            shutil.rmtree(folder, ignore_errors=True)
        session = make(network, folder)
        diary = None
        if not local.filled:
            diary = fill(session, progress)
            local.mark_filled()
    except BaseException:
        local.stop()
        raise
    progress("Ready.", 1.0)
    return session, diary
