"""What is on its way, through a session on a real network: hurried, cancelled, replaced, left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from wallet.acts.act import Act
from wallet.acts.finishing import Finish
from wallet.acts.replacing import Cancel, Instead, Replacing, SpeedUp
from wallet.acts.sending import SendCoins, SendDollars
from wallet.acts.trading import PlaceBuy
from wallet.base.errors import WalletError
from wallet.base.money import DOLLAR, SHARE
from wallet.books.pending import PendingRow
from wallet.chain import journal as states
from wallet.flows.demo import SessionPlayer, cast_envelope, set_stage
from wallet.flows.local_network import LocalNetwork
from wallet.flows.story import play
from wallet.flows.story_raising import RAISING
from wallet.session import Session
from wallet.signing.request import Request, parse_request
from wallet.signing.signer import AIR_GAP, OneByOne, Signer, later
from wallet.signing.transaction import SignedTransaction
from wallet.signing.typed import TypedRequest

SOMEBODY = "0x" + "77" * 20


@pytest.fixture(scope="module")
def network(own_home: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The cast has joined and issued, and alice is at the wallet."""
    with LocalNetwork(None) as local:
        assert local.network is not None
        opened = Session(local.network, folder=tmp_path_factory.mktemp("pending"))
        opened.unlock_envelope(cast_envelope(), "local network")
        play(set_stage(opened), SessionPlayer(opened), RAISING[:2])
        opened.use_account(0)
        yield opened
        opened.close()


@pytest.fixture
def session(network: Session) -> Iterator[Session]:
    """No block is made unless it is asked for."""
    client = network.chain.client
    client.call("evm_setAutomine", (False,))
    yield network
    client.call("anvil_dropAllTransactions")
    client.call("evm_setAutomine", (True,))
    network.refresh()


def send(session: Session, act: Act | Replacing) -> PendingRow:
    """Send something and leave it on its way; answers its row."""
    with pytest.raises(WalletError) as left:
        session.perform(session.prepare(act), left=lambda: True)
    assert left.value.code == "sending.slow"
    return session.answers.pending()[-1]


def mine(session: Session) -> None:
    session.chain.client.call("anvil_mine", ("0x1",))
    session.refresh()


def dollars(session: Session, account: str) -> int:
    return int(session.chain.read("Dollar", "balanceOf", account))


def test_a_payment_that_is_slow_is_sped_up(session: Session) -> None:
    before = dollars(session, SOMEBODY)
    row = send(session, SendDollars(SOMEBODY, 7 * DOLLAR))
    assert row.sentence == "You send $7.00 to the account 0x77777777\u2026777777."
    faster = session.prepare(SpeedUp(row.entry))
    assert faster.title == "speeding up: sending dollars"
    assert faster.sentences[0].text == row.sentence
    row = send(session, SpeedUp(row.entry))
    assert row.tries == 2
    mine(session)
    assert session.answers.pending() == ()
    assert dollars(session, SOMEBODY) - before == 7 * DOLLAR
    told = [one for one in session.answers.activity(5) if "$7.00" in one.sentence]
    assert len(told) == 1


def test_an_order_with_its_permit_is_sped_up_with_the_same_permit(session: Session) -> None:
    row = send(session, PlaceBuy(2, 20_000 * SHARE, 10**11))
    again = session.prepare(SpeedUp(row.entry))
    before = parse_request(session.journal.entry(row.entry).request)
    assert again.requests[0].permit == before.permit
    assert again.requests[0].data == before.data
    send(session, SpeedUp(row.entry))
    mine(session)
    assert session.answers.pending() == ()
    order = session.answers.market(2).order
    assert order is not None and order.units == 20_000 * SHARE


def test_what_was_cancelled_is_one_row_that_says_so(session: Session) -> None:
    before = dollars(session, SOMEBODY)
    row = send(session, SendDollars(SOMEBODY, 8 * DOLLAR))
    row = send(session, Cancel(row.entry))
    assert row.cancelling and "$8.00" in row.sentence
    mine(session)
    assert dollars(session, SOMEBODY) == before
    (told,) = [one for one in session.answers.activity(5) if "$8.00" in one.sentence]
    assert told.detail.startswith("Cancelled before it happened")


def test_something_else_can_be_done_in_its_place(session: Session) -> None:
    first = send(session, SendDollars(SOMEBODY, 9 * DOLLAR))
    instead = session.prepare(Instead(SendCoins(SOMEBODY, 10**15), first.entry))
    assert instead.notes[0].startswith("It takes the place of what is on its way: You send $9.00")
    assert instead.replaces == first.entry
    row = send(session, Instead(SendCoins(SOMEBODY, 10**15), first.entry))
    assert row.sentence.startswith("You send 0.001 coins") and row.tries == 2
    coins = session.chain.balance_of_coin(SOMEBODY)
    mine(session)
    assert session.chain.balance_of_coin(SOMEBODY) == coins + 10**15
    assert session.journal.entry(first.entry).state == states.REPLACED


def test_only_the_first_in_line_can_be_touched_and_it_is_that_one(session: Session) -> None:
    send(session, SendCoins(SOMEBODY, 1))
    second = send(session, SendCoins(SOMEBODY, 2))
    for what in (SpeedUp(second.entry), Cancel(second.entry)):
        with pytest.raises(WalletError) as refused:
            session.prepare(what)
        assert refused.value.code == "acts.not-first"
    with pytest.raises(WalletError) as unknown:
        session.prepare(Cancel(999_999))
    assert unknown.value.code == "acts.unknown"
    mine(session)
    with pytest.raises(WalletError) as ended:
        session.prepare(Cancel(second.entry))
    assert ended.value.code == "acts.ended"


def test_what_would_be_refused_now_is_not_sped_up_but_can_be_cancelled(session: Session) -> None:
    row = send(session, SendDollars(SOMEBODY, DOLLAR))
    send(session, SendCoins(SOMEBODY, 3))
    client, dollar = session.chain.client, session.network.address("Dollar")
    code = session.chain.code_at(dollar)
    client.call("anvil_setCode", (dollar, "0x60006000fd"))
    try:
        with pytest.raises(WalletError) as refused:
            session.prepare(SpeedUp(row.entry))
        assert refused.value.code == "acts.refused-now"
        assert session.prepare(Cancel(row.entry)).replaces == row.entry
    finally:
        client.call("anvil_setCode", (dollar, "0x" + code.hex()))
    send(session, Cancel(row.entry))
    mine(session)


def test_two_orders_on_their_way_at_once_have_permits_of_their_own(session: Session) -> None:
    """The token takes permits in the order of their numbers, as the network takes requests."""
    tokens = (3, 4)
    first = session.prepare(PlaceBuy(tokens[0], 30_000 * SHARE, 10**11)).requests[0].permit
    send(session, PlaceBuy(tokens[0], 30_000 * SHARE, 10**11))
    second = session.prepare(PlaceBuy(tokens[1], 30_000 * SHARE, 10**11)).requests[0].permit
    assert first is not None and second is not None and second.nonce == first.nonce + 1
    row = send(session, PlaceBuy(tokens[1], 30_000 * SHARE, 10**11))
    again = session.prepare(SpeedUp(session.answers.pending()[0].entry)).requests[0].permit
    assert again is not None and again.nonce == first.nonce
    mine(session)
    assert session.answers.pending() == ()
    for token in tokens:
        order = session.answers.market(token).order
        assert order is not None and order.units == 30_000 * SHARE
    assert session.journal.entry(row.entry).state != states.FAILED


class OnAnotherMachine(OneByOne):
    """A signer whose signatures come another day."""

    kind = AIR_GAP

    def __init__(self, signer: Signer) -> None:
        self.signer = signer
        self.address = signer.address

    def sign(self, request: Request) -> SignedTransaction:
        raise later()

    def sign_typed(self, request: TypedRequest) -> bytes:
        raise later()


def test_what_would_be_refused_now_is_not_finished_but_can_be_given_up(session: Session) -> None:
    prepared = session.reserve(session.prepare(SendDollars(SOMEBODY, 3 * DOLLAR)))
    assert session.reserve(prepared) is prepared
    (row,) = session.answers.pending()
    assert prepared.waits == (row.waiting,) and "keeps its place" in row.detail
    after = session.prepare(SendCoins(SOMEBODY, 1))
    assert after.requests[0].nonce == prepared.requests[0].nonce + 1
    client, dollar = session.chain.client, session.network.address("Dollar")
    code = session.chain.code_at(dollar)
    client.call("anvil_setCode", (dollar, "0x60006000fd"))
    try:
        with pytest.raises(WalletError) as refused:
            session.prepare(Finish(row.waiting))
        assert refused.value.code == "acts.refused-now"
        assert "give it up" in refused.value.next_step
    finally:
        client.call("anvil_setCode", (dollar, "0x" + code.hex()))
    same = session.prepare(Finish(row.waiting))
    assert same.requests == prepared.requests and same.requests[0].id == prepared.requests[0].id
    session.release(row.waiting)
    assert session.answers.pending() == ()
    anew = session.prepare(Finish(row.waiting))
    assert anew.waits == () and "You gave it up" in anew.notes[0]
    with pytest.raises(WalletError) as given_up:
        session.perform(same)
    assert given_up.value.code == "sending.expired"
    with pytest.raises(WalletError) as unknown:
        session.prepare(Finish(999_999))
    assert unknown.value.code == "acts.unknown"


def test_an_account_that_signs_elsewhere_hurries_and_gives_up_like_any_other(
    session: Session,
) -> None:
    row = send(session, SendCoins(SOMEBODY, 40))
    here = session.vault.signer(0)
    session.device = OnAnotherMachine(here)
    with pytest.raises(WalletError) as waits:
        session.perform(session.prepare(Cancel(row.entry)))
    assert waits.value.code == "signing.later"
    (row,) = session.answers.pending()
    assert row.cancelling and row.waiting and row.entry
    assert row.detail == "Cancelling it waits for a signature from your other machine."
    session.device = None
    finishing = session.prepare(Finish(row.waiting))
    assert finishing.waits == (row.waiting,)
    with pytest.raises(WalletError, match="not in a block yet"):
        session.perform(finishing, left=lambda: True)
    session.device = OnAnotherMachine(here)
    coins = session.chain.balance_of_coin(SOMEBODY)
    mine(session)
    assert session.chain.balance_of_coin(SOMEBODY) == coins
    with pytest.raises(WalletError, match="waits for its signature"):
        session.perform(session.prepare(SendCoins(SOMEBODY, 50)))
    (row,) = session.answers.pending()
    session.release(row.waiting)
    assert session.answers.pending() == ()
    session.device = None
