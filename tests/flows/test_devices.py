"""An account whose key is in a device, from plugging it in to a receipt on a real network."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.signing.trezor.player import ME, Player
from wallet.acts.sending import SendDollars
from wallet.base.errors import WalletError
from wallet.base.money import DOLLAR
from wallet.flows.devices import LIVE, accounts_of, plug_in, signer_of
from wallet.flows.local_network import LocalNetwork
from wallet.keys.accounts import account_path
from wallet.session import Session
from wallet.signing.signer import LEDGER, TREZOR
from wallet.signing.trezor.device import Trezor

SOMEBODY = "0x" + "77" * 20


def test_a_device_is_found_used_refuses_and_is_let_go(own_home: Path, tmp_path: Path) -> None:
    player = Player()
    device = Trezor(player)
    found = accounts_of(device)
    assert [one.path for one in found] == [account_path(number) for number in range(5)]
    assert accounts_of(device, LIVE, 5)[0].path == "m/44'/60'/5'/0/0"
    with LocalNetwork(None) as local:
        assert local.network is not None
        session = Session(local.network, folder=tmp_path)
        session.roles.fund(ME)
        session.use_device(signer_of(device, found[0], session.known))
        assert (session.account, session.locked) == (ME, False)
        assert session.accounts(5) == ((0, ME),)
        receipt = session.perform(session.prepare(SendDollars(SOMEBODY, 5 * DOLLAR)))
        assert receipt.ok
        assert session.chain.read("Dollar", "balanceOf", SOMEBODY) == 5 * DOLLAR
        player.refuses = True
        with pytest.raises(WalletError) as refused:
            session.perform(session.prepare(SendDollars(SOMEBODY, 6 * DOLLAR)))
        assert refused.value.code == "trezor.rejected"
        assert session.answers.pending() == ()
        player.refuses = False
        assert session.perform(session.prepare(SendDollars(SOMEBODY, 7 * DOLLAR))).ok
        session.lock()
        assert session.locked and not player.is_open()
        session.close()


def test_what_is_not_plugged_in_is_said() -> None:
    for kind in (LEDGER, TREZOR, "abacus"):
        with pytest.raises(WalletError) as refused:
            plug_in(kind)
        assert refused.value.next_step
