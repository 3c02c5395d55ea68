"""The answers of the books bound to one account, as screens and the command line ask for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import tzinfo

from wallet.books.activity import ALL, ActivityRow, Narrow, activity
from wallet.books.admission import Admission, admission
from wallet.books.auctions import SHOWN as RUNNING
from wallet.books.auctions import AuctionPage, Auctions, auction, auctions
from wallet.books.cap_table import CapBook, CapTable, block_on, cap_book, cap_table
from wallet.books.companies import Companies, companies
from wallet.books.company_sums import debt_calculation, exit_calculation
from wallet.books.compare import Side, compare
from wallet.books.debt_sum import DebtSum
from wallet.books.directory import Directory
from wallet.books.disposals import History, history
from wallet.books.distributions import Distributions, distributions
from wallet.books.documents import VERIFIER, Documents
from wallet.books.exit_sum import ExitSum
from wallet.books.finding import Wanted
from wallet.books.happened import sentences_of
from wallet.books.histories import EVERYTHING, Transaction, happened, transaction
from wallet.books.home import Home, home
from wallet.books.identity import Identity, identity
from wallet.books.market import Market, market
from wallet.books.odd_prices import OddPrice, odd_prices
from wallet.books.pending import SHOWN, PendingRow, pending
from wallet.books.people import (
    Found,
    PersonPage,
    PersonRow,
    everybody,
    found,
    people,
    people_rows,
    person,
)
from wallet.books.performance import Performance, performance
from wallet.books.portfolio import Portfolio, portfolio
from wallet.books.raise_room import RaiseRoom, raise_room
from wallet.books.raising import SHOWN as OFFERED
from wallet.books.raising import (
    Offering,
    invested_in,
    my_offerings,
    offering,
    offering_of_terms,
    open_count,
    open_offerings,
)
from wallet.books.regimes import Regime, regimes
from wallet.books.signed_terms import (
    SignedEntry,
    TermsSeen,
    signatures_due,
    signed_entries,
    signed_with,
    terms_seen,
)
from wallet.books.statement import Statement, statement, years
from wallet.books.store import Store
from wallet.books.through import Behind, Through, behind, through
from wallet.books.token import MyToken, my_token
from wallet.books.verifiers import Verifier, verifiers
from wallet.books.view import View, open_view
from wallet.books.worth import Worth, worth
from wallet.chain.journal import Journal
from wallet.chain.logs import Event


class Answers:
    """Every answer for the person at `account`; each reads all its rows at one moment.

    `now` gives the chain's time, `money` the dollars and coins of the account (None: not known).
    Without a `directory` one is made in memory, for as long as these answers are asked.
    """

    def __init__(
        self,
        store: Store,
        documents: Documents,
        journal: Journal,
        chain_id: int,
        account: str,
        now: Callable[[], int],
        money: Callable[[], tuple[int | None, int | None]],
        directory: Directory | None = None,
    ) -> None:
        self._store = store
        self._documents = documents
        self._journal = journal
        self._chain_id = chain_id
        self._account = account
        self._now = now
        self._money = money
        self._directory = directory or Directory()

    @contextmanager
    def view(self) -> Iterator[View]:
        """The books as this account sees them now."""
        now, (dollars, coins) = self._now(), self._money()
        with open_view(self._store, self._account, now, self._documents, dollars, coins) as view:
            yield view

    def home(self) -> Home:
        """What I hold, am owed, owe, and what to do next."""
        with self.view() as view:
            found, due = home(view), signatures_due(view, self._documents)
            return replace(found, tasks=(*found.tasks, *due)) if due else found

    def my_token(self) -> MyToken | None:
        """My own token, None before it was issued."""
        with self.view() as view:
            return my_token(view)

    def cap_table(self, token: int | None = None, block: int | None = None) -> CapTable | None:
        """Who holds a token (one's own) now or as of a block; None before it was issued."""
        with self.view() as view:
            return cap_table(view, token or view.me or 0, block)

    def block_on(self, day_ends: int) -> int:
        """The last block before an instant, as far as the books go."""
        with self.view() as view:
            return block_on(view, day_ends)

    def cap_book(self, token: int | None = None, block: int | None = None) -> CapBook | None:
        """How a token's shares came to be where they are; None before it was issued."""
        with self.view() as view:
            return cap_book(view, token or view.me or 0, block)

    def salt_for(self, what: str) -> bytes:
        """The salt by which names in what is handed out are made."""
        return self._documents.salt_for(what)

    def my_offerings(self) -> tuple[Offering, ...]:
        """My own offerings, newest first."""
        with self.view() as view:
            return my_offerings(view)

    def open_offerings(self, most: int = OFFERED) -> tuple[Offering, ...]:
        """Offerings that one can commit to, those that end first."""
        with self.view() as view:
            return open_offerings(view, most)

    def open_count(self) -> int:
        """How many offerings one can commit to."""
        with self.view() as view:
            return open_count(view)

    def invested_in(self) -> tuple[Offering, ...]:
        """Offerings in which this person has a commitment."""
        with self.view() as view:
            return invested_in(view)

    def offering(self, number: int) -> Offering | None:
        """One offering."""
        with self.view() as view:
            return offering(view, number)

    def admission(self, number: int) -> Admission | None:
        """Whether, and up to how much, one can buy in an offering."""
        with self.view() as view:
            return admission(view, number)

    def raise_room(self) -> RaiseRoom:
        """What one could raise now: how much of oneself, under which rules."""
        with self.view() as view:
            return raise_room(view)

    def regimes(self) -> tuple[Regime, ...]:
        """The sets of rules under which shares can be offered."""
        with self.view() as view:
            return regimes(view)

    def terms_seen(self, number: int) -> TermsSeen | None:
        """What is here of the terms of an offering, and whether they contradict it."""
        with self.view() as view:
            offer = offering(view, number)
            return None if offer is None else terms_seen(view, self._documents, offer)

    def offering_of_terms(self, terms_hash: str) -> int | None:
        """The newest offering that names terms by their hash."""
        with self.view() as view:
            return offering_of_terms(view, terms_hash)

    def signed_with(self, issuer: int) -> tuple[SignedEntry, ...]:
        """Who has signed the terms of what one bought in all offerings of somebody."""
        with self.view() as view:
            return signed_with(view, self._documents, issuer)

    def signed_terms(self, number: int) -> tuple[SignedEntry, ...]:
        """Who has signed the terms of an offering, commitment by commitment."""
        with self.view() as view:
            return signed_entries(view, self._documents, number)

    def people(self, query: str = "") -> tuple[PersonRow, ...]:
        """People whose name fits `query`."""
        self._directory.level(self._store.path, self._documents.labels())
        with self.view() as view:
            return people(view, self._directory, query)

    def found(self, wanted: Wanted, most: int | None = None) -> Found:
        """Who fits a search, by their ids in its order; at most so many of them."""
        self._directory.level(self._store.path, self._documents.labels())
        with self.view() as view:
            return found(view, wanted, self._directory, most)

    def everybody(self) -> int:
        """How many people there are on the network."""
        with self.view() as view:
            return everybody(view)

    def people_rows(self, ids: Iterable[int]) -> tuple[PersonRow, ...]:
        """These people in this order, as rows of the list."""
        with self.view() as view:
            return people_rows(view, ids)

    def person(self, number: int) -> PersonPage | None:
        """Everything public about one person."""
        with self.view() as view:
            return person(view, number)

    def compare(self, first: int, second: int) -> tuple[Side, Side] | None:
        """Two people side by side."""
        with self.view() as view:
            return compare(view, first, second)

    def happened(
        self, person: int, thing: str = EVERYTHING, number: int = 0, most: int = 200
    ) -> tuple[ActivityRow, ...]:
        """What happened to a person, or to one thing of theirs."""
        with self.view() as view:
            return happened(view, person, thing, number, most)

    def transaction(self, block: int, tx: str) -> Transaction | None:
        """What a transaction did, and its papers."""
        with self.view() as view:
            return transaction(view, self._documents, block, tx)

    def auctions(self, most: int = RUNNING) -> Auctions:
        """Auctions running (those that end first), mine and past."""
        with self.view() as view:
            return auctions(view, most)

    def auction(self, token: int) -> AuctionPage:
        """One token's auction with its book."""
        with self.view() as view:
            return auction(view, token)

    def odd_prices(self) -> tuple[OddPrice, ...]:
        """Orders far from the reference price for shares that I hold."""
        with self.view() as view:
            return odd_prices(view)

    def market(self, token: int) -> Market:
        """What one must know to place an order for a token."""
        with self.view() as view:
            return market(view, token)

    def portfolio(self) -> Portfolio:
        """Positions with lots, and sales."""
        with self.view() as view:
            return portfolio(view)

    def performance(self) -> Performance:
        """What holdings have earned: averages, rates of return, what an auction would pay now."""
        with self.view() as view:
            return performance(view)

    def worth(self) -> Worth:
        """Net worth over time."""
        with self.view() as view:
            return worth(view)

    def through(self) -> Through:
        """What of everybody reaches me, directly and through others."""
        with self.view() as view:
            return through(view)

    def behind(self, person: int) -> Behind:
        """By whom it reaches me, and who lies behind them."""
        with self.view() as view:
            return behind(view, person)

    def companies(self) -> Companies:
        """Stakes, exits, debts, and what awaits me as an attestor."""
        with self.view() as view:
            return companies(view)

    def exit_calculation(self, number: int) -> ExitSum | None:
        """An exit line by line, as of now; None for one that is not known."""
        with self.view() as view:
            return exit_calculation(view, number)

    def debt_calculation(self, number: int, next_part: int = 0) -> DebtSum | None:
        """A debt of mine line by line, as of now; `next_part` is a payment that I consider."""
        with self.view() as view:
            return debt_calculation(view, number, next_part)

    def distributions(self) -> Distributions:
        """To claim, received, shared."""
        with self.view() as view:
            return distributions(view)

    def history(self) -> History:
        """Everything bought, sold and raised, lot by lot."""
        with self.view() as view:
            return history(view)

    def statement(self, year: int | None = None, zone: tzinfo | None = None) -> Statement:
        """A year of this person, or all there is; years begin in `zone`. Raises WalletError."""
        with self.view() as view:
            return statement(view, year, zone)

    def statement_years(self, zone: tzinfo | None = None) -> tuple[int, ...]:
        """The years that have a statement, newest first."""
        with self.view() as view:
            return years(view, zone)

    def identity(self) -> Identity:
        """Who this wallet is on the network."""
        with self.view() as view:
            return identity(view)

    def verifiers(self) -> tuple[Verifier, ...]:
        """Who may confirm people on this network, and who could before."""
        kept = self._documents.every(VERIFIER)
        names = {account: str(one.get("name", "")) for account, one in kept.items()}
        with self.view() as view:
            return verifiers(view, names)

    def activity(self, most: int = 200, narrow: Narrow = ALL) -> tuple[ActivityRow, ...]:
        """What happened, newest first."""
        latest = self._journal.latest(self._chain_id, self._account, most)
        with self.view() as view:
            return activity(view, latest, most, narrow)

    def pending(self) -> tuple[PendingRow, ...]:
        """What is on its way, in the order in which it will happen."""
        return pending(self._journal.in_state(self._chain_id, SHOWN, self._account))

    def told(self, events: Iterable[Event]) -> tuple[str, ...]:
        """What happened in a transaction, in words, whomever it was about."""
        with self.view() as view:
            return sentences_of(view, events)
