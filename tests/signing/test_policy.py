"""The policy: what a person is not even asked to sign, and what they are warned about."""

from dataclasses import replace
from typing import Any

import pytest

from tests.signing.cases import CHAIN, NETWORK, request_to
from tests.signing.said import DAN, DOLLAR, ME, SHARE, STRANGER, function_of
from wallet.base.errors import WalletError
from wallet.signing.policy import Circumstances, check_policy
from wallet.signing.request import PermitData, Request

NOW = 1_800_000_000
LEDGER = NETWORK.contracts["Ledger"]


def buying(amount: int, deadline: int = NOW + 3_600) -> Request:
    blank = (amount, deadline, 0, bytes(32), bytes(32))
    data = function_of("Auction", "buy").encode((2, 84_000 * SHARE, 150_000_000_000, blank))
    permit = PermitData(
        NETWORK.contracts["Dollar"], "USD Coin", "2", ME, LEDGER, amount, 0, deadline,
        len(data) - 96,
    )  # fmt: skip
    return request_to("Auction", data, ME, permit=permit)


def dollar(name: str, *args: Any) -> Request:
    return request_to("Dollar", function_of("Dollar", name).encode(args), ME)


def refusal(request: Request, circumstances: Circumstances) -> str:
    with pytest.raises(WalletError) as refused:
        check_policy(request, NETWORK, circumstances)
    assert refused.value.next_step
    return refused.value.code


def test_a_permit_for_exactly_what_is_bought_passes() -> None:
    assert check_policy(buying(12_600 * DOLLAR), NETWORK, Circumstances(now=NOW)) == ()


@pytest.mark.parametrize("amount", [12_600 * DOLLAR + 1, 12_600 * DOLLAR - 1, 2**96, 0])
def test_a_permit_for_any_other_amount_is_refused(amount: int) -> None:
    assert refusal(buying(amount), Circumstances(now=NOW)) == "signing.permit-amount"


@pytest.mark.parametrize("deadline", [NOW - 1, NOW, NOW + 86_401, 2**256 - 1])
def test_a_permit_lasts_a_day_at_most(deadline: int) -> None:
    asked = buying(12_600 * DOLLAR, deadline)
    assert refusal(asked, Circumstances(now=NOW)) == "signing.permit-time"


def test_a_permit_needs_a_call_that_spends() -> None:
    args: tuple[Any, ...] = (5 * DOLLAR, NOW + 60, 0, 0, 0, [], [])
    data = function_of("Companies", "confirm_cost").encode(args)
    permit = PermitData(
        NETWORK.contracts["Dollar"], "USD Coin", "2", ME, LEDGER, 5 * DOLLAR, 0, NOW + 60, 68
    )
    asked = request_to("Companies", data, ME, permit=permit)
    assert refusal(asked, Circumstances(now=NOW)) == "signing.permit-amount"


def test_a_fee_has_a_limit_in_dollars() -> None:
    cheap = dollar("transfer", DAN, 1)
    # 200,000 gas at 2 gwei is 0.0004 coins.
    assert check_policy(cheap, NETWORK, Circumstances(coin_price_cents=300_000)) == ()
    dear = Circumstances(coin_price_cents=300_000, fee_ceiling=1_199_999)
    assert refusal(cheap, dear) == "signing.fee-dollars"
    just = Circumstances(coin_price_cents=300_000, fee_ceiling=1_200_000)
    assert check_policy(cheap, NETWORK, just) == ()
    steep = replace(cheap, max_fee_per_gas=10**13, gas=200_000)
    assert refusal(steep, Circumstances()) == "signing.fee-ceiling"


def test_only_the_ledger_is_approved_and_not_without_limit() -> None:
    assert check_policy(dollar("approve", LEDGER, 5), NETWORK) == ()
    assert refusal(dollar("approve", STRANGER, 5), Circumstances()) == "signing.foreign-spender"
    assert check_policy(dollar("approve", STRANGER, 0), NETWORK) == ()
    endless = dollar("approve", LEDGER, 2**256 - 1)
    assert refusal(endless, Circumstances()) == "signing.permit-amount"


def test_an_address_made_to_look_like_another_is_told() -> None:
    poisoned = DAN[:8] + "ff" * 15 + DAN[-4:]
    known = Circumstances(paid_before=frozenset({DAN}))
    assert check_policy(dollar("transfer", DAN, 5), NETWORK, known) == ()
    assert check_policy(dollar("transfer", STRANGER, 5), NETWORK, known) == ()
    (warning,) = check_policy(dollar("transfer", poisoned, 5), NETWORK, known)
    assert "looks like" in warning
    coins = replace(dollar("transfer", DAN, 5), to=poisoned, data=b"", value=1)
    assert len(check_policy(coins, NETWORK, known)) == 1


@pytest.mark.parametrize(
    ("receiver", "code"), [("0x" + "0" * 40, "signing.nobody"), (LEDGER, "signing.value")]
)
def test_dollars_are_not_thrown_away(receiver: str, code: str) -> None:
    assert refusal(dollar("transfer", receiver, 5), Circumstances()) == code


def test_foreign_chains_contracts_and_locked_wallets_are_refused() -> None:
    good = dollar("transfer", DAN, 5)
    assert refusal(replace(good, chain_id=CHAIN + 1), Circumstances()) == "signing.foreign-network"
    assert refusal(replace(good, to=STRANGER), Circumstances()) == "signing.foreign-contract"
    assert refusal(replace(good, value=1), Circumstances()) == "signing.value"
    assert refusal(good, Circumstances(unlocked=False)) == "keys.locked"
    unknown = replace(good, data=good.data + b"\0")
    assert refusal(unknown, Circumstances()) == "signing.not-understood"


def test_a_deployment_needs_to_be_named() -> None:
    code = replace(dollar("transfer", DAN, 5), to=None, data=b"\x60\x00")
    assert refusal(code, Circumstances()) == "signing.foreign-contract"
