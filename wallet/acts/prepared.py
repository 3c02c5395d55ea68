"""What the street from an act to a receipt carries: its line, and an act put before the person."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from wallet.acts.act import name_of
from wallet.acts.changes import Change
from wallet.acts.naming import BookNames
from wallet.base.money import dollars
from wallet.chain.chain import Chain
from wallet.chain.fees import Fees, fee_in_dollars
from wallet.chain.journal import Journal
from wallet.chain.networks import Network
from wallet.chain.simulate import Simulation
from wallet.signing.explain import Explanation
from wallet.signing.known import KnownNetwork
from wallet.signing.request import Request
from wallet.signing.sentence import Sentence
from wallet.signing.transaction import signing_hash
from wallet.signing.typed import TypedRequest, permit_request

NOBODY: Final = 0


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
    changes come about; `notes` hold only what is unusual, `warnings` what may be a deceit.
    `replaces` is the entry of the journal whose place it takes, 0 for none. `waits` are the entries
    in which its requests wait for signatures already, in their order; empty where none is written.
    `statements` are signed beside it, at the same consent.
    """

    act: Any
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
    simulation: Simulation | None = field(repr=False)
    warnings: tuple[str, ...] = ()
    replaces: int = NOBODY
    waits: tuple[int, ...] = ()
    statements: tuple[TypedRequest, ...] = ()

    @property
    def name(self) -> str:
        """The act's name as a program says it."""
        return name_of(self.act)


def fee_text(requests: tuple[Request, ...], gas: int, fees: Fees, network: Network) -> str:
    """`Network fee about $0.02, at most $0.05`; `gas` is what will about be used."""
    about = fee_in_dollars(fees.expected(gas), network)
    most = fee_in_dollars(sum(one.most_fee for one in requests), network)
    expected, bound = dollars(about, up=True), dollars(most, up=True)
    if expected == bound:
        return f"Network fee at most {bound}"
    return f"Network fee about {expected}, at most {bound}"


def details_of(requests: tuple[Request, ...], explanations: tuple[Explanation, ...]) -> str:
    """Exact calls and hashes, for those who compare them with another device."""
    lines: list[str] = []
    for request, explanation in zip(requests, explanations, strict=True):
        lines += [*explanation.details, f"nonce {request.nonce}, request {request.id}"]
        if request.permit is not None:
            statement = permit_request(request.chain_id, request.permit)
            lines += [
                f"permit domain hash {_spaced(statement.domain_hash)}",
                f"permit message hash {_spaced(statement.message_hash)}",
                f"permit signing hash {_spaced(statement.digest)}",
                "the signing hash of the request itself follows from the permit’s signature",
            ]
        else:
            lines.append(f"signing hash {_spaced(signing_hash(request))}")
    return "\n".join(lines)


def _spaced(digest: bytes) -> str:
    """A hash in groups of four digits, as people compare them."""
    text = digest.hex()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))
