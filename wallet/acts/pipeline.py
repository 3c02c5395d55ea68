"""The street from an act to a receipt: compose, simulate, explain, check, sign, journal, send.

`prepare` ends with what a person is shown; nothing is signed before `perform`. Both block and
belong in the signing lane.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from wallet.acts.act import Act, name_of
from wallet.acts.changes import Change, rows, watched_views
from wallet.acts.compose import requests_of
from wallet.acts.facts import Facts
from wallet.acts.naming import BookNames
from wallet.acts.outlook import outlook_of
from wallet.acts.standing import in_person
from wallet.base.errors import WalletError
from wallet.base.money import dollars
from wallet.chain import journal as states
from wallet.chain.chain import Chain
from wallet.chain.fees import Fees, current_fees, fee_in_dollars, gas_limit
from wallet.chain.journal import Journal
from wallet.chain.nonces import next_nonce
from wallet.chain.receipts import Receipt
from wallet.chain.sending import submit, wait
from wallet.chain.simulate import SimCall, Simulation, simulate
from wallet.signing.explain import Explanation, explain
from wallet.signing.known import KnownNetwork
from wallet.signing.policy import Circumstances, check_policy
from wallet.signing.request import Request
from wallet.signing.sentence import Sentence
from wallet.signing.signer import Signer
from wallet.signing.transaction import signing_hash
from wallet.signing.typed import permit_request

SIGNED: Final = 1
SENT: Final = 2
IN_BLOCK: Final = 3
"""The stages that `perform` reports."""

Report = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Line:
    """Everything between an account and its network."""

    chain: Chain
    journal: Journal
    known: KnownNetwork
    names: BookNames
    account: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """An act as it is put before the person: words, changes, fee; and what would be signed.

    `requests` are complete but for signatures. `changes_title` says under what condition the
    changes come about; `notes` hold only what is unusual.
    """

    act: Act
    requests: tuple[Request, ...]
    explanations: tuple[Explanation, ...]
    title: str
    sentences: tuple[Sentence, ...]
    changes_title: str
    changes: tuple[Change, ...]
    notes: tuple[str, ...]
    fee: str
    network: str
    details: str
    simulation: Simulation = field(repr=False)

    @property
    def name(self) -> str:
        """The act's name as a program says it."""
        return name_of(self.act)


def check(act: Act, line: Line) -> None:
    """Whether an act could be composed now. Raises WalletError beside the field that is wrong."""
    act.plan(Facts(line.chain, line.names, line.account))


def prepare(act: Act, line: Line) -> Prepared:
    """Compose, simulate and explain an act. Raises WalletError; a refusal has `refused.CODE`."""
    facts = Facts(line.chain, line.names, line.account)
    network = line.chain.network
    bare = [
        request for call in act.plan(facts) for request in requests_of(call, facts, network, act)
    ]
    watched = watched_views(act, facts)
    simulation = simulate(
        line.chain, [_as_call(one) for one in bare], [one.view for one in watched], _prelude(bare)
    )
    if simulation.refused is not None:
        raise in_person(simulation.refused, facts).error()
    fees = current_fees(line.chain)
    requests = _complete(bare, simulation, fees, next_nonce(line.chain, line.journal, line.account))
    explanations = tuple(explain(one, line.known, line.names) for one in requests)
    around = Circumstances(now=facts.now, coin_price_cents=network.coin_price_cents)
    warnings = [note for one in requests for note in check_policy(one, line.known, around)]
    outlook = outlook_of(act, facts)
    return Prepared(
        act=act,
        requests=requests,
        explanations=explanations,
        title=explanations[-1].title,
        sentences=(*(s for one in explanations for s in one.sentences), *outlook.sentences),
        changes_title=outlook.title or "What changes",
        changes=outlook.changes or rows(watched, simulation, facts.person),
        notes=(*warnings, *(note.text for one in explanations for note in one.notes)),
        fee=_fee_text(requests, simulation, fees, line.chain),
        network=network.name,
        details=_details(requests, explanations),
        simulation=simulation,
    )


def perform(prepared: Prepared, line: Line, signer: Signer, report: Report) -> Receipt:
    """Sign, journal, send and wait, request by request; answers the last receipt.

    A request that was refused in its block ends it: its receipt says why. Raises WalletError;
    whatever was signed is in the journal before it is sent.
    """
    receipt: Receipt | None = None
    for request, explanation in zip(prepared.requests, prepared.explanations, strict=True):
        receipt = _perform_one(request, explanation.plain, line, signer, report)
        if not receipt.ok:
            break
    if receipt is None:
        raise ValueError("an act makes at least one request")
    return receipt


def _perform_one(
    request: Request, sentence: str, line: Line, signer: Signer, report: Report
) -> Receipt:
    chain, journal = line.chain, line.journal
    if next_nonce(chain, journal, line.account) != request.nonce:
        raise WalletError(
            "Something else was sent from this wallet meanwhile.",
            "Look at the figures again, then confirm.",
            "acts.stale",
        )
    entry = journal.draft(
        request.chain_id, request.sender, request.act, request.to_json(), request.nonce, sentence
    )
    journal.mark(entry.id, states.AWAITING)
    try:
        signed = signer.sign(request)
    except WalletError as error:
        journal.mark(entry.id, states.DROPPED, error.sentence)
        raise
    entry = journal.signed(entry.id, signed.raw, signed.tx_hash)
    report(SIGNED)
    entry = submit(chain, journal, entry)
    report(SENT)
    receipt = wait(chain, journal, entry)
    report(IN_BLOCK)
    return receipt


def _complete(
    bare: list[Request], simulation: Simulation, fees: Fees, nonce: int
) -> tuple[Request, ...]:
    """Gas by what the simulation used, fees by the chain, nonces one after another."""
    return tuple(
        replace(
            request,
            nonce=nonce + at,
            gas=gas_limit(used + _permit_gas(request), request.gas),
            max_fee_per_gas=fees.most,
            max_priority_fee_per_gas=fees.tip,
        )
        for at, (request, used) in enumerate(zip(bare, simulation.gas, strict=True))
    )


def _permit_gas(request: Request) -> int:
    """What checking the permit costs beyond the simulation, where its signature was blank."""
    return 60_000 if request.permit is not None else 0


def _as_call(request: Request) -> SimCall:
    return SimCall(request.sender, request.to, request.data, request.value)


def _prelude(bare: list[Request]) -> tuple[SimCall, ...]:
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


def _fee_text(
    requests: tuple[Request, ...], simulation: Simulation, fees: Fees, chain: Chain
) -> str:
    """`Network fee about $0.02, at most $0.05`."""
    about = fee_in_dollars(fees.expected(sum(simulation.gas)), chain.network)
    most = fee_in_dollars(sum(one.most_fee for one in requests), chain.network)
    expected, bound = dollars(about, up=True), dollars(most, up=True)
    if expected == bound:
        return f"Network fee at most {bound}"
    return f"Network fee about {expected}, at most {bound}"


def _details(requests: tuple[Request, ...], explanations: tuple[Explanation, ...]) -> str:
    """Exact calls and hashes, for those who compare them with another device."""
    lines: list[str] = []
    for request, explanation in zip(requests, explanations, strict=True):
        lines += [*explanation.details, f"nonce {request.nonce}, request {request.id}"]
        if request.permit is not None:
            statement = permit_request(request.chain_id, request.permit)
            lines += [
                f"permit domain hash {_spaced(statement.domain_hash)}",
                f"permit message hash {_spaced(statement.message_hash)}",
            ]
        else:
            lines.append(f"signing hash {_spaced(signing_hash(request))}")
    return "\n".join(lines)


def _spaced(digest: bytes) -> str:
    """A hash in groups of four digits, as people compare them."""
    text = digest.hex()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))
