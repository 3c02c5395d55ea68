"""What acts refuse before anything is composed, and beside which field."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace as Namespace
from typing import Any

import pytest

from tests.acts.fakes import ME, NOW, Answers, facts
from wallet.acts.act import PERMIT, Act, Call, name_of
from wallet.acts.claiming import Claim, ClaimFor, WithdrawCredit
from wallet.acts.companies import (
    DeclareStake,
    Opening,
    PayDebt,
    ReportExit,
    Signatures,
    SubmitStakeAttestation,
)
from wallet.acts.identity import Attestation, Join, Renew
from wallet.acts.investing import Commit
from wallet.acts.raising import OpenOffering, TakeShares
from wallet.acts.sharing import Distribute
from wallet.acts.token import Issue
from wallet.acts.trading import PlaceBuy, PlaceSell
from wallet.base.clock import DAY, HOUR
from wallet.base.errors import WalletError
from wallet.base.money import ALL_SHARES, DOLLAR, MAX_MONEY, MAX_PRICE, SHARE
from wallet.base.texts import text_hash, unpack_text

CENT = 10**10
HAVE = 100_000 * SHARE
SELLER: dict[str, Any] = {
    "Ledger__sellable__2__1": HAVE,
    "Ledger__balance_of__2__1": HAVE,
    "Ledger__reference__2": 15 * CENT,
}


def refusal(act: Act, **answers: Any) -> tuple[str, str]:
    """Code and field of the refusal of an act."""
    with pytest.raises(WalletError) as refused:
        act.plan(facts(**answers))
    assert refused.value.sentence.endswith(".")
    return refused.value.code, refused.value.field


@pytest.mark.parametrize(
    ("units", "price", "expected"),
    [
        (0, 15 * CENT, ("act.zero", "units")),
        (HAVE + 1, 15 * CENT, ("act.too_many", "units")),
        (HAVE, 0, ("act.zero", "price")),
        (HAVE, MAX_PRICE + 1, ("act.too_high", "price")),
        (600 * SHARE, 16 * CENT, ("act.too_small", "units")),
    ],
)
def test_a_sell_order_that_cannot_be(units: int, price: int, expected: tuple[str, str]) -> None:
    assert refusal(PlaceSell(2, units, price), **SELLER) == expected


def test_a_sell_order_that_can_be() -> None:
    plan = PlaceSell(2, HAVE, 16 * CENT).plan(facts(**SELLER))
    assert plan == (Call("Auction", "sell", (2, HAVE, 16 * CENT)),)
    least = 100 * DOLLAR * 10**24 // (15 * CENT) + 1
    assert PlaceSell(2, least, 16 * CENT).plan(facts(**SELLER))


def test_own_shares_and_shares_of_strangers_are_not_sold_in_auctions() -> None:
    assert refusal(PlaceSell(1, SHARE, CENT)) == ("act.own_shares", "token")
    none = {"Ledger__sellable__2__1": 0, "Ledger__balance_of__2__1": 0}
    with pytest.raises(WalletError, match="You hold no shares of Bob Okafor"):
        PlaceSell(2, SHARE, CENT).plan(facts(**none))
    none["Ledger__balance_of__2__1"] = SHARE
    with pytest.raises(WalletError, match="locked or already offered"):
        PlaceSell(2, SHARE, CENT).plan(facts(**none))


def test_a_buy_order_lays_down_its_whole_worth_rounded_up() -> None:
    act = PlaceBuy(2, 1_000 * SHARE + 1, 10 * CENT)
    (call,) = act.plan(facts(dollars=101 * DOLLAR))
    assert call.pays == 100 * DOLLAR + 1
    assert call.args[-1] is PERMIT
    assert refusal(act, dollars=100 * DOLLAR) == ("act.too_little", "units")
    assert refusal(replace(act, units=0), dollars=1) == ("act.zero", "units")
    assert refusal(replace(act, units=999 * SHARE), dollars=10**9) == ("act.too_small", "units")
    assert refusal(replace(act, units=ALL_SHARES + 1)) == ("act.too_many", "units")


def test_a_stranger_is_told_to_join_first() -> None:
    for act in (PlaceSell(2, SHARE, CENT), PlaceBuy(2, SHARE, CENT), Commit(1, 1, 1), Claim((2,))):
        assert refusal(act, person=0)[0] == "act.stranger"


def test_a_commitment_is_within_what_one_has() -> None:
    act = Commit(3, 500_000 * SHARE, 10 * CENT)
    (call,) = act.plan(facts(dollars=50_000 * DOLLAR))
    assert (call.function, call.pays) == ("commit", 50_000 * DOLLAR)
    assert refusal(act, dollars=50_000 * DOLLAR - 1) == ("act.too_little", "units")


OFFER = OpenOffering(
    1_000_000 * SHARE, 2_000_000 * SHARE, 10 * CENT, NOW + 5 * DAY, 90 * DAY, bytes([1] * 32)
)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"units_max": 0}, ("act.zero", "units_max")),
        ({"units_min": 0}, ("act.zero", "units_min")),
        ({"units_min": 2_000_001 * SHARE}, ("act.too_many", "units_min")),
        ({"units_max": 4_900_001 * SHARE}, ("act.majority", "units_max")),
        ({"price": 0}, ("act.zero", "price")),
        ({"deadline": NOW + 48 * HOUR}, ("act.too_soon", "deadline")),
        ({"deadline": NOW + 61 * DAY}, ("act.too_late", "deadline")),
        ({"lockup": 731 * DAY}, ("act.lockup", "lockup")),
        ({"lockup": -1}, ("act.lockup", "lockup")),
        ({"units_min": 1, "price": 1}, ("act.price", "price")),
        ({"terms_hash": bytes(32)}, ("act.empty", "terms")),
    ],
)
def test_an_offering_that_cannot_be(change: dict[str, Any], expected: tuple[str, str]) -> None:
    changed = replace(OFFER, **change)
    assert refusal(changed, Ledger__outside__1=0) == expected
    assert OFFER.plan(facts(Ledger__outside__1=0))


def test_what_others_hold_already_counts_against_the_51_percent() -> None:
    assert OFFER.plan(facts(Ledger__outside__1=2_900_000 * SHARE))
    more = 2_900_000 * SHARE + 1
    assert refusal(OFFER, Ledger__outside__1=more) == ("act.majority", "units_max")


def test_many_entries_make_several_calls() -> None:
    plan = TakeShares(1, tuple(range(70))).plan(facts())
    assert [len(call.args[1]) for call in plan] == [32, 32, 6]
    assert refusal(TakeShares(1, ())) == ("act.empty", "entries")


def test_claims_leave_out_what_holds_nothing() -> None:
    held = {f"Ledger__claimable__{token}__1": token % 2 for token in range(2, 80)}
    plan = Claim(tuple(range(2, 80))).plan(facts(**held))
    assert [len(call.args[0]) for call in plan] == [32, 7]
    assert Claim((2, 3)).plan(facts(**held)) == (Call("Ledger", "claim", (3, 1)),)
    assert ClaimFor((3,), 9).plan(facts(Ledger__claimable__3__9=5))[0].args == (3, 9)
    assert refusal(Claim((2,)), **held) == ("act.empty", "tokens")
    assert refusal(WithdrawCredit(), Ledger__purse__1=(0, 0))[0] == "act.empty"


def test_giving_to_nobody_is_refused() -> None:
    assert refusal(Distribute(DOLLAR), Ledger__outside__1=0) == ("act.no_holders", "amount")
    some = {"Ledger__outside__1": SHARE, "dollars": DOLLAR}
    assert refusal(Distribute(0), **some) == ("act.zero", "amount")
    assert refusal(Distribute(DOLLAR + 1), **some) == ("act.too_little", "amount")
    assert refusal(Distribute(MAX_MONEY + 1), **some) == ("act.too_high", "amount")
    assert Distribute(DOLLAR).plan(facts(**some))[0].pays == DOLLAR


def test_a_debt_is_paid_up_to_what_is_due() -> None:
    due = {"Companies__due_now__4": (9_600 * DOLLAR, 0), "dollars": 10_000 * DOLLAR}
    assert PayDebt(4, 6_000 * DOLLAR).plan(facts(**due))[0].pays == 6_000 * DOLLAR
    assert PayDebt(4, 20_000 * DOLLAR).plan(facts(**due))[0].pays == 9_600 * DOLLAR
    assert refusal(PayDebt(4, 0), **due) == ("act.zero", "amount")
    nothing = {**due, "Companies__due_now__4": (0, 0), "Companies__debt__4": Namespace(gain=0)}
    assert refusal(PayDebt(4, 1), **nothing) == ("act.empty", "amount")
    nobody = {**nothing, "Companies__debt__4": Namespace(gain=5)}
    assert PayDebt(4, 0).plan(facts(**nobody)) == (Call("Companies", "pay_debt", (4, 0, PERMIT)),)


def test_an_attestation_is_for_this_wallet_and_in_time() -> None:
    mine = Attestation(ME, bytes(32), 2, 250, 0, NOW, NOW + DAY, bytes(32), 1)
    assert Join(mine, bytes(65)).plan(facts(person=0))
    assert Join(replace(mine, account=ME.lower()), bytes(65)).plan(facts(person=0))
    other = replace(mine, account="0x" + "11" * 20)
    assert refusal(Join(other, bytes(65)))[0] == "act.other_wallet"
    assert refusal(Join(mine, bytes(64)))[0] == "act.signature"
    assert refusal(Join(replace(mine, expires_at=NOW), bytes(65)))[0] == "act.expired"
    assert refusal(Renew(mine, bytes(65)), person=0)[0] == "act.stranger"


def test_a_token_has_a_name_and_terms() -> None:
    act = Issue("Alice Moreau", bytes(65), "I share my gains.")
    (call,) = act.plan(facts())
    assert call.args[2] == text_hash(act.terms)
    assert unpack_text(call.args[3]) == act.terms
    assert refusal(replace(act, name=" ")) == ("act.empty", "name")
    assert refusal(replace(act, name="é" * 33)) == ("act.name", "name")
    assert refusal(replace(act, terms="\n")) == ("act.empty", "terms")


def test_attestors_are_three_others_and_two_of_them_sign() -> None:
    hashes = (bytes(32),) * 3
    assert DeclareStake(*hashes, (4, 5, 6)).plan(facts())
    for wrong in ((4, 4, 5), (1, 4, 5), (0, 4, 5)):
        assert refusal(DeclareStake(*hashes, wrong)) == ("act.attestors", "attestors")
    good = Signatures((4, 5), (bytes(65), bytes(65)))
    assert SubmitStakeAttestation(1, good).plan(facts())
    for bad in (
        Signatures((4,), (bytes(65),)),
        Signatures((4, 4), (bytes(65), bytes(65))),
        Signatures((4, 5), (bytes(65), bytes(64))),
        Signatures((4, 5), (bytes(65),)),
    ):
        assert refusal(SubmitStakeAttestation(1, bad)) == ("act.signatures", "signatures")


def test_an_exit_fits_its_stake() -> None:
    opening = Opening(1_000, 24_000 * DOLLAR, 1_600_000_000, bytes(32))
    act = ReportExit(1, 1_000, 80_000 * DOLLAR, 8_000 * DOLLAR, NOW, bytes(32), opening)
    assert act.plan(facts())
    assert refusal(replace(act, units=0)) == ("act.zero", "units")
    assert refusal(replace(act, units=1_001)) == ("act.too_many", "units")
    assert refusal(replace(act, proceeds=MAX_MONEY + 1)) == ("act.range", "amount")
    assert refusal(replace(act, selling_costs=10**12)) == ("act.range", "selling_costs")
    assert refusal(replace(act, closed_at=NOW + 1)) == ("act.too_soon", "closed_at")


def test_facts_ask_once_and_together() -> None:
    some = {"Ledger__lots__2__1": (), "Ledger__outside__1": 0}
    known = facts(**SELLER, **some)
    PlaceSell(2, HAVE, 16 * CENT).plan(known)
    PlaceSell(2, HAVE, 16 * CENT).plan(known)
    views = known._views
    assert isinstance(views, Answers)
    assert len(views.asked) == len(set(views.asked))
    assert views.batches == 1


def test_an_act_is_named_by_its_room() -> None:
    assert name_of(Claim((1,))) == "claiming.Claim"
