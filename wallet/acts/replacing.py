"""Speeding up and cancelling what is on its way, and doing something else in its place.

None of these is an act of the contracts: they are about a request that was sent and is in no
block yet. Each is a new request with the same number, so that only one of them can happen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from wallet.acts.around import Around, calls_of
from wallet.acts.cautions import warnings_of
from wallet.acts.changes import Change
from wallet.acts.facts import Facts
from wallet.acts.pipeline import as_call, prelude, prepare
from wallet.acts.place import Place, place_of
from wallet.acts.prepared import Line, Prepared, details_of, fee_text
from wallet.base.errors import WalletError
from wallet.base.money import dollars
from wallet.books.pending import CANCEL
from wallet.chain.fees import current_fees, fee_in_dollars
from wallet.chain.journal import Entry
from wallet.chain.simulate import Simulation, simulate
from wallet.signing.explain import explain
from wallet.signing.policy import Circumstances, check_policy
from wallet.signing.request import Request, parse_request

EMPTY_GAS: Final = 21_000


@dataclass(frozen=True, slots=True)
class SpeedUp:
    """Send the same again with a higher fee; `entry` is its number in the journal."""

    entry: int


@dataclass(frozen=True, slots=True)
class Cancel:
    """Put something empty in the place of what is on its way, so that it does not happen."""

    entry: int


@dataclass(frozen=True, slots=True)
class Instead:
    """Do `act` in the place of what is on its way."""

    act: Any
    entry: int


Replacing = SpeedUp | Cancel | Instead


def prepare_replacing(what: Replacing, line: Line) -> Prepared:
    """Everything a person is shown before signing. Raises WalletError where it cannot be."""
    entry = found(what.entry, line)
    place = place_of(entry, line)
    if isinstance(what, Instead):
        prepared = prepare(what.act, line, place)
        note = f"It takes the place of what is on its way: {entry.sentence or entry.act}"
        return replace(prepared, notes=(note, *prepared.notes))
    if isinstance(what, Cancel):
        return _cancelling(what, entry, place, line)
    return _speeding(what, entry, place, line)


def _speeding(what: SpeedUp, entry: Entry, place: Place, line: Line) -> Prepared:
    """The same request once more. A permit in it is signed once more with it."""
    before = parse_request(entry.request)
    if before.permit is not None and before.permit.deadline <= line.chain.now():
        raise WalletError(
            "The approval in it has run out, so it would be refused now.",
            "Cancel it, then do it again.",
            "acts.approval-over",
        )
    simulation = simulate(line.chain, [as_call(before)], (), prelude([before]))
    if simulation.refused is not None:
        raise WalletError(
            f"It would be refused now. {simulation.refused.sentence}",
            "Cancel it, so that it does not stand in the way of what follows.",
            "acts.refused-now",
        )
    note = "You sent this before with a lower fee. Only one of the two can happen."
    return _shown(what, before, place, line, simulation, "speeding up", note)


def _cancelling(what: Cancel, entry: Entry, place: Place, line: Line) -> Prepared:
    """Nothing, sent to oneself."""
    empty = Request(entry.chain, line.account, line.account, b"", gas=EMPTY_GAS, act=CANCEL)
    whole = line.journal.siblings(entry)[0]
    note = f"What will then not happen: {whole.sentence or whole.act}"
    return _shown(what, empty, place, line, None, "cancelling", note)


def _shown(
    what: SpeedUp | Cancel,
    bare: Request,
    place: Place,
    line: Line,
    simulation: Simulation | None,
    title: str,
    note: str,
) -> Prepared:
    network = line.chain.network
    fees = place.raised(current_fees(line.chain))
    request = replace(
        bare,
        nonce=place.nonce,
        max_fee_per_gas=fees.most,
        max_priority_fee_per_gas=fees.tip,
    )
    said = explain(request, line.known, line.names)
    around = Circumstances(now=line.chain.now(), coin_price_cents=network.coin_price_cents)
    warnings = check_policy(request, line.known, around)
    facts = Facts(line.chain, line.names, line.account)
    calls = calls_of((request,), line)
    seen = Around(line, facts, (request,), calls, simulation, fees, place, frozenset())
    before = parse_request(line.journal.entry(place.replaces).request)
    most, was = (fee_in_dollars(one.most_fee, network) for one in (request, before))
    return Prepared(
        act=what,
        requests=(request,),
        explanations=(said,),
        title=title if isinstance(what, Cancel) else f"{title}: {said.title}",
        sentences=said.sentences,
        changes_title="What changes",
        changes=(
            Change("Most that the network takes", dollars(was, up=True), dollars(most, up=True)),
        ),
        notes=(note, *(one.text for one in said.notes)),
        fee=fee_text((request,), sum(simulation.gas) if simulation else EMPTY_GAS, fees, network),
        network=network.name,
        details=details_of((request,), (said,)),
        simulation=simulation,
        warnings=(*warnings, *warnings_of(seen)),
        replaces=place.replaces,
    )


def found(number: int, line: Line) -> Entry:
    """An entry of the journal by its number. Raises WalletError where there is none."""
    try:
        return line.journal.entry(number)
    except KeyError:
        raise WalletError(
            "It is not known to this wallet.", "Look at Activity.", "acts.unknown"
        ) from None
