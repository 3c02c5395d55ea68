"""What an act may ask before it is composed: who asks, and how things stand on the chain now.

Answers come from the contracts' own views at the latest block, so that what is checked here is
what the contracts will check; each is asked once for one act.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from wallet.acts.records import Records
from wallet.base.errors import WalletError
from wallet.contracts.numbers import NUMBERS


class Views(Protocol):
    """The part of the chain that acts read."""

    def now(self) -> int:
        """The time of the latest block, in seconds since 1970."""
        ...

    def read(self, contract: str, function: str, *args: Any) -> Any:
        """What the view `function` of `contract` answers."""
        ...

    def read_many(self, views: Sequence[tuple[str, str, Sequence[Any]]]) -> list[Any]:
        """What several views answer, asked at once."""
        ...


class Names(Records, Protocol):
    """What people are called, and what was published."""

    def name_of(self, person: int) -> str:
        """The display name, the wallet's own label, or `Person 12`."""
        ...


def number_view(name: str) -> tuple[Any, ...]:
    """The view that answers a number of the rules, to be gathered with others."""
    group, place, _ = NUMBERS[name]
    return ("Rules", "number", group, place)


class Facts:
    """Who asks (`account`, an address) and what the contracts answer, kept while one act lasts."""

    def __init__(self, views: Views, names: Names, account: str) -> None:
        self._views = views
        self._names = names
        self.account = account
        self._kept: dict[tuple[Any, ...], Any] = {}

    def read(self, contract: str, function: str, *args: Any) -> Any:
        """What the view answers, asked once."""
        key = (contract, function, *args)
        if key not in self._kept:
            self._kept[key] = self._views.read(contract, function, *args)
        return self._kept[key]

    def gather(self, *views: tuple[Any, ...]) -> None:
        """Ask several views at once, each given as contract, view and arguments.

        One that cannot answer spoils the batch, and is then met again when it is read.
        """
        missing = [view for view in views if view not in self._kept]
        asked = [(contract, view, args) for contract, view, *args in missing]
        try:
            answers = self._views.read_many(asked) if asked else []
        except WalletError:
            return
        self._kept.update(zip(missing, answers, strict=True))

    @property
    def now(self) -> int:
        """The chain's time, in seconds since 1970."""
        if ("now",) not in self._kept:
            self._kept[("now",)] = self._views.now()
        return int(self._kept[("now",)])

    @property
    def person(self) -> int:
        """The person id of the account, 0 for one who has not joined."""
        return int(self.read("Registry", "person_of", self.account))

    @property
    def records(self) -> Records:
        """What was published of stakes and exits."""
        return self._names

    def name(self, person: int) -> str:
        """What `person` is called."""
        return self._names.name_of(person)

    def number(self, name: str) -> int:
        """A number of the rules as it is now, by its name: seconds, dollars, per cent, a count."""
        return int(self.read(*number_view(name)))

    def said(self, name: str) -> str:
        """The same in words, with its unit."""
        return NUMBERS[name][2].shown(self.number(name))

    @property
    def dollars(self) -> int:
        """Money in the account's wallet, in base units."""
        return int(self.read("Dollar", "balanceOf", self.account))

    def sellable(self, token: int) -> int:
        """Units of `token` that this person could offer now: not reserved, not locked."""
        return int(self.read("Ledger", "sellable", token, self.person))

    def balance(self, token: int) -> int:
        """Units of `token` that this person has."""
        return int(self.read("Ledger", "balance_of", token, self.person))

    def claimable(self, token: int, holder: int) -> int:
        """What `holder` could claim from `token` now, in base units."""
        return int(self.read("Ledger", "claimable", token, holder))

    def reference(self, token: int) -> int:
        """The reference price of `token`, 0 where there is none."""
        return int(self.read("Ledger", "reference", token))

    def outside(self, token: int) -> int:
        """Units of `token` that others than its issuer hold."""
        return int(self.read("Ledger", "outside", token))

    def credit(self, person: int) -> int:
        """Money that the ledger keeps for `person` to withdraw, in base units."""
        return int(self.read("Ledger", "purse", person)[0])
