"""Handing the shares on to a new circle, step by step: its cards, three letters, comparing.

A desk of the old circle begins it, and tells the new ones by a file (the succession). Old and new
desks may be the same: so five desks get fresh shares after one was lost. The old circle is used
until the new one was compared; then the old share is destroyed here.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Final

from wallet.base.errors import WalletError
from wallet.base.files import read_limited, write_atomic
from wallet.flows.desk.circle import SHARE, CircleSetup, Stage
from wallet.flows.desk.desk import Desk
from wallet.flows.desk.taking_over import NEXT, NEXT_SHARE, begin_taking_over, set_aside
from wallet.identity.tags.handing import hand_on
from wallet.identity.tags.handing_letters import (
    HandingGathering,
    Succession,
    read_succession,
    write_handing,
)
from wallet.identity.tags.letters import MOST_LETTER
from wallet.identity.tags.sharing import DESKS

_FILE: Final = "succession.json"


class Step(Enum):
    """What comes next when shares are handed on."""

    SUCCESSION = "succession"
    CARDS = "cards"
    LETTERS = "letters"
    COMPARE = "compare"
    DONE = "done"


class Handover:
    """One desk's side of it: as an old desk, a new one, or both."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._folder = desk.folder / NEXT
        self.next = CircleSetup(
            self._folder, desk.kept, desk.key, desk.chain_id, desk.address, desk.accredited,
            share=NEXT_SHARE,
        )  # fmt: skip
        self.old: Succession | None = None
        path = self._folder / _FILE
        if path.exists():
            self.old = read_succession(read_limited(path, 65_536).decode(), desk.chain_id)

    @property
    def step(self) -> Step:
        """What comes next."""
        if self.old is None:
            return Step.SUCCESSION
        if len(self.next.cards) < DESKS:
            return Step.CARDS
        if self.next.stage in (Stage.COMPARE, Stage.READY):
            return Step.COMPARE
        return Step.LETTERS

    @property
    def stays(self) -> bool:
        """Whether this desk is in the new circle, as far as it is known."""
        return self.next.own_address in self.next.cards

    @property
    def hands_on(self) -> bool:
        """Whether this desk has an old share to hand on."""
        return self.desk.circle.stage is Stage.READY

    def begin(self, stay: bool) -> str:
        """Begin as an old desk; answers the file that the new ones are told by."""
        circle = self.desk.circle
        old = Succession(circle.ready(), circle.public, circle.card_texts)
        self._keep(old)
        if stay:
            self.next.use_card(circle.own_card)
        return old.to_json()

    def bring(self, text: str) -> str:
        """Take a succession, a new desk's card, or a letter; says what it was."""
        if '"succession"' in text[:80]:
            old = read_succession(text, self.desk.chain_id)
            self._keep(old)
            if self.desk.circle.own_card:
                self.next.use_card(self.desk.circle.own_card)
            return "Now it is known from which desks the shares come."
        if text.lstrip().startswith(("{", "[")):
            return self.next.bring(text)
        gathering = self._gathering()
        dealer = gathering.receive(text.strip())
        old = self._known()
        write_atomic(self._path(dealer), text.strip().encode("ascii"))
        name = old.circle.members[dealer].name
        if gathering.complete:
            self.next.adopt(*gathering.share())
        return f"What {name} handed on is here, and it fits."

    def letter(self, dealers: tuple[int, ...]) -> str:
        """This old desk's letter, as one of three; made once for the same three and new desks."""
        old, new = self._known(), self.next.circle
        if new is None:
            raise WalletError(
                "The five new desks are not known yet.", "Bring their cards first.", "desk.cards"
            )
        mark = "".join(map(str, sorted(dealers)))
        path = self._folder / f"own-{new.fingerprint.hex()[:16]}-{mark}.jws"
        if not path.exists():
            handing = hand_on(self.desk.circle.share(), dealers)
            write_atomic(path, write_handing(handing, old.circle, new, self.desk.key).encode())
        text = read_limited(path, MOST_LETTER).decode("ascii")
        if self.stays and self.step is Step.LETTERS:
            self.bring(text)
        return text

    @property
    def handed(self) -> tuple[int, ...]:
        """The old desks whose letters are here."""
        return self._gathering().handed if self.old is not None and self.stays else ()

    def finish(self) -> None:
        """All new desks read the same number: use the new circle, and destroy the old share."""
        self.desk.stop_line()
        if self.stays:
            self.next.compared()
            begin_taking_over(self.desk.folder)
        else:  # this desk leaves: it has no share any more
            self.desk.kept.destroy(SHARE)
            set_aside(self.desk.folder)
        self.desk.reopen_circle()

    def _keep(self, old: Succession) -> None:
        write_atomic(self._folder / _FILE, old.to_json().encode())
        self.old = old

    def _known(self) -> Succession:
        if self.old is None:
            raise WalletError(
                "It is not known yet from which desks shares are handed on.",
                "Bring the file of an old desk first.",
                "tags.succession",
            )
        return self.old

    def _path(self, dealer: int) -> Path:
        new = self.next.circle
        mark = new.fingerprint.hex()[:16] if new is not None else "none"
        return self._folder / f"handing-{mark}-{dealer}.jws"

    def _gathering(self) -> HandingGathering:
        old, new = self._known(), self.next.circle
        if new is None or not self.next.desk:
            raise WalletError(
                "The five new desks are not known yet, or yours is none of them.",
                "Bring their cards first.",
                "desk.cards",
            )
        gathering = HandingGathering(self.next.desk, new, old, self.desk.key)
        for dealer in old.circle.members:
            path = self._path(dealer)
            if path.exists():
                gathering.receive(read_limited(path, MOST_LETTER).decode("ascii"))
        return gathering
