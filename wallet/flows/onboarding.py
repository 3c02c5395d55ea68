"""First launch: new words shown once and confirmed, or old ones restored; a passphrase; a name.

A state machine that any screen can draw. Steps go forward only when what they ask for is right;
`back` never loses what was typed before the step it returns to. Secrets are dropped when the
wallet is stored, and never appear in its representation.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from wallet.base.errors import WalletError
from wallet.keys.accounts import addresses
from wallet.keys.card import WalletCard, check_name, new_card
from wallet.keys.envelope import Secret, new_wallet_id, seal
from wallet.keys.hidden import Hidden, Typed, hidden
from wallet.keys.passphrase import check_passphrase
from wallet.keys.store import WalletStore
from wallet.keys.words import check_extra, create_words, entropy_from_words, list_of_words, seed

QUESTIONS = 3
FIRST_ACCOUNTS = 3
"""Accounts listed on the card of a new wallet."""


class Step(Enum):
    """Where the dialogue stands."""

    CHOOSE = "choose"
    SHOW = "show"
    CONFIRM = "confirm"
    RESTORE = "restore"
    PROTECT = "protect"
    NAME = "name"
    DONE = "done"


@dataclass(repr=False)
class Onboarding:
    """One first launch. Every method raises WalletError, naming its field, and then stays."""

    step: Step = Step.CHOOSE
    restoring: bool = False
    positions: tuple[int, ...] = ()
    card: WalletCard | None = None
    _entropy: Hidden = field(default_factory=Hidden, repr=False)
    _extra: Hidden = field(default_factory=Hidden, repr=False)
    _passphrase: Hidden = field(default_factory=Hidden, repr=False)

    def __repr__(self) -> str:
        return f"Onboarding({self.step.value})"

    @property
    def words(self) -> tuple[str, ...]:
        """The new words, while they are shown and at no other step."""
        self._expect(Step.SHOW)
        return list_of_words(self._entropy)

    def create(self, count: int = 12) -> None:
        """Make new words, 12 or 24, and show them."""
        self._expect(Step.CHOOSE)
        with create_words(count) as words:
            self._entropy = entropy_from_words(words)
        self.restoring = False
        self.step = Step.SHOW

    def written_down(self) -> None:
        """The person says that they wrote the words down; three of them will be asked."""
        self._expect(Step.SHOW)
        places = list(range(1, len(list_of_words(self._entropy)) + 1))
        picked = [places.pop(secrets.randbelow(len(places))) for _ in range(QUESTIONS)]
        self.positions = tuple(sorted(picked))
        self.step = Step.CONFIRM

    def confirm(self, answers: tuple[Typed, ...]) -> None:
        """The words at `positions`. A wrong one is named, and nothing is lost."""
        self._expect(Step.CONFIRM)
        words = list_of_words(self._entropy)
        for at, position in enumerate(self.positions):
            given = hidden(answers[at]) if at < len(answers) else Hidden()
            if given.strip().lower() != words[position - 1].encode("ascii"):
                raise WalletError(
                    f"Word {position} is another one.",
                    "Look at what you wrote down, or go back to see the words again.",
                    "onboarding.word",
                    f"word{at}",
                )
        self.step = Step.PROTECT

    def start_restoring(self) -> None:
        """The person has words already."""
        self._expect(Step.CHOOSE)
        self.restoring = True
        self.step = Step.RESTORE

    def restore(self, words: Typed, extra: Typed = b"") -> None:
        """Take words that were written down before, and their extra word if there was one."""
        self._expect(Step.RESTORE)
        self._entropy = _beside("words", entropy_from_words, words)
        self._extra = _beside("extra", check_extra, extra)
        self.step = Step.PROTECT

    def protect(self, passphrase: Typed, again: Typed, extra: Typed = b"") -> None:
        """Choose the passphrase that opens the wallet on this computer, typed twice.

        `extra` is the optional extra word of a new wallet.
        """
        self._expect(Step.PROTECT)
        phrase = _beside("passphrase", check_passphrase, passphrase)
        if phrase != _beside("again", check_passphrase, again):
            raise WalletError(
                "The two passphrases differ.", "Type the same twice.", "onboarding.again", "again"
            )
        if not self.restoring:
            self._extra = _beside("extra", check_extra, extra)
        self._passphrase = phrase
        self.step = Step.NAME

    def finish(self, name: str, store: WalletStore, now: int) -> WalletCard:
        """Seal the words under the passphrase and keep them in `store` (takes about a second).

        A failing store keeps the step, so that another one can be chosen.
        """
        self._expect(Step.NAME)
        try:
            plain = check_name(name)
        except WalletError as error:
            raise error.beside("name") from None
        secret = Secret(self._entropy, self._extra)
        wallet_id = new_wallet_id()
        envelope = seal(secret, self._passphrase, wallet_id)
        with secret.words as words, seed(words, secret.extra) as root:
            known = addresses(root, FIRST_ACCOUNTS)
        secret.wipe()
        card = new_card(wallet_id, plain, now, known)
        store.add(card, envelope)
        self._forget()
        self.card = card
        self.step = Step.DONE
        return card

    def back(self) -> None:
        """Return to the step before; from the questions the words are shown again."""
        if self.step is Step.CONFIRM:
            self.step = Step.SHOW
        elif self.step in (Step.SHOW, Step.RESTORE):
            self._forget()
            self.step = Step.CHOOSE
        elif self.step is Step.PROTECT:
            self.step = Step.RESTORE if self.restoring else Step.SHOW
        elif self.step is Step.NAME:
            self.step = Step.PROTECT

    def _forget(self) -> None:
        for secret in (self._entropy, self._extra, self._passphrase):
            secret.wipe()
        self.positions = ()

    def _expect(self, step: Step) -> None:
        if self.step is not step:
            raise ValueError(f"the dialogue is at {self.step.value}, not at {step.value}")


def _beside(name: str, check: Callable[[Typed], Hidden], typed: Typed) -> Hidden:
    """What `check` makes of what was typed; its refusal belongs beside the field `name`."""
    try:
        return check(typed)
    except WalletError as error:
        raise error.beside(name) from None
