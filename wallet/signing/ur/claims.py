"""What an online wallet says about a request besides the bytes to sign: names, figures, addresses.

None of it is signed and none of it can be checked offline. It is shown as what it is, a claim,
beside sentences that come from the bytes alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from wallet.base.addresses import address_bytes, address_from_bytes, short_address
from wallet.base.clock import exact_time
from wallet.signing.known import KnownNetwork
from wallet.signing.sentence import clean
from wallet.signing.teller import Naming
from wallet.signing.ur.maps import Fields, present
from wallet.signing.ur.problems import damaged

MOST_NAMES: Final = 64
MOST_CHANGES: Final = 32
_MOST_ID: Final = 2**63 - 1
_MOST_CHAIN: Final = 2**53 - 1
FACTS: Final = (
    "Offering {} is that of Person {}.",
    "Debt {} is owed by Person {}.",
    "Exit {} sold stake {}.",
    "Report {} accuses Person {}.",
    "Decision {} is about Person {}.",
)
"""What can be said of one number by another; a fact's kind is its place here, from 1."""
OFFERING, DEBT, EXIT, REPORT, DECISION = range(1, 6)


@dataclass(frozen=True)
class Claims:
    """Everything that is said. `changes` are rows of what, now, and after.

    `made` is when, in seconds since 1970; `coin_cents` what one of the chain's coins costs;
    `facts` are a kind of `FACTS`, a number, and what is said of it.
    """

    chain_id: int | None = None
    network: str = ""
    contracts: Mapping[str, str] = field(default_factory=dict)
    me: int | None = None
    people: Mapping[int, str] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    companies: Mapping[int, str] = field(default_factory=dict)
    facts: tuple[tuple[int, int, int], ...] = ()
    changes: tuple[tuple[str, str, str], ...] = ()
    made: int | None = None
    coin_cents: int | None = None

    @property
    def known(self) -> KnownNetwork | None:
        """The network as it is claimed to be; None where nothing is said of it."""
        if self.chain_id is None or not self.contracts:
            return None
        return KnownNetwork(self.chain_id, clean(self.network) or "A network", self.contracts)

    def sentences(self) -> tuple[str, ...]:
        """All that is said, a sentence each."""
        said = [f"You are Person {self.me}."] if self.me else []
        said += [f"Person {one} is called {_quoted(name)}." for one, name in self.people.items()]
        said += [
            f"The account {short_address(address)} is that of {_quoted(name)}."
            for address, name in self.addresses.items()
        ]
        said += [
            f"Stake {stake} is in {_quoted(company)}." for stake, company in self.companies.items()
        ]
        said += [FACTS[kind - 1].format(one, other) for kind, one, other in self.facts]
        said += [
            f"{clean(what)}: {clean(now)} now, {clean(after)} after."
            for what, now, after in self.changes
        ]
        if self.made is not None:
            said.append(f"It was made on {exact_time(self.made)}.")
        return tuple(said)

    def to_cbor(self) -> dict[int, Any]:
        """Their map."""
        contracts = {name: address_bytes(at) for name, at in self.contracts.items()}
        addresses = [[address_bytes(at), name] for at, name in self.addresses.items()]
        return present(
            {
                1: self.chain_id,
                2: self.network or None,
                3: contracts or None,
                4: self.me,
                5: dict(self.people) or None,
                6: addresses or None,
                7: dict(self.companies) or None,
                8: [list(fact) for fact in self.facts] or None,
                9: [list(row) for row in self.changes] or None,
                10: self.made,
                11: self.coin_cents,
            }
        )


def parse_claims(value: object) -> Claims:
    """Read what `to_cbor` wrote. Raises WalletError."""
    found = Fields(value, 11)
    rows = found.perhaps(9, lambda: found.items(9, 1, MOST_CHANGES)) or []
    facts = found.perhaps(8, lambda: found.items(8, 1, MOST_NAMES)) or []
    addresses = found.perhaps(6, lambda: found.items(6, 1, MOST_NAMES)) or []
    return Claims(
        found.perhaps(1, lambda: found.number(1, _MOST_CHAIN)),
        found.perhaps(2, lambda: found.words(2)) or "",
        found.perhaps(3, lambda: _contracts(found.mapping(3, MOST_NAMES))) or {},
        found.perhaps(4, lambda: found.number(4, _MOST_ID)),
        found.perhaps(5, lambda: _names(found.mapping(5, MOST_NAMES))) or {},
        dict(_holder(one) for one in addresses),
        found.perhaps(7, lambda: _names(found.mapping(7, MOST_NAMES))) or {},
        tuple(_fact(one) for one in facts),
        tuple(_row(one) for one in rows),
        found.perhaps(10, lambda: found.number(10, _MOST_ID)),
        found.perhaps(11, lambda: found.number(11, _MOST_ID)),
    )


class HeardNames:
    """A naming that remembers what it was asked, so that just this can be claimed elsewhere."""

    def __init__(self, naming: Naming) -> None:
        self._naming = naming
        self.people: dict[int, str] = {}
        self.addresses: dict[str, str] = {}
        self.companies: dict[int, str] = {}
        self.facts: set[tuple[int, int, int]] = set()

    @property
    def me(self) -> int | None:
        """The person who signs."""
        return self._naming.me

    def name_of(self, person: int) -> str:
        """A person's name."""
        name = self.people[person] = self._naming.name_of(person)
        return name

    def name_at(self, address: str) -> str | None:
        """The name of who holds an address."""
        name = self._naming.name_at(address)
        if name is not None:
            self.addresses[address] = name
        return name

    def issuer_of_offering(self, offering: int) -> int | None:
        """Whose offering it is."""
        return self._heard(OFFERING, offering, self._naming.issuer_of_offering(offering))

    def issuer_of_debt(self, debt: int) -> int | None:
        """Who owes it."""
        return self._heard(DEBT, debt, self._naming.issuer_of_debt(debt))

    def company_of_stake(self, stake: int) -> str | None:
        """The private name of a company."""
        company = self._naming.company_of_stake(stake)
        if company is not None:
            self.companies[stake] = company
        return company

    def stake_of_exit(self, exit_: int) -> int | None:
        """Which stake was sold."""
        return self._heard(EXIT, exit_, self._naming.stake_of_exit(exit_))

    def subject_of_report(self, report: int) -> int | None:
        """Whom a report accuses."""
        return self._heard(REPORT, report, self._naming.subject_of_report(report))

    def subject_of_decision(self, decision: int) -> int | None:
        """Whose case a decision is about."""
        return self._heard(DECISION, decision, self._naming.subject_of_decision(decision))

    def _heard(self, kind: int, one: int, other: int | None) -> int | None:
        if other:
            self.facts.add((kind, one, other))
        return other


def claims_of(
    network: KnownNetwork,
    heard: HeardNames,
    changes: tuple[tuple[str, str, str], ...] = (),
    made: int | None = None,
    coin_cents: int | None = None,
) -> Claims:
    """What an explanation needed to be told, and what comes about by what is signed."""
    return Claims(
        network.chain_id,
        network.name,
        network.contracts,
        heard.me,
        dict(sorted(heard.people.items())[:MOST_NAMES]),
        dict(sorted(heard.addresses.items())[:MOST_NAMES]),
        dict(sorted(heard.companies.items())[:MOST_NAMES]),
        tuple(sorted(heard.facts))[:MOST_NAMES],
        changes[:MOST_CHANGES],
        made,
        coin_cents,
    )


def _quoted(name: str) -> str:
    return f'"{clean(name)}"'


def _contracts(found: Mapping[Any, Any]) -> dict[str, str]:
    if not all(isinstance(name, str) and 0 < len(name) <= 64 for name in found):
        raise damaged()
    return {name: _address(at) for name, at in found.items()}


def _names(found: Mapping[Any, Any]) -> dict[int, str]:
    if not all(type(one) is int and one <= _MOST_ID for one in found):
        raise damaged()
    return {one: _text(name) for one, name in found.items()}


def _holder(found: object) -> tuple[str, str]:
    if not isinstance(found, list) or len(found) != 2:
        raise damaged()
    return _address(found[0]), _text(found[1])


def _fact(found: object) -> tuple[int, int, int]:
    if not isinstance(found, list) or len(found) != 3:
        raise damaged()
    if not all(type(one) is int and 0 < one <= _MOST_ID for one in found):
        raise damaged()
    kind, one, other = found
    if kind > len(FACTS):
        raise damaged()
    return kind, one, other


def _row(found: object) -> tuple[str, str, str]:
    if not isinstance(found, list) or len(found) != 3:
        raise damaged()
    what, now, after = (_text(one) for one in found)
    return what, now, after


def _address(found: object) -> str:
    if not isinstance(found, bytes) or len(found) != 20:
        raise damaged()
    return address_from_bytes(found)


def _text(found: object) -> str:
    if not isinstance(found, str) or len(found) > 256:
        raise damaged()
    return found
