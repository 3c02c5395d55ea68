"""The embedded network: made once, resumed, started over, and begun anew after breaking off."""

from __future__ import annotations

from pathlib import Path

import pytest

from wallet.base.errors import WalletError
from wallet.flows.demo import fill, open_demo
from wallet.flows.local_network import LocalNetwork
from wallet.flows.scene import Scene
from wallet.flows.story import STORY
from wallet.session import Session


def make(network: object, folder: Path) -> Session:
    """A session without wallets of the user."""
    return Session(network, folder=folder)  # type: ignore[arg-type]  # always a Network here


def test_a_network_is_resumed_with_its_people_and_at_the_present(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = STORY[:2]
    monkeypatch.setattr("wallet.flows.demo.STORY", short)
    monkeypatch.setattr("wallet.flows.demo.fill", lambda s, p: fill(s, p, short))
    said: list[str] = []
    local = LocalNetwork(tmp_path / "net", progress=lambda sentence, done: said.append(sentence))
    session, diary = open_demo(local, make, tmp_path / "wallet")
    try:
        assert diary is not None
        assert len(diary.played) == 24
        assert session.locked
        assert session.chain.read("Registry", "people") == 12
        before = session.chain.now()
    finally:
        session.close()
        local.stop()
    assert said[0] == "Starting the local network."

    again = LocalNetwork(tmp_path / "net")
    session, diary = open_demo(again, make, tmp_path / "wallet")
    try:
        assert diary is None
        assert again.filled
        session.enter_as("alice")
        session.refresh()
        assert session.chain.now() >= before
        found = session.answers.home().person
        assert found is not None
        assert found.name == "Alice Moreau"
    finally:
        session.close()
        again.stop()


def test_a_story_that_broke_off_is_begun_anew(tmp_path: Path) -> None:
    def stops(stage: object) -> object:
        raise WalletError("The disk is full.", "Make room.", "file.write")

    broken = Scene("It breaks", stops)  # type: ignore[arg-type]  # fails before its first step
    local = LocalNetwork(tmp_path / "net")
    network = local.start()
    session = make(network, tmp_path / "wallet")
    try:
        with pytest.raises(WalletError):
            fill(session, scenes=(STORY[0], broken))
        assert session.locked
        assert session.account == ""
    finally:
        session.close()
        local.stop()

    again = LocalNetwork(tmp_path / "net")
    network = again.start()
    session = make(network, tmp_path / "wallet-2")
    try:
        assert not again.filled
        assert session.chain.read("Registry", "people") == 0
    finally:
        session.close()
        again.stop()


def test_time_of_the_network_moves_for_the_session_only_forward(tmp_path: Path) -> None:
    with LocalNetwork(None) as local:
        assert local.network is not None
        session = make(local.network, tmp_path)
        try:
            before = session.chain.now()
            session.skip_time(48 * 3_600)
            assert 48 * 3_600 <= session.chain.now() - before < 48 * 3_600 + 60
            with pytest.raises(WalletError, match="forward"):
                session.skip_time(0)
        finally:
            session.close()


def test_a_damaged_note_of_the_network_is_no_obstacle(tmp_path: Path) -> None:
    folder = tmp_path / "net"
    folder.mkdir()
    for text in ("", "{", "[]", '{"filled": true}', '{"filled": true, "network": {"name": 1}}'):
        (folder / "network.json").write_text(text)
        local = LocalNetwork(folder)
        assert local._kept is None
