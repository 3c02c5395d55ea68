"""What cautions look at: the calls that will be signed, and everything known around them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from wallet.acts.facts import Facts
from wallet.acts.place import Place
from wallet.acts.prepared import Line
from wallet.base.errors import WalletError
from wallet.books.view import View
from wallet.chain.fees import Fees
from wallet.chain.simulate import Simulation
from wallet.signing.explain import read_call
from wallet.signing.request import Request
from wallet.signing.teller import Call


@dataclass(frozen=True, slots=True)
class Around:
    """Requests that were composed, the line they go on, and what the node imagines of them."""

    line: Line
    facts: Facts
    requests: tuple[Request, ...]
    calls: tuple[Call | None, ...]
    simulation: Simulation | None
    fees: Fees
    place: Place
    paid_before: frozenset[str]

    @contextmanager
    def view(self) -> Iterator[View]:
        """The books as they are now."""
        with self.line.names.view(self.facts.now) as view:
            yield view

    def called(self, contract: str, *functions: str) -> Iterator[Call]:
        """The calls of some functions of a contract."""
        for call in self.calls:
            if call is not None and call.contract == contract and call.function in functions:
                yield call


def calls_of(requests: tuple[Request, ...], line: Line) -> tuple[Call | None, ...]:
    """The call in each request; None for a plain payment, and for what is not decoded."""
    return tuple(_call(one, line) for one in requests)


def _call(request: Request, line: Line) -> Call | None:
    try:
        return read_call(request, line.known, line.names)
    except WalletError:
        return None
