"""Finishing what waits for a signature from another machine; begun anew where it waited too long.

What waits is asked for again as it was: the same bytes, the same number, the same id, so that a
signature that was made meanwhile still fits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from wallet.acts.around import Around, calls_of
from wallet.acts.caution_people import paid_before
from wallet.acts.cautions import notes_of, warnings_of
from wallet.acts.changes import money_views, rows
from wallet.acts.compose import renewed
from wallet.acts.facts import Facts
from wallet.acts.pipeline import as_call, complete, prelude
from wallet.acts.place import Place, ended, next_place
from wallet.acts.prepared import Line, Prepared, details_of, fee_text
from wallet.acts.replacing import found
from wallet.acts.standing import in_person
from wallet.base.clock import date_and_time
from wallet.base.errors import WalletError
from wallet.chain import journal as states
from wallet.chain.expiry import why_not_now
from wallet.chain.fees import current_fees
from wallet.chain.journal import Entry
from wallet.chain.nonces import nonce_of
from wallet.chain.simulate import Simulation, simulate
from wallet.signing.explain import explain
from wallet.signing.policy import Circumstances, check_policy
from wallet.signing.request import Request, parse_request


@dataclass(frozen=True, slots=True)
class Finish:
    """Sign what waits for its signature; `entry` is its number in the journal."""

    entry: int


def prepare_finish(what: Finish, line: Line) -> Prepared:
    """Everything a person is shown before signing. Raises WalletError where it cannot be.

    `waits` names the entry where it is the same request; where that can no longer happen there is
    a new one, and a note says why.
    """
    entry = found(what.entry, line)
    if entry.account != line.account.lower() or entry.raw is not None:
        raise ended()
    request = parse_request(entry.request)
    if entry.state == states.AWAITING:
        why = why_not_now(line.chain, entry)
        return _anew(what, entry, request, why, line) if why else _same(what, entry, request, line)
    if entry.state == states.DROPPED:
        return _anew(what, entry, request, entry.reason, line)
    raise ended()


def _same(what: Finish, entry: Entry, request: Request, line: Line) -> Prepared:
    """The request as it was asked for."""
    facts = Facts(line.chain, line.names, line.account)
    simulation = _simulated(request, facts, line)
    began = date_and_time(entry.made)
    note = f"You began this on {began}. It is the same request: a signature made since still fits."
    place = Place(request.nonce, replaces=entry.replaces)
    made = _shown(what, request, note, place, simulation, facts, line)
    return replace(made, waits=(entry.id,))


def _anew(what: Finish, entry: Entry, before: Request, why: str, line: Line) -> Prepared:
    """The same once more, as a request of now: in the place that is still held, or behind all."""
    facts = Facts(line.chain, line.names, line.account)
    bare = renewed(before, facts)
    simulation = _simulated(bare, facts, line)
    keeps = entry.state == states.AWAITING and entry.nonce >= nonce_of(line.chain, line.account)
    place = Place(entry.nonce, replaces=entry.id) if keeps else next_place(line)
    (request,) = complete([bare], simulation, current_fees(line.chain), place, line)
    note = f"What you began on {date_and_time(entry.made)} cannot happen any more as it was. {why}"
    return _shown(
        what, request, f"{note} This is the same, begun anew.", place, simulation, facts, line
    )


def _simulated(request: Request, facts: Facts, line: Line) -> Simulation:
    views = [one.view for one in money_views(facts)]
    made = simulate(line.chain, [as_call(request)], views, prelude([request]))
    if made.refused is not None:
        refused = in_person(made.refused, facts).error()
        raise WalletError(
            f"It would be refused now. {refused.sentence}",
            f"{refused.next_step} You can give it up under Activity.".strip(),
            "acts.refused-now",
        )
    return made


def _shown(
    what: Finish,
    request: Request,
    note: str,
    place: Place,
    simulation: Simulation,
    facts: Facts,
    line: Line,
) -> Prepared:
    network = line.chain.network
    fees = current_fees(line.chain)
    said = explain(request, line.known, line.names)
    paid = paid_before(line)
    given = Circumstances(
        now=facts.now, coin_price_cents=network.coin_price_cents, paid_before=paid
    )
    warnings = check_policy(request, line.known, given)
    calls = calls_of((request,), line)
    around = Around(line, facts, (request,), calls, simulation, fees, place, paid)
    return Prepared(
        act=what,
        requests=(request,),
        explanations=(said,),
        title=said.title,
        sentences=said.sentences,
        changes_title="What changes",
        changes=rows(money_views(facts), simulation, facts.person),
        notes=(note, *notes_of(around), *(one.text for one in said.notes)),
        fee=fee_text((request,), sum(simulation.gas), fees, network),
        network=network.name,
        details=details_of((request,), (said,)),
        simulation=simulation,
        warnings=(*warnings, *warnings_of(around)),
        replaces=place.replaces,
    )
