"""What is said before signing, through the real node: each when it should be, and not otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from wallet.acts.investing import Commit
from wallet.acts.pipeline import release
from wallet.acts.prepared import Prepared
from wallet.acts.raising import CloseOffering, OpenOffering, TakeShares
from wallet.acts.sending import SendCoins, SendDollars
from wallet.acts.trading import PlaceBuy, PlaceSell, Settle
from wallet.base.clock import DAY, HOUR
from wallet.base.errors import WalletError
from wallet.base.money import DOLLAR, SHARE
from wallet.chain import journal as states
from wallet.chain.fees import current_fees
from wallet.flows.cast import member
from wallet.flows.demo import SessionPlayer, cast_envelope, set_stage
from wallet.flows.local_network import LocalNetwork
from wallet.flows.scene import At, Do, Scene, Stage, Step, cents, shares
from wallet.flows.story import play
from wallet.flows.story_raising import RAISING
from wallet.session import Session

GWEI = 10**9
NOBODY = "0x71C7656EC7ab88b098defB751B7401B5f6d8976F"
TWIN = "0x71C7656EC7AB88b098dEFb751b7401B5F6D0076f"
"""As NOBODY, but for three digits near the end."""


@pytest.fixture(scope="module")
def session(own_home: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The cast has joined, and Bob has raised money: his shares have a reference price."""
    with LocalNetwork(None) as local:
        assert local.network is not None
        opened = Session(local.network, folder=tmp_path_factory.mktemp("cautions"))
        opened.unlock_envelope(cast_envelope(), "local network")
        play(set_stage(opened), SessionPlayer(opened), (*RAISING[:2], Scene("Bob raises", bob)))
        opened.use_account(0)
        yield opened
        opened.close()


def bob(stage: Stage) -> Iterator[Step]:
    """Bob sells shares of himself to three people, at ten cents."""
    terms = bytes([1] * 32)
    act = OpenOffering(shares(100_000), shares(10**6), cents(10), stage.time(4), 0, terms)
    yield Do("bob", act)
    number = stage.number("Offering", "open_of", person("bob"))
    for who in ("alice", "farid", "hugo"):
        yield Do(who, Commit(number, shares(100_000), cents(10)))
    yield At(4.1)
    yield Do("bob", CloseOffering(number))
    yield Do("bob", TakeShares(number, (0, 1, 2)))


def person(who: str) -> int:
    return member(who).account + 1


def address(session: Session, who: str) -> str:
    return session.vault.address(member(who).account)


def as_(session: Session, who: str) -> Session:
    session.use_account(member(who).account)
    return session


def said(prepared: Prepared) -> str:
    return " ".join((*prepared.warnings, *prepared.notes))


def reference(session: Session, who: str) -> int:
    return int(session.chain.read("Ledger", "reference", person(who)))


def test_an_ordinary_payment_to_somebody_known_says_nothing_unusual(session: Session) -> None:
    as_(session, "alice")
    pay = SendDollars(address(session, "bob"), 500 * DOLLAR)
    first = session.prepare(pay)
    assert first.sentences[0].text == "You send $500.00 to Bob Okafor."
    assert "You pay Bob Okafor at this address for the first time." in first.notes
    assert session.perform(first).ok
    again = session.prepare(pay)
    assert again.warnings == ()
    assert again.notes == ("Dollars that were sent cannot be called back.",)
    assert "signing hash" in again.details


def test_an_address_made_to_look_like_another_is_noticed(session: Session) -> None:
    as_(session, "alice")
    stranger = session.prepare(SendDollars(NOBODY, 30 * DOLLAR))
    assert "nobody who has joined the network is known there" in said(stranger)
    assert "looks like" not in said(stranger)
    assert session.perform(stranger).ok
    twin = session.prepare(SendDollars(TWIN, 30 * DOLLAR))
    assert any("looks like 0x71C7656E" in one for one in twin.warnings)
    assert "for the first time" in said(twin)
    assert session.perform(twin).ok  # it was meant: from now on both are known
    assert session.prepare(SendDollars(TWIN, 30 * DOLLAR)).warnings == ()
    assert session.prepare(SendDollars(NOBODY, 30 * DOLLAR)).warnings == ()
    as_(session, "bob")  # who never paid either
    assert session.prepare(SendDollars(TWIN, 30 * DOLLAR)).warnings == ()


def test_a_payment_of_nothing_makes_no_acquaintance(session: Session) -> None:
    """What poisons a history: somebody else moves nothing in one's name."""
    as_(session, "carol")
    carol = address(session, "carol")
    other = "0x" + "ab" * 20
    data = "0x23b872dd" + carol[2:].rjust(64, "0") + other[2:].rjust(64, "0") + "0" * 64
    session.roles._send({"to": session.network.address("Dollar"), "data": data})
    session.refresh()
    assert "for the first time" in said(session.prepare(SendDollars(other, 5 * DOLLAR)))


def test_coins_are_sent_and_told_of(session: Session) -> None:
    as_(session, "alice")
    prepared = session.prepare(SendCoins(NOBODY, 10**16))
    assert prepared.sentences[0].text.startswith("You send 0.01 coins to the account 0x71C7656E")
    assert session.perform(prepared).ok
    session.refresh()
    rows = session.answers.activity()
    assert any(row.sentence.startswith("You send 0.01 coins") for row in rows)
    with pytest.raises(WalletError) as refused:
        session.prepare(SendCoins(address(session, "alice"), 1))
    assert refused.value.field == "to"


def test_somebody_who_does_not_stand_as_others_do_is_named(session: Session) -> None:
    mark = session.chain.client.call("evm_snapshot")
    as_(session, "alice")
    kira = SendDollars(address(session, "kira"), 500 * DOLLAR)
    assert "frozen" not in said(session.prepare(kira))
    session.roles.freeze(person("kira"), session.chain.now() + 5 * DAY)
    session.refresh()
    assert "Kira Novak, whom you pay, is frozen until " in said(session.prepare(kira))
    other = SendDollars(address(session, "bob"), 500 * DOLLAR)
    assert "frozen" not in said(session.prepare(other))
    session.chain.client.call("evm_revert", (mark,))
    session.refresh()


def test_a_price_far_from_the_reference_price_is_noticed(session: Session) -> None:
    as_(session, "alice")
    usual = reference(session, "bob")
    far = session.prepare(PlaceBuy(person("bob"), 20_000 * SHARE, usual * 13 // 10))
    assert "is 30 % above the reference price of" in said(far)
    near = session.prepare(PlaceBuy(person("bob"), 20_000 * SHARE, usual * 12 // 10))
    assert "reference price of" not in said(near)
    session.skip_time(DAY)
    low = session.prepare(PlaceSell(person("bob"), 20_000 * SHARE, usual * 7 // 10))
    assert "is 30 % below the reference price of" in said(low)
    assert "cannot be withdrawn" in said(low)
    fair = session.prepare(PlaceSell(person("bob"), 20_000 * SHARE, usual))
    assert "below the reference" not in said(fair)


def test_how_much_of_a_cost_counts_and_when_an_order_binds(session: Session) -> None:
    mark = session.chain.client.call("evm_snapshot")
    token, usual = person("bob"), reference(session, "bob")
    as_(session, "grace")
    order = PlaceBuy(token, 20_000 * SHARE, usual * 3 // 2)
    early = session.prepare(order)
    assert "count as your cost" not in said(early)
    assert "is running" not in said(early)
    twice = session.prepare(replace(order, highest=usual * 3))
    assert "an early order counts up to twice the reference price" in said(twice)
    session.skip_time(DAY)
    as_(session, "alice")
    session.perform(session.prepare(PlaceSell(token, 20_000 * SHARE, usual)))
    as_(session, "grace")
    assert "An auction of Bob Okafor is running: you cannot withdraw" in said(
        session.prepare(order)
    )
    session.skip_time(13 * HOUR)
    late = said(session.prepare(order))
    assert "after an auction’s first 12 hours an order counts up to the reference price" in late
    at_reference = said(session.prepare(replace(order, highest=usual)))
    assert "count as your cost" not in at_reference
    session.skip_time(36 * HOUR)
    assert session.prepare(Settle(token)).warnings == ()
    session.chain.client.call("evm_revert", (mark,))
    session.refresh()


def test_an_offering_says_when_its_price_will_not_count(session: Session) -> None:
    mark = session.chain.client.call("evm_snapshot")
    as_(session, "liam")
    until = session.chain.now() + 5 * DAY
    price = cents(6)
    terms = bytes([1] * 32)
    session.perform(
        session.prepare(OpenOffering(10**5 * SHARE, 10**6 * SHARE, price, until, 0, terms))
    )
    number = int(session.chain.read("Offering", "open_of", person("liam")))

    def commit(units: int) -> str:
        return said(session.prepare(Commit(number, units * SHARE, price)))

    as_(session, "alice")
    assert "So far only you have committed." in commit(20_000)
    for who in ("bob", "carol"):
        as_(session, who)
        session.perform(session.prepare(Commit(number, 20_000 * SHARE, price)))
    as_(session, "alice")
    assert "counts as cost" not in commit(20_000)
    assert "more than half" in commit(50_000)
    session.skip_time(3 * DAY + HOUR)
    assert "Less than 48 hours are left" in commit(20_000)
    session.chain.client.call("evm_revert", (mark,))
    session.refresh()


def test_an_unusual_fee_is_noticed_and_one_out_of_proportion(session: Session) -> None:
    as_(session, "alice")
    pay = SendDollars(address(session, "bob"), 500 * DOLLAR)
    assert "usual fee" not in said(session.prepare(pay))
    usual = current_fees(session.chain).usual
    session.chain.client.call("anvil_setNextBlockBaseFeePerGas", (hex(50 * GWEI),))
    session.chain.client.call("anvil_mine", ("0x1",))
    busy = said(session.prepare(pay))
    assert "times its usual fee" in busy
    assert "a lot beside" not in busy
    small = session.prepare(SendDollars(address(session, "bob"), 5 * DOLLAR))
    assert "a lot beside the $5.00 that this moves" in said(small)
    session.chain.client.call("anvil_setNextBlockBaseFeePerGas", (hex(usual),))
    session.chain.client.call("anvil_mine", ("0x1",))
    assert "usual fee" not in said(session.prepare(pay))
    assert "a lot beside" not in said(session.prepare(pay))


def test_what_waits_for_a_signature_elsewhere_is_said_of_what_comes_after(
    session: Session,
) -> None:
    as_(session, "alice")
    pay = SendDollars(address(session, "bob"), 500 * DOLLAR)
    (request,) = session.prepare(pay).requests
    waiting = session.journal.draft(
        request.chain_id, request.sender, "x", request.to_json(), request.nonce, elsewhere=True
    )
    session.journal.mark(waiting.id, states.AWAITING)
    after = session.prepare(pay)
    assert after.requests[0].nonce == request.nonce + 1
    assert "after a request that still waits for its signature" in said(after)
    session.release(waiting.id)
    assert "still waits" not in said(session.prepare(pay))
    with pytest.raises(WalletError):
        release(session.journal.entry(waiting.id), session._line())


def test_a_changed_contract_and_an_outcome_other_than_explained_are_warned_of(
    session: Session,
) -> None:
    client, dollar = session.chain.client, session.network.address("Dollar")
    as_(session, "alice")
    pay = SendDollars(address(session, "bob"), 500 * DOLLAR)
    order = PlaceBuy(person("bob"), 20_000 * SHARE, reference(session, "bob"))
    assert session.prepare(pay).warnings == session.prepare(order).warnings == ()
    code = session.chain.code_at(dollar)
    kept = "0x" + "d0" * 20
    client.call("anvil_setCode", (kept, "0x" + code.hex()))
    try:
        client.call("anvil_setCode", (dollar, "0x" + code.hex() + "00"))
        changed = session.prepare(pay)
        assert len(changed.warnings) == 1
        assert changed.warnings[0].startswith("The network’s dollar is not what it was")
        assert session.prepare(SendCoins(NOBODY, 1)).warnings == ()
        client.call("anvil_setCode", (dollar, "0x" + doubling(kept)))
        taken = session.prepare(pay)
        assert any(
            "$1,000.00 leave your account, though what you would sign says $500.00" in one
            for one in taken.warnings
        ), taken.warnings
    finally:
        client.call("anvil_setCode", (dollar, "0x" + code.hex()))
    assert session.prepare(pay).warnings == ()


def doubling(original: str) -> str:
    """Code that hands every call on to `original`, but first doubles what `transfer` sends."""
    return (
        "365f5f37"  # the call, into memory
        "5f3560e01c63a9059cbb14603c57"  # is it transfer(address,uint256)?
        "5b5f5f365f73" + original[2:] + "5af4"  # hand it on
        "3d5f5f3e6038573d5ffd5b3d5ff3"  # answer as it answered
        "5b6024518001602452601256"  # twice the amount
    )
