"""Planning a raise, step by step, from the rules it is under to what investors will read.

rules -> price -> bounds -> uses -> words -> review. Each step is left forward only when what it
asks for fits; going back loses nothing. The screen keeps what was typed as a draft among the
wallet's documents while it is typed, so that a closed window or a killed program loses nothing
either.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from wallet.acts.raising import OpenOffering
from wallet.base.clock import DAY
from wallet.base.errors import WalletError
from wallet.books.documents import RAISE_DRAFT, Documents
from wallet.books.offering_terms import MOST_PROSE, MOST_USES, OfferingTerms
from wallet.books.raise_room import MOST_OUTSIDE, RaiseRoom
from wallet.flows.raise_plan import EVERYBODY, LEEWAY, Plan, Step, Typed

_FIELDS: Final = ("country", "who", "regime", "price", "units_max", "units_min", "days", "lockup",
                  "purpose", "risks")  # fmt: skip
_MOST_FIELD: Final = 2 * MOST_PROSE

STEP_OF: Final[Mapping[str, Step]] = {
    "country": Step.RULES,
    "who": Step.RULES,
    "regime": Step.RULES,
    "price": Step.PRICE,
    "units_max": Step.PRICE,
    "units_min": Step.BOUNDS,
    "days": Step.BOUNDS,
    "deadline": Step.BOUNDS,
    "lockup": Step.BOUNDS,
    "uses": Step.USES,
    "purpose": Step.WORDS,
    "risks": Step.WORDS,
}
"""Where each field is asked for, so that what is refused later leads back there."""


@dataclass(frozen=True)
class Where:
    """The offerings' contract of a network, and its time."""

    chain: int
    contract: str
    now: int


class Raising(Plan):
    """One raise that is being planned by whoever `room` is of."""

    def __init__(self, documents: Documents, room: RaiseRoom, where: Where) -> None:
        if room.person is None:
            raise WalletError(room.why_not, room.next_step, "raise.cannot")
        self._documents = documents
        self.room = room
        self.where = where
        self.person = room.person
        self.resumed = False
        self.typed = self._fresh()
        self._made: OfferingTerms | None = None
        kept = _typed(documents.find(RAISE_DRAFT, self._ref))
        if kept is not None:
            self.typed, self.resumed = kept, True

    @property
    def step(self) -> Step:
        """Where it stands."""
        return self.typed.step

    # What was typed

    def say(self, name: str, text: str) -> None:
        """Take what was typed into a field, whatever it is."""
        if name not in _FIELDS:
            raise ValueError(f"there is no field {name}")
        self.typed.words[name] = text[:_MOST_FIELD]
        self._made = None

    def say_uses(self, rows: list[tuple[str, str]]) -> None:
        """Take the rows of what the money is for, as they were typed."""
        self.typed.uses = [(what[:_MOST_FIELD], part[:64]) for what, part in rows[:MOST_USES]]
        self._made = None

    # From step to step

    def forward(self) -> None:
        """Go on, once the step is right. Raises WalletError beside the field that is not."""
        self.check(self.step)
        if self.step is not Step.REVIEW:
            self.typed.step = Step(self.step + 1)

    def back(self) -> None:
        """Go back one step; nothing is lost."""
        self.typed.step = Step(max(0, self.step - 1))
        self._made = None

    def to_field(self, name: str) -> None:
        """Go back to where a field is asked for; from the review in any case."""
        known = STEP_OF.get(name)
        if known is not None:
            self.typed.step = known
        elif self.step is Step.REVIEW:
            self.typed.step = Step.RULES
        self._made = None

    def check(self, step: Step) -> None:
        """Whether a step is right. Raises WalletError beside the field that is not."""
        if step is Step.RULES:
            self.regime()
        elif step is Step.PRICE:
            self.price()
            self.units_max()
            self._within_the_year()
        elif step is Step.BOUNDS:
            self.units_min()
            self.days()
            self.lockup()
        elif step is Step.USES:
            self.uses()
        elif step is Step.WORDS:
            self.purpose()
            self.risks()
        else:
            for earlier in Step:
                if earlier is not Step.REVIEW:
                    self.check(earlier)

    # The draft

    def snapshot(self) -> dict[str, Any]:
        """What was typed as it is now, for `keep`."""
        typed = self.typed
        return {
            "v": 1,
            "step": int(typed.step),
            "words": dict(typed.words),
            "uses": [list(row) for row in typed.uses],
            "salt": typed.salt,
        }

    def keep(self, body: Mapping[str, Any] | None = None) -> None:
        """Keep a snapshot (what was typed by now) among the wallet's documents.

        Raises WalletError. It may be called from another thread than the rest.
        """
        self._documents.keep(RAISE_DRAFT, self._ref, body or self.snapshot())

    def throw_away(self) -> None:
        """Forget the draft."""
        self._documents.forget(RAISE_DRAFT, self._ref)

    # What comes of it

    def terms(self) -> OfferingTerms:
        """What investors read, sign and find hashed. Raises WalletError beside a field.

        The same until something is changed: the deadline counts from the first time.
        """
        if self._made is None:
            self.check(Step.REVIEW)
            rules = self.regime()
            self._made = OfferingTerms(
                chain=self.where.chain,
                contract=self.where.contract,
                issuer=self.person.id,
                name=self.person.name,
                regime=rules.id,
                regime_name=rules.name,
                regime_source=rules.source,
                units_min=self.units_min(),
                units_max=self.units_max(),
                price=self.price(),
                deadline=self.where.now + self.days() * DAY - LEEWAY,
                lockup=self.lockup(),
                purpose=self.purpose(),
                uses=self.uses(),
                risks=self.risks(),
                salt=bytes.fromhex(self.typed.salt),
            )
        return self._made

    def later(self, now: int) -> None:
        """The network's time went on: a deadline that was reckoned from an earlier one goes."""
        self.where = replace(self.where, now=now)
        self._made = None

    def act(self) -> OpenOffering:
        """The act that opens it. Raises WalletError beside a field."""
        terms = self.terms()
        return OpenOffering(
            units_min=terms.units_min,
            units_max=terms.units_max,
            price=terms.price,
            deadline=terms.deadline,
            lockup=terms.lockup,
            terms_hash=terms.hash,
            regime=terms.regime,
        )

    def keep_terms(self) -> None:
        """Keep the terms: the chain will have their hash alone. Raises WalletError."""
        terms = self.terms()
        self._documents.keep_terms(terms.hash, terms.text)

    def sold_before(self) -> int:
        """Units of the 49 % that are gone: in other hands, or kept aside for a raise."""
        return MOST_OUTSIDE - self.room.left_units

    @property
    def _ref(self) -> str:
        return str(self.person.id)

    def _fresh(self) -> Typed:
        words = {"country": str(self.room.country), "who": EVERYBODY, "days": "30"}
        return Typed(words, [("", "")], salt=secrets.token_hex(32))


def draft_of(documents: Documents, person: int) -> Typed | None:
    """A raise that somebody began to plan and kept, None where there is none."""
    return _typed(documents.find(RAISE_DRAFT, str(person)))


def _typed(body: Mapping[str, Any] | None) -> Typed | None:
    """What a draft holds; one that is damaged or of another version is none."""
    if body is None or body.get("v") != 1:
        return None
    words, uses, step, salt = (body.get(key) for key in ("words", "uses", "step", "salt"))
    if not isinstance(words, dict) or not isinstance(uses, list) or not isinstance(salt, str):
        return None
    if type(step) is not int or not 0 <= step <= Step.REVIEW:
        return None
    if re.fullmatch("[0-9a-f]{64}", salt) is None:
        return None
    kept = {name: text for name, text in words.items() if name in _FIELDS and isinstance(text, str)}
    rows = [
        (str(row[0]), str(row[1]))
        for row in uses[:MOST_USES]
        if isinstance(row, list) and len(row) == 2
    ]
    return Typed(kept, rows or [("", "")], Step(step), salt)
