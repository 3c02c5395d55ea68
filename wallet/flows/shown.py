"""Every answer that the window gives, by the name under which `symbolon show` gives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, Final

from wallet.base.errors import WalletError
from wallet.books.activity import ActivityRow
from wallet.books.admission import Admission
from wallet.books.answers import Answers
from wallet.books.auctions import AuctionPage, Auctions
from wallet.books.cap_table import CapTable
from wallet.books.companies import Companies, Debt, Exit, Stake
from wallet.books.compare import Side
from wallet.books.debt_sum import DebtSum
from wallet.books.disposals import Disposal, Purchase, Raised
from wallet.books.distributions import Distributions
from wallet.books.exit_sum import ExitSum
from wallet.books.finding import Wanted
from wallet.books.home import Home
from wallet.books.identity import Identity
from wallet.books.market import Market
from wallet.books.odd_prices import OddPrice
from wallet.books.pending import PendingRow
from wallet.books.people import PersonPage, PersonRow
from wallet.books.performance import Performance
from wallet.books.portfolio import Portfolio, Position
from wallet.books.raise_room import RaiseRoom
from wallet.books.raising import Offering
from wallet.books.regimes import Regime
from wallet.books.said_json import schema_of
from wallet.books.signed_terms import SignedEntry, TermsSeen
from wallet.books.statement import PricedLot, Statement
from wallet.books.through import Behind, Through
from wallet.books.token import MyToken
from wallet.books.verifiers import Verifier
from wallet.books.worth import Worth

ALL_OF_IT: Final = 1_000_000_000
"""No list is cut short for a script."""

Ask = Callable[[Answers, str, tzinfo | None], Any]
Back = Callable[[Answers, str, int], Any]


@dataclass(frozen=True)
class Shown:
    """An answer: what it says, what must be named for it (nothing where `of` is empty), its type,
    and how it is asked; `back` asks for it as it was at a block, where that can be said."""

    says: str
    kind: Any
    ask: Ask
    of: str = ""
    back: Back | None = None


def _plain(ask: Callable[[Answers], Any]) -> Ask:
    return lambda answers, _of, _zone: ask(answers)


def _numbered(ask: Callable[[Answers, int], Any]) -> Ask:
    return lambda answers, of, _zone: ask(answers, number_of(of))


def _people(answers: Answers, words: str) -> tuple[PersonRow, ...]:
    """All of them, where a page of the window is content with the first."""
    return answers.people_rows(answers.found(Wanted(words=words)).ids)


def _two(of: str) -> tuple[int, int]:
    first, _, second = of.partition(",")
    return number_of(first), number_of(second)


SHOWN: Final[Mapping[str, Shown]] = {
    "home": Shown("what you hold, are owed and owe, and what needs you", Home,
                  _plain(Answers.home)),
    "portfolio": Shown("positions with lots, and sales", Portfolio, _plain(Answers.portfolio)),
    "positions": Shown("positions with their lots", tuple[Position, ...],
                       _plain(lambda answers: answers.portfolio().positions)),
    "returns": Shown("what holdings have earned, and rates of return", Performance,
                     _plain(Answers.performance)),
    "worth": Shown("net worth over time", Worth, _plain(Answers.worth)),
    "through": Shown("what reaches you through others", Through, _plain(Answers.through)),
    "behind": Shown("by way of whom somebody's gains reach you", Behind,
                    _numbered(Answers.behind), "NUMBER"),
    "lots": Shown("every lot that you hold, at reference prices", tuple[PricedLot, ...],
                  _plain(lambda answers: answers.statement().lots)),
    "purchases": Shown("every purchase", tuple[Purchase, ...],
                       _plain(lambda answers: answers.history().purchases)),
    "disposals": Shown("every sale, lot by lot", tuple[Disposal, ...],
                       _plain(lambda answers: answers.history().disposals)),
    "raised": Shown("own shares that investors took", tuple[Raised, ...],
                    _plain(lambda answers: answers.history().raised)),
    "distributions": Shown("to claim, received and shared", Distributions,
                           _plain(Answers.distributions)),
    "statement": Shown("the statement of a year, or of all there is", Statement,
                       lambda answers, of, zone: answers.statement(year_named(of), zone), "[YEAR]"),
    "people": Shown("everybody, or those whose name has a word in it", tuple[PersonRow, ...],
                    lambda answers, of, _zone: _people(answers, of), "[WORD]"),
    "person": Shown("everything public about one person", PersonPage | None,
                    _numbered(Answers.person), "NUMBER"),
    "history": Shown("everything that happened to one person", tuple[ActivityRow, ...],
                     _numbered(lambda answers, one: answers.happened(one, most=ALL_OF_IT)),
                     "NUMBER"),
    "compare": Shown("two people side by side", tuple[Side, Side] | None,
                     lambda answers, of, _zone: answers.compare(*_two(of)), "NUMBER,NUMBER"),
    "odd-prices": Shown("orders far from the reference price for shares that you hold",
                        tuple[OddPrice, ...], _plain(Answers.odd_prices)),
    "auctions": Shown("auctions running, yours and past", Auctions,
                      _plain(lambda answers: answers.auctions(ALL_OF_IT))),
    "auction": Shown("one person's auction with its orders", AuctionPage,
                     _numbered(Answers.auction), "NUMBER"),
    "market": Shown("what one must know to place an order", Market,
                    _numbered(Answers.market), "NUMBER"),
    "offerings": Shown("offerings that one can commit to", tuple[Offering, ...],
                       _plain(lambda answers: answers.open_offerings(ALL_OF_IT))),
    "invested": Shown("offerings in which you have a commitment", tuple[Offering, ...],
                      _plain(Answers.invested_in)),
    "my-offerings": Shown("your own offerings", tuple[Offering, ...],
                          _plain(Answers.my_offerings)),
    "offering": Shown("one offering", Offering | None, _numbered(Answers.offering), "NUMBER"),
    "admission": Shown("whether, and up to how much, you can buy in an offering",
                       Admission | None, _numbered(Answers.admission), "NUMBER"),
    "raise-room": Shown("what you could raise now", RaiseRoom, _plain(Answers.raise_room)),
    "regimes": Shown("the sets of rules under which shares are offered", tuple[Regime, ...],
                     _plain(Answers.regimes)),
    "terms": Shown("the terms of an offering, as far as they are kept here", TermsSeen | None,
                   _numbered(Answers.terms_seen), "NUMBER"),
    "signed-terms": Shown("who has signed the terms of an offering", tuple[SignedEntry, ...],
                          _numbered(Answers.signed_terms), "NUMBER"),
    "token": Shown("your own token and its holders", MyToken | None, _plain(Answers.my_token)),
    "cap-table": Shown("who holds your token, or that of a person: by holder, raise and lock-up",
                       CapTable | None,
                       lambda answers, of, _zone: answers.cap_table(number_or_own(of)), "[NUMBER]",
                       lambda answers, of, block: answers.cap_table(number_or_own(of), block)),
    "companies": Shown("stakes, exits, debts, and what awaits you as an attestor", Companies,
                       _plain(Answers.companies)),
    "stakes": Shown("your stakes in companies", tuple[Stake, ...],
                    _plain(lambda answers: answers.companies().stakes)),
    "exits": Shown("your exits", tuple[Exit, ...],
                   _plain(lambda answers: answers.companies().exits)),
    "debts": Shown("what you owe after exits", tuple[Debt, ...],
                   _plain(lambda answers: answers.companies().debts)),
    "calculation": Shown("an exit line by line: what counts as cost, what is owed",
                         ExitSum | None, _numbered(Answers.exit_calculation), "NUMBER"),
    "debt": Shown("what you owe after one exit, line by line", DebtSum | None,
                  _numbered(Answers.debt_calculation), "NUMBER"),
    "identity": Shown("who you are on the network", Identity, _plain(Answers.identity)),
    "verifiers": Shown("who may confirm people on this network", tuple[Verifier, ...],
                       _plain(Answers.verifiers)),
    "activity": Shown("everything that happened to you", tuple[ActivityRow, ...],
                      _plain(lambda answers: answers.activity(ALL_OF_IT))),
    "pending": Shown("what is on its way", tuple[PendingRow, ...], _plain(Answers.pending)),
}  # fmt: skip
"""Name to answer. Names and the fields of what they answer stay as they are."""


def shown_schema() -> dict[str, Any]:
    """The JSON Schema of all of them, with what is said around each."""
    return schema_of({name: one.kind for name, one in SHOWN.items()})


def shown(name: str) -> Shown:
    """The answer of a name. Raises WalletError."""
    found = SHOWN.get(name)
    if found is None:
        raise WalletError(
            f"There is nothing called {name[:40]} to show.",
            f"There are: {', '.join(sorted(SHOWN))}.",
            "show.unknown",
        )
    return found


def back_of(name: str) -> Back:
    """How an answer is asked as it was at a block. Raises WalletError."""
    back = shown(name).back
    if back is None:
        able = ", ".join(one for one, each in SHOWN.items() if each.back is not None)
        raise WalletError(
            "This can be shown as it is now alone.",
            f"As of a block there is: {able}.",
            "show.block",
        )
    return back


def number_or_own(text: str) -> int | None:
    """The number that names a person; None for oneself. Raises WalletError."""
    return number_of(text) if text.strip() else None


def number_of(text: str) -> int:
    """The number that names a person or an offering. Raises WalletError."""
    tidy = text.strip()
    if not tidy.isascii() or not tidy.isdecimal() or len(tidy) > 18:
        raise WalletError(
            "It is not clear which one is meant.", "Name it by its number.", "show.number"
        )
    return int(tidy)


def year_named(text: str) -> int | None:
    """A year, None for all of them. Raises WalletError."""
    tidy = text.strip().lower()
    if tidy in ("", "all"):
        return None
    if not tidy.isascii() or not tidy.isdecimal() or len(tidy) != 4:
        raise WalletError(
            "That is not a year.", "Write four figures, like 2026, or all.", "show.year", "year"
        )
    return int(tidy)
