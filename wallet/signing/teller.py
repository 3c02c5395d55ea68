"""What a function that turns calldata into sentences is given, and the words they all share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from wallet.base.addresses import checksum, short_address
from wallet.base.errors import WalletError
from wallet.base.money import (
    dollars,
    money_of,
    percent_of_person,
    price_per_share,
    shares,
)
from wallet.signing.known import KnownNetwork
from wallet.signing.sentence import Part, Told, clean, strong


class Naming(Protocol):
    """Who people and things are called when they are named to whoever signs."""

    @property
    def me(self) -> int | None:
        """The person who signs, once they have joined."""
        ...

    def name_of(self, person: int) -> str:
        """A person's display name, the wallet's own label, or `Person 12`."""
        ...

    def name_at(self, address: str) -> str | None:
        """What the holder of an address is called, or None for a stranger."""
        ...

    def issuer_of_offering(self, offering: int) -> int | None:
        """Whose offering it is."""
        ...

    def issuer_of_debt(self, debt: int) -> int | None:
        """Who owes it."""
        ...

    def company_of_stake(self, stake: int) -> str | None:
        """The private name of a company that one holds a stake in."""
        ...

    def stake_of_exit(self, exit_: int) -> int | None:
        """Which stake was sold in an exit."""
        ...

    def subject_of_report(self, report: int) -> int | None:
        """Whom a report accuses."""
        ...

    def subject_of_decision(self, decision: int) -> int | None:
        """Whose case a decision is about, 0 for nobody's."""
        ...


class NoNames:
    """A naming that knows nobody: for tests, and for a wallet without books."""

    me: int | None = None

    def name_of(self, person: int) -> str:
        """`Person 12`."""
        return f"Person {person}"

    def name_at(self, address: str) -> str | None:
        """Nobody."""
        return None

    def issuer_of_offering(self, offering: int) -> int | None:
        """Nobody."""
        return None

    def issuer_of_debt(self, debt: int) -> int | None:
        """Nobody."""
        return None

    def company_of_stake(self, stake: int) -> str | None:
        """No company."""
        return None

    def stake_of_exit(self, exit_: int) -> int | None:
        """No stake."""
        return None

    def subject_of_report(self, report: int) -> int | None:
        """Nobody."""
        return None

    def subject_of_decision(self, decision: int) -> int | None:
        """Nobody."""
        return None


@dataclass(frozen=True)
class Call:
    """Decoded calldata: what is called with what, by whom, where, and who is called what."""

    contract: str
    function: str
    args: Mapping[str, Any]
    sender: str
    network: KnownNetwork
    naming: Naming

    def number(self, name: str) -> int:
        """An argument that is a whole number."""
        return int(self.args[name])

    def person(self, name: str) -> Part:
        """An argument that is a person's id, as their name."""
        return strong(self.name(self.number(name)))

    def name(self, person: int) -> str:
        """What a person is called; `yourself` is for the sentences to say."""
        return clean(self.naming.name_of(person))

    def is_me(self, name: str) -> bool:
        """Whether an argument is the id of the person who signs."""
        return self.naming.me is not None and self.number(name) == self.naming.me

    def holder(self, name: str) -> Part:
        """An argument that is an address, as the name of its holder or in short."""
        return self.at(str(self.args[name]))

    def at(self, address: str) -> Part:
        """Who is at an address: a contract of the network, a known holder, or its short form."""
        contract = self.network.contract_at(address)
        if contract is not None:
            return strong(f"the network's own {contract.lower()}")
        if checksum(address) == checksum(self.sender):
            return strong("your own account")
        name = self.naming.name_at(address)
        return strong(clean(name) if name else f"the account {short_address(address)}")

    def money(self, name: str) -> Part:
        """An argument that is an amount, exact."""
        return strong(dollars(self.number(name), exact=True))

    def shares_of(self, units: str, token: Part | str) -> Part:
        """An argument that is shares, with whose they are."""
        whose = token.text if isinstance(token, Part) else token
        return strong(f"{shares(self.number(units), exact=True)} of {whose}")

    def part(self, units: str) -> str:
        """How much of a person shares are, as `0.84 %`."""
        return percent_of_person(self.number(units))

    def worth(self, units: str, price: str, up: bool = False) -> Part:
        """Shares at a price, in money."""
        amount = money_of(self.number(units), self.number(price), up)
        return strong(dollars(amount, up=up))

    def price(self, name: str) -> str:
        """An argument that is a price, as `$0.15 a share`."""
        return price_per_share(self.number(name))


Teller: TypeAlias = Callable[[Call], Told]


def bond_of(call: Call) -> str:
    """` of $100.00`: the bond that a call lays down, where its permit says how much."""
    amount = int(call.args["permit"]["amount"])
    return f" of {dollars(amount, exact=True)}" if amount else ""


def contracts_only(call: Call) -> Told:
    """Refuse what only the network's own contracts ask of each other."""
    raise WalletError(
        "Only the network's own contracts may do this; a person never needs to.",
        "Nothing was signed. Whoever asked for this may want to deceive you.",
        "signing.contracts-only",
    )
