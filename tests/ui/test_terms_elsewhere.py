"""An issuer whose key is on another machine signs for investors, by codes alone."""

from __future__ import annotations

from pathlib import Path

from tests.ui.two_machines import Online, network, offline, online, photographs
from wallet.acts.investing import Commit
from wallet.acts.raising import OpenOffering
from wallet.base.clock import DAY
from wallet.base.money import SHARE
from wallet.base.texts import text_hash
from wallet.chain.networks import Network
from wallet.flows.cast import PASSPHRASE
from wallet.flows.demo import cast_envelope
from wallet.flows.offline import Offline
from wallet.flows.signed_terms import SignTerms, read_package
from wallet.session import Session

__all__ = ["network", "offline", "online"]
TERMS = "A machine that sorts.\n"
CENTS = 10**11


def agreed(network: Network, folder: Path) -> bytes:
    """Alice opens a raise; Eve and Farid commit elsewhere, and send what they signed."""
    session = Session(network, folder=folder)
    session.unlock_envelope(cast_envelope(), PASSPHRASE)
    until = session.now() + 20 * DAY
    opening = OpenOffering(10**5 * SHARE, 10**6 * SHARE, CENTS, until, 0, text_hash(TERMS))
    for account, act in (
        (0, opening),
        (4, Commit(1, 10_000 * SHARE, CENTS)),
        (5, Commit(1, 20_000 * SHARE, CENTS)),
    ):
        session.use_account(account)
        assert session.perform(session.prepare(act)).ok
    data = session.package(1)
    session.close()
    return data


def test_the_issuers_machine_signs_for_all_investors_in_one_round(
    online: Online, offline: Offline, network: Network, tmp_path: Path
) -> None:
    data = agreed(network, tmp_path / "others")
    online.session.refresh()
    taken = online.session.take_signed(data)
    assert (taken.offering, taken.new) == (1, 2)

    dialog = online.confirm(SignTerms(1))
    assert "with 2 investors, in 2 purchases" in dialog.sentence.text()
    gap = online.show(dialog)
    assert gap.leave.isHidden()  # nothing keeps a place that could be given up
    gap.reject()
    online.qtbot.waitUntil(lambda: dialog.kind.text() == "Not signed yet")
    dialog.main.click()

    dialog = online.confirm(SignTerms(1))
    gap = online.show(dialog)
    asked = offline.asking()
    photographs(gap.code, asked.take, lambda: asked.whole)
    gap.take(offline.sign(asked).text)
    online.done(dialog)
    entries = online.session.answers.signed_terms(1)
    assert [one.issuer_signed for one in entries] == [True, True]
    found, _ = read_package(online.session.package(1))
    assert all(set(one.signatures) == {"investor", "issuer"} for one in found)
    assert online.session.check_signed(entries[0].digest).startswith("Signed by Eve Tanaka and by")
