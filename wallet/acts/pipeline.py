"""The street from an act to a receipt: compose, simulate, explain, check, sign, journal, send.

`prepare` ends with what a person is shown; nothing is signed before `perform`. Both block and
belong in the signing lane.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from wallet.acts.act import Act
from wallet.acts.around import Around, calls_of
from wallet.acts.caution_people import paid_before
from wallet.acts.cautions import notes_of, warnings_of
from wallet.acts.changes import rows, watched_views
from wallet.acts.compose import requests_of
from wallet.acts.facts import Facts
from wallet.acts.outlook import outlook_of
from wallet.acts.place import Place, check_place, next_place, permit_nonce
from wallet.acts.prepared import Line, Prepared, details_of, fee_text
from wallet.acts.standing import in_person
from wallet.acts.stating import statements_of
from wallet.base.errors import WalletError
from wallet.chain import journal as states
from wallet.chain.expiry import anchor_of, check_alive
from wallet.chain.fees import Fees, current_fees, gas_limit
from wallet.chain.journal import Entry
from wallet.chain.receipts import Receipt
from wallet.chain.sending import PATIENCE, submit, wait
from wallet.chain.simulate import SimCall, Simulation, simulate
from wallet.signing.explain import explain, explain_typed
from wallet.signing.policy import Circumstances, check_policy
from wallet.signing.request import PermitData, Request
from wallet.signing.signer import Signer, signs_elsewhere
from wallet.signing.transaction import SignedTransaction
from wallet.signing.typed import TypedRequest

SIGNED: Final = 1
SENT: Final = 2
IN_BLOCK: Final = 3
"""The stages that `perform` reports."""

Report = Callable[[int], None]
Left = Callable[[], bool]
Keep = Callable[[Sequence[tuple[TypedRequest, bytes]]], object]
"""Keeps statements with their signatures."""


def stay() -> bool:
    """The person has not left what is sent to itself."""
    return False


def keep_none(signed: Sequence[tuple[TypedRequest, bytes]]) -> None:
    """Keep no statement."""


def check(act: Act, line: Line) -> None:
    """Whether an act could be composed now. Raises WalletError beside the field that is wrong."""
    act.plan(Facts(line.chain, line.names, line.account))


def prepare(act: Act, line: Line, place: Place | None = None) -> Prepared:
    """Compose, simulate and explain an act. Raises WalletError; a refusal has `refused.CODE`.

    `place` is where it stands in the account's line: behind all that is under way, unless it is
    to take the place of something.
    """
    facts = Facts(line.chain, line.names, line.account)
    network = line.chain.network
    bare = [
        request for call in act.plan(facts) for request in requests_of(call, facts, network, act)
    ]
    watched = watched_views(act, facts)
    simulation = simulate(
        line.chain, [as_call(one) for one in bare], [one.view for one in watched], prelude(bare)
    )
    if simulation.refused is not None:
        raise in_person(simulation.refused, facts).error()
    if place is None:
        place = next_place(line)
    elif len(bare) > 1:
        raise WalletError(
            "This takes more than one step, so it cannot take the place of something else.",
            "Wait until that has happened, or cancel it first.",
            "acts.steps",
        )
    fees = place.raised(current_fees(line.chain))
    requests = complete(bare, simulation, fees, place, line)
    explanations = tuple(explain(one, line.known, line.names) for one in requests)
    statements = statements_of(act, facts, network)
    beside = tuple(explain_typed(one, line.known, line.names) for one in statements)
    paid = paid_before(line)
    given = Circumstances(
        now=facts.now, coin_price_cents=network.coin_price_cents, paid_before=paid
    )
    warnings = [note for one in requests for note in check_policy(one, line.known, given)]
    calls = calls_of(requests, line)
    around = Around(line, facts, requests, calls, simulation, fees, place, paid)
    outlook = outlook_of(act, facts)
    return Prepared(
        act=act,
        requests=requests,
        explanations=explanations,
        title=explanations[-1].title,
        sentences=(
            *(s for one in (*explanations, *beside) for s in one.sentences),
            *outlook.sentences,
        ),
        changes_title=outlook.title or "What changes",
        changes=outlook.changes or rows(watched, simulation, facts.person),
        notes=(
            *notes_of(around),
            *(note.text for one in (*explanations, *beside) for note in one.notes),
        ),
        fee=fee_text(requests, sum(simulation.gas), fees, network),
        network=network.name,
        details="\n".join(
            (details_of(requests, explanations), *(line for one in beside for line in one.details))
        ),
        simulation=simulation,
        warnings=(*warnings, *warnings_of(around)),
        replaces=place.replaces,
        statements=statements,
    )


def perform(
    prepared: Prepared,
    line: Line,
    signer: Signer,
    report: Report,
    left: Left = stay,
    keep: Keep = keep_none,
) -> Receipt:
    """Sign, journal, send and wait, request by request; answers the last receipt.

    What is stated beside it is signed with the first request, and handed to `keep` before
    anything is sent.

    A request that was refused in its block ends it: its receipt says why. Raises WalletError;
    whatever was signed is in the journal before it is sent. Once the person has `left` it to
    itself, or the signature is to come later, the journal looks after it.
    """
    receipt: Receipt | None = None
    elsewhere = signs_elsewhere(signer)
    for at, request in enumerate(prepared.requests):
        if prepared.waits:
            entry = _waiting(prepared.waits[at], request, line)
        else:
            entry = _written(prepared, at, line, elsewhere)
        stated = () if at else prepared.statements
        signed, signatures = _signed(request, stated, entry, line, signer)
        keep(tuple(zip(stated, signatures, strict=True)))
        receipt = _sent(entry, signed, line, report, left)
        if not receipt.ok:
            for later in prepared.waits[at + 1 :]:
                line.journal.mark(later, states.DROPPED, NOT_FIRST)
            break
    if receipt is None:
        raise ValueError("an act makes at least one request")
    return receipt


def reserve(prepared: Prepared, line: Line) -> Prepared:
    """Write down what another machine is about to be asked to sign; it keeps its place from now on.

    Raises WalletError where its place is gone. What is written is found again after a restart.
    """
    if prepared.waits:
        return prepared
    entries: list[Entry] = []
    try:
        for at in range(len(prepared.requests)):
            entries.append(_written(prepared, at, line, elsewhere=True))
    except WalletError:
        for entry in entries:
            line.journal.mark(entry.id, states.DROPPED, GIVEN_UP)
        raise
    return replace(prepared, waits=tuple(entry.id for entry in entries))


def release(entry: Entry, line: Line) -> Entry:
    """Give up a request that waits for its signature; its place is free. Raises WalletError."""
    if entry.state not in (states.DRAFT, states.AWAITING):
        raise WalletError(
            "It was signed already, so it cannot be given up.",
            "Cancel it instead.",
            "acts.signed",
        )
    return line.journal.mark(entry.id, states.DROPPED, GIVEN_UP)


GIVEN_UP: Final = "You gave it up before it was signed."
BEGUN_ANEW: Final = "You began it anew before it was signed."
NOT_FIRST: Final = "What had to come before it was refused."


def _waiting(number: int, request: Request, line: Line) -> Entry:
    """The entry in which exactly this request waits. Raises WalletError once it cannot happen."""
    entry = line.journal.entry(number)
    if entry.request != request.to_json():
        raise ValueError("this entry waits for the signature of something else")
    check_alive(line.chain, entry)
    return entry


def _written(prepared: Prepared, at: int, line: Line, elsewhere: bool) -> Entry:
    """A request in the journal, awaiting its signature: from here on its place is taken."""
    request, replaces = prepared.requests[at], prepared.replaces
    check_place(request, replaces, line)
    entry = line.journal.draft(
        request.chain_id,
        request.sender,
        request.act,
        request.to_json(),
        request.nonce,
        prepared.explanations[at].plain,
        anchor=anchor_of(line.chain),
        elsewhere=elsewhere,
        replaces=replaces,
    )
    entry = line.journal.mark(entry.id, states.AWAITING)
    if replaces and line.journal.entry(replaces).state == states.AWAITING:
        line.journal.mark(replaces, states.DROPPED, BEGUN_ANEW)
    return entry


def _signed(
    request: Request,
    statements: tuple[TypedRequest, ...],
    entry: Entry,
    line: Line,
    signer: Signer,
) -> tuple[SignedTransaction, tuple[bytes, ...]]:
    try:
        if not statements:
            return signer.sign(request), ()
        signed, signatures = signer.sign_together(request, statements)
        if signed is None:
            raise ValueError("a request was handed over, and has to come back signed")
        return signed, signatures
    except WalletError as error:
        if error.code != "signing.later" and not entry.elsewhere:
            line.journal.mark(entry.id, states.DROPPED, error.sentence)
        raise


def _sent(
    entry: Entry, signed: SignedTransaction, line: Line, report: Report, left: Left
) -> Receipt:
    entry = line.journal.signed(entry.id, signed.raw, signed.tx_hash)
    report(SIGNED)
    entry = submit(line.chain, line.journal, entry)
    report(SENT)
    receipt = wait(line.chain, line.journal, entry, PATIENCE, left=left)
    report(IN_BLOCK)
    return receipt


def complete(
    bare: list[Request], simulation: Simulation, fees: Fees, place: Place, line: Line
) -> tuple[Request, ...]:
    """Gas by what the simulation used, fees by the chain, nonces one after another.

    A permit has a number of its own, which nothing else may hold either.
    """
    return tuple(
        replace(
            request,
            permit=_numbered(request.permit, place, line),
            nonce=place.nonce + at,
            gas=gas_limit(used + _permit_gas(request), request.gas),
            max_fee_per_gas=fees.most,
            max_priority_fee_per_gas=fees.tip,
        )
        for at, (request, used) in enumerate(zip(bare, simulation.gas, strict=True))
    )


def _numbered(permit: PermitData | None, place: Place, line: Line) -> PermitData | None:
    if permit is None:
        return None
    return replace(permit, nonce=permit_nonce(permit.nonce, place, line))


def _permit_gas(request: Request) -> int:
    """What checking the permit costs beyond the simulation, where its signature was blank."""
    return 60_000 if request.permit is not None else 0


def as_call(request: Request) -> SimCall:
    """A request as a simulation takes it."""
    return SimCall(request.sender, request.to, request.data, request.value)


def prelude(bare: list[Request]) -> tuple[SimCall, ...]:
    """An imagined approval in place of each permit, which is not signed yet."""
    from wallet.contracts.bindings import contract as binding

    return tuple(
        SimCall(
            one.sender,
            one.permit.token,
            bytes(binding("Dollar").encode("approve", (one.permit.spender, one.permit.value))),
        )
        for one in bare
        if one.permit is not None
    )
