"""A session on a real network: opening, acting, failing, and being told of changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acts.playing import confirmed
from wallet.acts.act import Call
from wallet.acts.claiming import Claim
from wallet.acts.facts import Facts
from wallet.acts.raising import OpenOffering
from wallet.acts.sending import SendCoins, SendUnread
from wallet.acts.sharing import Distribute
from wallet.acts.token import Issue
from wallet.base.clock import DAY
from wallet.base.errors import WalletError
from wallet.base.money import DOLLAR, SHARE
from wallet.chain import journal as states
from wallet.chain.nonces import next_nonce
from wallet.chain.sending import submit, wait
from wallet.contracts.bindings import contract
from wallet.flows.cast import CAST, ENVELOPE, PASSPHRASE, PHRASE
from wallet.flows.local_network import LocalNetwork
from wallet.flows.local_roles import FUNDS
from wallet.flows.onboarding import Onboarding
from wallet.flows.papers import IdentityPaper
from wallet.keys.envelope import open_envelope, parse_envelope
from wallet.keys.file_store import FileStore
from wallet.session import Session
from wallet.signing.request import Request

WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow"
PAPER = IdentityPaper("Ada Nimo", "GB55102938", 826)


@pytest.fixture(scope="module")
def local(own_home: Path) -> Iterator[LocalNetwork]:
    """A network without a story."""
    with LocalNetwork(None) as running:
        yield running


@pytest.fixture
def session(local: LocalNetwork, tmp_path: Path) -> Iterator[Session]:
    """A session with Ada's new wallet, kept in a file and locked; the network is put back."""
    assert local.network is not None
    mark = local.node.rpc("evm_snapshot")
    store = FileStore(tmp_path / "wallets")
    flow = Onboarding()
    flow.start_restoring()
    flow.restore(WORDS)
    flow.protect("a good passphrase", "a good passphrase")
    flow.finish("Ada", store, 1)
    opened = Session(local.network, store, folder=tmp_path / "books")
    yield opened
    opened.close()
    local.node.rpc("evm_revert", mark)


def unlock(session: Session) -> None:
    """Open Ada's wallet."""
    assert session.wallets is not None
    (card,) = session.wallets.cards()
    session.unlock(card.wallet_id, "a good passphrase")


def join(session: Session) -> None:
    """Have Ada join."""
    session.perform(session.prepare(confirmed(session, PAPER)))


def test_a_new_wallet_is_welcomed_joins_and_issues(session: Session) -> None:
    unlock(session)
    assert session.chain.read("Dollar", "balanceOf", session.account) == FUNDS
    assert session.person_id == 0
    heard: list[set[str]] = []
    end = session.subscribe(heard.append)
    join(session)
    assert session.person_id == 1
    assert any("Registry" in changed for changed in heard)
    end()
    count = len(heard)
    signature = session.verifier_desk.sign_name(1, PAPER, "Ada Nimo")
    prepared = session.prepare(Issue("Ada Nimo", signature, "Bridges\n\nI share my gains."))
    stages: list[int] = []
    receipt = session.perform(prepared, stages.append)
    assert receipt.ok
    assert stages == [1, 2, 3]
    assert any("issued" in sentence for sentence in receipt.sentences)
    assert len(heard) == count
    assert session.answers.identity().standing == "active"
    (row,) = session.answers.people()
    assert (row.person.name, row.tagline) == ("Ada Nimo", "Bridges")


def test_a_locked_wallet_signs_nothing_and_loses_nothing(session: Session) -> None:
    unlock(session)
    prepared = session.prepare(confirmed(session, PAPER))
    session.lock()
    with pytest.raises(WalletError) as refused:
        session.perform(prepared)
    assert refused.value.code == "keys.locked"
    with pytest.raises(WalletError) as refused:
        session.proving.begin(session.verifier_desk.address)
    assert refused.value.code == "keys.locked"
    assert session.journal.in_state(session.network.chain_id, states.WATCHED) == ()
    unlock(session)
    assert session.perform(prepared).ok


def test_a_wrong_passphrase_and_a_missing_wallet_are_refused(session: Session) -> None:
    assert session.wallets is not None
    (card,) = session.wallets.cards()
    with pytest.raises(WalletError) as refused:
        session.unlock(card.wallet_id, "another passphrase")
    assert refused.value.code == "keys.wrong-passphrase"
    assert session.locked
    with pytest.raises(WalletError):
        session.prepare(Claim((1,)))
    session.wallets = None
    session.no_wallets = WalletError("No keyring.", "Start it.", "keys.absent")
    with pytest.raises(WalletError, match="No keyring"):
        session.unlock(card.wallet_id, "a good passphrase")


def test_what_was_confirmed_is_not_sent_after_something_else(session: Session) -> None:
    unlock(session)
    join(session)
    signature = session.verifier_desk.sign_name(1, PAPER, "Ada Nimo")
    first = session.prepare(Issue("Ada Nimo", signature, "One."))
    second = session.prepare(Issue("Ada Nimo", signature, "Two."))
    session.perform(first)
    with pytest.raises(WalletError) as refused:
        session.perform(second)
    assert refused.value.code == "acts.stale"
    with pytest.raises(WalletError) as refused:
        session.prepare(second.act)
    assert refused.value.code.startswith("refused.")


def test_the_confirmation_says_what_is_signed_and_what_changes(session: Session) -> None:
    unlock(session)
    join(session)
    signature = session.verifier_desk.sign_name(1, PAPER, "Ada Nimo")
    session.perform(session.prepare(Issue("Ada Nimo", signature, "One.")))
    until = session.chain.now() + 5 * DAY
    act = OpenOffering(10**5 * SHARE, 10**6 * SHARE, 10**11, until, 0, bytes([1] * 32))
    prepared = session.prepare(act)
    said = " ".join(one.text for one in prepared.sentences)
    assert "1,000,000 shares" in said
    assert prepared.fee.startswith("Network fee about $")
    assert prepared.network == "Local network"
    assert "signing hash" in prepared.details
    assert [change.label for change in prepared.changes] == []
    assert prepared.name == "raising.OpenOffering"


def test_a_refusal_of_the_contract_is_a_sentence_before_anything_is_signed(
    session: Session,
) -> None:
    unlock(session)
    join(session)

    class Jump:
        """An act that asks for what no page offers."""

        def plan(self, facts: Facts) -> tuple[Call, ...]:
            """A plain transfer."""
            return (Call("Ledger", "transfer", (session.account, 1, 1)),)

    with pytest.raises(WalletError) as refused:
        session.prepare(Jump())
    assert refused.value.code == "refused.PLAIN_TRANSFER"
    assert "gains are shared" in refused.value.sentence
    with pytest.raises(WalletError) as early:
        session.check(Distribute(DOLLAR))
    assert early.value.field == "amount"


def test_the_contract_itself_refuses_what_is_sent_anyway(session: Session) -> None:
    unlock(session)
    join(session)
    data = contract("Ledger").encode("transfer", (session.account, 1, 1))
    request = Request(
        session.network.chain_id,
        session.account,
        session.network.contracts["Ledger"],
        data,
        gas=200_000,
        max_fee_per_gas=10**11,
        max_priority_fee_per_gas=1,
        nonce=next_nonce(session.chain, session.journal, session.account),
    )
    signed = session.vault.sign(request, 0)
    entry = session.journal.draft(
        request.chain_id, session.account, "test", request.to_json(), request.nonce
    )
    entry = session.journal.signed(entry.id, signed.raw, signed.tx_hash)
    receipt = wait(session.chain, session.journal, submit(session.chain, session.journal, entry))
    assert not receipt.ok
    assert receipt.refused is not None
    assert receipt.refused.code == "PLAIN_TRANSFER"
    assert session.journal.entry(entry.id).state == states.FAILED


def test_a_node_that_is_down_is_said_and_the_wallet_opens_all_the_same(
    local: LocalNetwork, tmp_path: Path
) -> None:
    from dataclasses import replace

    assert local.network is not None
    nowhere = replace(local.network, rpc_urls=("http://127.0.0.1:9",))
    session = Session(nowhere, folder=tmp_path)
    try:
        session.unlock_envelope(parse_envelope(ENVELOPE), PASSPHRASE)
        assert not session.locked
        assert session.answers.home().dollars is None
        with pytest.raises(WalletError) as refused:
            session.refresh()
        assert refused.value.code == "node.unreachable"
        with pytest.raises(WalletError):
            session.prepare(Claim((1,)))
    finally:
        session.close()


def test_the_published_envelope_holds_the_published_phrase() -> None:
    assert open_envelope(parse_envelope(ENVELOPE), PASSPHRASE).words == PHRASE.encode()
    assert [member.account for member in CAST] == list(range(12))


def test_only_a_local_network_has_desks_roles_and_a_cast(
    local: LocalNetwork, tmp_path: Path
) -> None:
    from dataclasses import replace

    assert local.network is not None
    session = Session(replace(local.network, local=False), folder=tmp_path)
    try:
        attempts: tuple[Any, ...] = (
            lambda: session.roles,
            lambda: session.verifier_desk,
            lambda: session.attestor_desks,
            lambda: session.enter_as("alice"),
            lambda: session.skip_time(5),
        )
        for attempt in attempts:
            with pytest.raises(WalletError):
                attempt()
    finally:
        session.close()


def test_what_cannot_be_read_is_signed_only_where_that_is_switched_on(session: Session) -> None:
    unlock(session)
    act = SendUnread("0x" + "77" * 20, b"\1\2\3\4")
    with pytest.raises(WalletError) as refused:
        session.prepare(act)
    assert refused.value.code == "signing.not-understood"
    session.allow_unread(True)
    prepared = session.prepare(act)
    assert prepared.title == "something that cannot be read"
    session.allow_unread(False)
    with pytest.raises(WalletError) as refused:
        session.perform(prepared)  # the signer's own process refuses as well
    assert refused.value.code == "signing.foreign-contract"
    session.allow_unread(True)
    assert session.perform(session.prepare(act)).ok
    session.allow_unread(False)


def test_an_account_of_a_device_is_used_like_any_other(session: Session) -> None:
    unlock(session)
    account = session.account
    vault_signer = session.vault.signer(0)
    session.use_device(vault_signer)  # any signer will do; its process was ended by this
    assert (session.account, session.locked, session.vault.unlocked) == (account, False, False)
    with pytest.raises(WalletError) as refused:
        session.perform(session.prepare(SendCoins("0x" + "77" * 20, 5)))
    assert refused.value.code == "keys.locked"
    unlock(session)
    assert session.device is None
    assert session.perform(session.prepare(SendCoins("0x" + "77" * 20, 5))).ok
