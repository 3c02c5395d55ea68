"""From calls to requests: calldata, permits, and approvals where a dollar has no permits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.acts.fakes import ME, NOW, Answers, Names
from wallet.acts.compose import PERMIT_LASTS, compose
from wallet.acts.trading import PlaceBuy, Settle
from wallet.base.errors import WalletError
from wallet.base.money import DOLLAR, SHARE
from wallet.contracts.bindings import contract
from wallet.signing.request import Request, check_request

CONTRACTS = {
    name: "0x" + f"{at:02x}" * 20
    for at, name in enumerate("Registry Ledger Offering Auction Companies Dollar".split(), start=17)
}
LEDGER = CONTRACTS["Ledger"]
ACT = PlaceBuy(2, 1_000 * SHARE, 10**11)
STAKE = 100 * DOLLAR


@dataclass(frozen=True)
class Place:
    """A network of hand-made addresses."""

    chain_id: int = 31337
    contracts: dict[str, str] = field(default_factory=lambda: CONTRACTS)


class Chain(Answers):
    """Hand-made answers on a hand-made network."""

    network = Place()


def chain(**more: Any) -> Chain:
    """A chain on which person 1 has money and a dollar like USDC."""
    known: dict[tuple[Any, ...], Any] = {
        ("Registry", "person_of", ME): 1,
        ("Dollar", "balanceOf", ME): 10**12,
        ("Dollar", "allowance", ME, LEDGER): more.get("allowance", 0),
    }
    if more.get("permits", True):
        known |= {
            ("Dollar", "nonces", ME): 7,
            ("Dollar", "name"): "USD Coin",
            ("Dollar", "version"): "2",
        }
    return Chain(known)


def composed(**more: Any) -> tuple[Request, ...]:
    """The requests of a buy order."""
    return compose(ACT, Names(), chain(**more), ME)


def test_the_approval_travels_as_a_permit_in_the_same_transaction() -> None:
    (request,) = composed()
    permit = request.permit
    assert permit is not None
    assert (permit.value, permit.nonce, permit.deadline) == (STAKE, 7, NOW + PERMIT_LASTS)
    assert (permit.name, permit.version) == ("USD Coin", "2")
    assert permit.spender.lower() == LEDGER
    signed = request.with_permit_signature(bytes(range(64)) + bytes([27]))
    name, args = contract("Auction").decode_input(signed.data)
    assert name == "buy"
    assert args[:3] == (2, 1_000 * SHARE, 10**11)
    blank = NOW + PERMIT_LASTS
    assert tuple(args[3]) == (STAKE, blank, 27, bytes(range(32)), bytes(range(32, 64)))


def test_a_blank_permit_is_what_a_signer_accepts() -> None:
    from dataclasses import replace

    (request,) = composed()
    check_request(replace(request, gas=200_000, max_fee_per_gas=1))


def test_a_dollar_without_permits_is_approved_first_for_the_act_at_hand() -> None:
    first, second = composed(permits=False)
    assert first.to is not None
    assert first.to.lower() == CONTRACTS["Dollar"]
    name, args = contract("Dollar").decode_input(first.data)
    assert name == "approve"
    assert (args[0].lower(), args[1]) == (LEDGER, STAKE)
    assert second.permit is None
    assert tuple(contract("Auction").decode_input(second.data)[1][3])[:2] == (0, 0)


def test_what_is_approved_already_is_not_asked_again() -> None:
    (request,) = composed(allowance=STAKE)
    assert request.permit is None
    first, _second = composed(allowance=STAKE - 1, permits=False)
    assert contract("Dollar").decode_input(first.data)[0] == "approve"


def test_an_act_without_money_is_one_bare_request() -> None:
    (request,) = compose(Settle(2), Names(), chain(), ME)
    assert request.permit is None
    assert request.act == "trading.Settle"
    assert contract("Auction").decode_input(request.data) == ("settle", (2, 128))


def test_a_node_that_is_down_is_not_taken_for_a_dollar_without_permits() -> None:
    class Down(Chain):
        def read(self, name: str, function: str, *args: Any) -> Any:
            if function == "nonces":
                raise WalletError("The node does not answer.", "Wait.", "node.unreachable")
            return super().read(name, function, *args)

    down = Down(chain().answers)
    with pytest.raises(WalletError) as refused:
        compose(ACT, Names(), down, ME)
    assert refused.value.code == "node.unreachable"
