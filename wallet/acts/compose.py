"""From an act to the requests that bring it about: calldata and permits.

Fees, nonces and gas are the chain's to say and come when a request is prepared; here a request
has none of them yet. The money token is approved for the ledger alone and for the act at hand:
by a permit in the same transaction where the token has EIP-2612, else by a request before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

from wallet.acts.act import PERMIT, Act, Bare, Call, name_of
from wallet.acts.facts import Facts, Names, Views
from wallet.base.clock import HOUR
from wallet.base.errors import WalletError
from wallet.contracts.bindings import contract as binding
from wallet.signing.request import PermitData, Request

PERMIT_LASTS: Final = 2 * HOUR
"""How long a permit can be used: enough to be signed with care, too short to lie about."""
NO_PERMIT: Final = (0, 0, 0, bytes(32), bytes(32))


class NetworkFacts(Protocol):
    """What of a network requests are made from."""

    @property
    def chain_id(self) -> int:
        """The id that signatures are bound to."""
        ...

    @property
    def contracts(self) -> Mapping[str, str]:
        """The addresses of the contracts by their names."""
        ...


class ChainFacts(Views, Protocol):
    """The chain as composing sees it."""

    @property
    def network(self) -> NetworkFacts:
        """The network it is the chain of."""
        ...


@dataclass(frozen=True, slots=True)
class DollarPermits:
    """The money token's EIP-712 domain; `supported` is false where it has no EIP-2612."""

    supported: bool
    name: str = ""
    version: str = ""


def compose(act: Act, names: Names, chain: ChainFacts, account: str) -> tuple[Request, ...]:
    """The requests of `act` for `account`, in order. Raises WalletError where it cannot be."""
    facts = Facts(chain, names, account)
    calls = act.plan(facts)
    return tuple(
        request for call in calls for request in requests_of(call, facts, chain.network, act)
    )


def requests_of(
    call: Call | Bare, facts: Facts, network: NetworkFacts, act: Act
) -> tuple[Request, ...]:
    """The request of one call, and the approval that has to come before it, if one has to."""
    if isinstance(call, Bare):
        paid = Request(network.chain_id, facts.account, call.to, call.data, call.amount)
        return (replace(paid, act=name_of(act)),)
    there = call.at or network.contracts[call.contract]
    bare = Request(network.chain_id, facts.account, there, b"")
    bare = replace(bare, act=name_of(act), gas=call.gas_hint)
    if not call.pays:
        return (replace(bare, data=encode(call, NO_PERMIT)),)
    ledger = network.contracts["Ledger"]
    facts.gather(
        ("Dollar", "allowance", facts.account, ledger),
        ("Dollar", "nonces", facts.account),
        ("Dollar", "name"),
        ("Dollar", "version"),
    )
    approved = int(facts.read("Dollar", "allowance", facts.account, ledger))
    if approved >= call.pays:
        return (replace(bare, data=encode(call, NO_PERMIT)),)
    domain = dollar_permits(facts)
    if domain.supported:
        return (_with_permit(bare, call, facts, network, domain),)
    approval = Call("Dollar", "approve", (ledger, call.pays))
    first = replace(bare, to=network.contracts["Dollar"], data=encode(approval, NO_PERMIT))
    return first, replace(bare, data=encode(call, NO_PERMIT))


def renewed(before: Request, facts: Facts) -> Request:
    """The request of a call once more, to be completed anew; a permit in it lasts from now on."""
    bare = replace(
        before, gas=0, max_fee_per_gas=0, max_priority_fee_per_gas=0, nonce=0, permit=None
    )
    permit = before.permit
    if permit is None:
        return bare
    deadline = facts.now + PERMIT_LASTS
    end = permit.at
    data = before.data[: end - 32] + deadline.to_bytes(32, "big") + before.data[end:]
    nonce = int(facts.read("Dollar", "nonces", facts.account))
    return replace(bare, data=data, permit=replace(permit, deadline=deadline, nonce=nonce))


def encode(call: Call, permit: tuple[Any, ...]) -> bytes:
    """The calldata of a call, with `permit` in its place."""
    args = tuple(permit if argument is PERMIT else argument for argument in call.args)
    return bytes(binding(call.contract).encode(call.function, args))


def dollar_permits(facts: Facts) -> DollarPermits:
    """Whether the money token takes permits, and the domain to sign them in."""
    try:
        facts.read("Dollar", "nonces", facts.account)
        name, version = facts.read("Dollar", "name"), facts.read("Dollar", "version")
    except WalletError as error:
        if error.code not in ("node.refused", "node.garbage"):
            raise  # the node is down: nothing was learnt about the token
        return DollarPermits(False)
    return DollarPermits(True, str(name), str(version))


def _with_permit(
    bare: Request, call: Call, facts: Facts, network: NetworkFacts, domain: DollarPermits
) -> Request:
    """The request with a blank permit in its calldata, to be signed with it."""
    deadline = facts.now + PERMIT_LASTS
    data = encode(call, (call.pays, deadline, 0, bytes(32), bytes(32)))
    permit = PermitData(
        token=network.contracts["Dollar"],
        name=domain.name,
        version=domain.version,
        owner=facts.account,
        spender=network.contracts["Ledger"],
        value=call.pays,
        nonce=int(facts.read("Dollar", "nonces", facts.account)),
        deadline=deadline,
        at=_place_of_signature(data, call.pays, deadline),
    )
    return replace(bare, data=data, permit=permit)


def _place_of_signature(data: bytes, amount: int, deadline: int) -> int:
    """The byte where the permit's v, r, s begin: after amount and deadline, before three zeros."""
    mark = amount.to_bytes(32, "big") + deadline.to_bytes(32, "big") + bytes(96)
    places = [at for at in range(4, len(data) - len(mark) + 1, 32) if data[at:].startswith(mark)]
    if len(places) != 1:
        raise ValueError("the calldata holds no single permit")
    return places[0] + 64
