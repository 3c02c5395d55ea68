"""What a scene of the story is made of: steps that a driver plays, with or without a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from wallet.acts.act import Act
from wallet.base.money import DOLLAR, SHARE
from wallet.books.documents import Documents
from wallet.flows.local_desks import AttestorDesk, VerifierDesk
from wallet.flows.local_roles import LocalRoles
from wallet.flows.papers import StakePaper


@dataclass(frozen=True, slots=True)
class Do:
    """`who` (a key of the cast) does `act`; it must go through."""

    who: str
    act: Act


@dataclass(frozen=True, slots=True)
class Refused:
    """`who` tries `act`, and must be refused. `account` is another wallet they try it from."""

    who: str
    act: Act
    what: str
    account: int | None = None


@dataclass(frozen=True, slots=True)
class At:
    """Time moves on to this many days after the network began. It never moves back."""

    day: float


@dataclass(frozen=True, slots=True)
class Desk:
    """A role of the local network does something."""

    what: str
    call: Callable[[], object]


Step: TypeAlias = Do | Refused | At | Desk


class Stage:
    """Where scenes are played: the network's roles and desks, and what scenes tell each other."""

    def __init__(
        self,
        roles: LocalRoles,
        verifier: VerifierDesk,
        attestors: tuple[AttestorDesk, ...],
        read: Callable[..., object],
        addresses: tuple[str, ...],
        documents: Documents,
    ) -> None:
        self.roles = roles
        self.verifier = verifier
        self.attestors = attestors
        self.addresses = addresses
        self.documents = documents
        self.began = 0
        self.stakes: dict[int, StakePaper] = {}
        self._read = read

    def number(self, contract: str, view: str, *args: object) -> int:
        """What a view with one number answers."""
        found = self._read(contract, view, *args)
        if not isinstance(found, int):
            raise TypeError(f"{contract}.{view} is no number")
        return found

    def pair(self, contract: str, view: str, *args: object) -> tuple[int, int]:
        """What a view with two numbers answers."""
        found = self._read(contract, view, *args)
        if not isinstance(found, tuple | list) or len(found) != 2:
            raise TypeError(f"{contract}.{view} is no pair")
        return int(found[0]), int(found[1])

    def person(self, account: int) -> int:
        """The person id behind an account of the cast, 0 for none."""
        return self.number("Registry", "person_of", self.addresses[account])

    def time(self, day: float) -> int:
        """The instant `day` days after the network began, in unix seconds."""
        return self.began + int(day * 86_400)


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene: its title, and the steps it takes on a stage, one by one."""

    title: str
    steps: Callable[[Stage], Iterator[Step]]


def shares(count: int) -> int:
    """Whole shares in base units."""
    return count * SHARE


def money(count: int) -> int:
    """Whole dollars in base units."""
    return count * DOLLAR


def cents(count: int) -> int:
    """A price of so many cents a share, in millionths of a dollar for 10**6 shares."""
    return count * 10**10
