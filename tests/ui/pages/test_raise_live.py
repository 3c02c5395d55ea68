"""A raise on a real node through the real window: planned, signed by both, paid, refunded."""

from __future__ import annotations

import json
from pathlib import Path

from tests.ui.pages.conftest import page_of, settle
from tests.ui.pages.hands import PATIENCE
from tests.ui.pages.raise_seat import Seat, fill_wizard, open_raise, seat
from ui.dialogs.bring_in import BringInDialog
from ui.dialogs.show_code import ShowCodeDialog
from ui.pages.invest import InvestPage
from ui.terms_pdf import terms_pdf
from ui.widgets.qr import QrCode
from ui.wizards.raise_steps import PriceStep
from ui.wizards.raise_uses import UsesStep
from ui.wizards.raising import RaiseWizard
from wallet.base.clock import DAY
from wallet.base.money import DOLLAR
from wallet.books.documents import Documents
from wallet.books.offering_terms import parse_terms
from wallet.flows.raising import draft_of

__all__ = ["seat"]


def test_a_raise_from_the_wizard_to_the_money_with_both_signatures(seat: Seat) -> None:
    offer = open_raise(seat)
    assert offer.regime == 0 and offer.lockup == 90 * DAY and offer.status == "open"
    page = seat.raising()
    assert page.terms.said.text() == "These are the terms that this offering names."
    seat.picture(seat.house.app.window, "raise-empty")
    seat.click(page.share)
    share = seat.dialog(ShowCodeDialog)
    seat.picture(share, "share")
    link = share.link
    assert link.startswith("symbolon:offering?chain=31337&registry=0x") and "&terms=" in link
    share.accept()

    invest_and_sign(seat)
    take_back(seat, "dan", 1_000)
    close_and_pay(seat)
    assert seat.offer.proceeds_paid == 70_000 * DOLLAR
    seat.picture(seat.house.app.window, "raise-done")
    find_signed(seat)


def invest_and_sign(seat: Seat) -> None:
    """Three people commit, one is declined, and the issuer signs for the others in one go."""
    said = seat.commit("farid", "50000")
    assert (
        "You agree to the written terms of offering 1 of Alice Moreau: under them you buy" in said
    )
    seat.commit("hugo", "20000")
    seat.commit("dan", "1000")
    seat.sit("alice")
    page = seat.raising()
    assert [row.state for row in seat.offer.entries] == ["committed"] * 3
    seat.picture(seat.house.app.window, "raise-filled")
    page.investors.acted.emit(2, "Decline")
    seat.sign()

    (task,) = [one for one in seat.session.answers.home().tasks if one.kind == "signature"]
    assert task.sentence == "Sign the terms with Farid Haddad and Hugo Almeida"
    # The issuer signs for both in one go; nothing is sent for it.
    page = seat.raising()
    assert page.signed.sign.text() == "Sign as issuer (2)"
    before = seat.session.chain.client.call("eth_blockNumber", ())
    seat.picture(page.signed, "signed-card")
    seat.click(page.signed.sign)
    assert "with 2 investors, in 2 purchases" in seat.sign()
    assert seat.session.chain.client.call("eth_blockNumber", ()) == before
    signed = seat.session.answers.signed_terms(1)
    assert [one.issuer_signed for one in signed] == [True, True, False]
    assert not seat.raising().signed.sign.isVisible()


def take_back(seat: Seat, who: str, dollars: int) -> None:
    """Whoever was declined, or whose raise failed, has exactly what they paid."""
    seat.sit(who)
    page = seat.invest(1)
    seat.picture(seat.house.app.window, f"offering-back-{who}")
    money = seat.session.chain.read("Dollar", "balanceOf", seat.session.account)
    seat.click(seat.link(page.raised, "Take it back"))
    seat.sign()
    back = seat.session.chain.read("Dollar", "balanceOf", seat.session.account)
    assert back == money + dollars * DOLLAR


def close_and_pay(seat: Seat) -> None:
    """The deadline passes; shares are handed out, and the money is received."""
    seat.session.skip_time(11 * DAY)
    seat.sit("alice")
    seat.click(seat.raising().close_it)
    seat.sign()
    seat.click(seat.raising().hand_out)
    seat.sign()
    seat.session.skip_time(4 * DAY)
    seat.sit("alice")
    seat.click(seat.raising().proceeds)
    seat.sign()


def find_signed(seat: Seat) -> None:
    """The investor finds the signed terms beside what was bought, and they are right."""
    seat.sit("farid")
    view = seat.position(1).view
    row = view.signed.table.rows.row(0)
    assert row.cells[0].beneath == "signed by both"
    view.signed.table.acted.emit(row.key, "Check")
    settle(seat.qtbot, seat.house)
    assert view.signed.said.text.text().startswith(
        "Signed by Farid Haddad and by Alice Moreau, over these shares, this money and these terms."
    )
    assert "are the ones that offering 1 names" in view.signed.said.text.text()
    seat.picture(seat.house.app.window, "position-signed")
    seat.picture(view.signed, "signed-card-mine")
    seat.click(view.signed.hand)
    code = seat.dialog(ShowCodeDialog)
    assert code.link.startswith("symbolon:signed?d=") and code.code is not None
    seat.picture(code, "hand-over")
    code.accept()
    found = json.loads(seat.session.package(1, 6))
    assert set(found["purchases"][0]["signatures"]) == {"investor", "issuer"}


def test_a_draft_outlives_the_window_and_what_is_wrong_is_said_beside_its_field(
    seat: Seat, tmp_path: Path
) -> None:
    seat.click(seat.raising().empty.button)
    wizard = seat.dialog(RaiseWizard)
    price = fill_wizard(seat, wizard, PriceStep)
    for words, more, name in (("", "20", "price"), ("0.10", "60", "units_max")):
        seat.write(price.price, words)
        if not words:
            price.price.set_value("")
        seat.write(price.most, more)
        seat.click(wizard.go)
        assert wizard.view is price and price.fields[name].wrong, name
    assert "Only 49.00 % of you can still be sold" in price.most.said
    seat.picture(wizard, "wizard-wrong")
    price.price.slider.setValue(600)
    assert (
        price.price.value == "1.00" and dict(price.means._said)["1 % of you costs"] == "$100,000.00"
    )
    seat.write(price.most, "12.5")

    # While it is still open, somebody who opens the books anew finds it: a kill loses nothing.
    def kept() -> bool:
        other = Documents(tmp_path / "books" / "documents.sqlite")
        try:
            found = draft_of(other, 1)
        finally:
            other.close()
        return found is not None and found.words.get("units_max") == "12.5"

    seat.qtbot.waitUntil(kept, timeout=PATIENCE)
    seat.click(wizard.later)
    settle(seat.qtbot, seat.house)
    page = seat.raising()
    assert page.empty.button.text() == "Go on with your draft"
    seat.picture(seat.house.app.window, "raise-draft")

    seat.click(page.empty.button)
    again = seat.dialog(RaiseWizard)
    resumed = fill_wizard(seat, again, PriceStep)
    assert resumed.most.value == "12.5"
    assert again.resumed.text.text().startswith("You began this before.")
    uses = fill_wizard(seat, again, UsesStep)
    uses.show_lines([("Engineers", "70")])
    assert uses.sum.text() == "30.00 % are missing: the parts have to add up to 100 %."
    seat.click(again.go)
    assert again.view is uses and "30.00 % are missing" in uses.trouble.text.text()
    seat.picture(again, "wizard-uses-wrong")
    seat.click(again.drop)
    seat.click(again.drop)
    settle(seat.qtbot, seat.house)
    assert seat.raising().empty.button.text() == "Plan a raise"


class Elsewhere:
    """Farid's computer, which has nothing of the terms: a link, a PDF and a picture reach it."""

    def __init__(self, seat: Seat, folder: Path) -> None:
        self.seat, self.folder = seat, folder
        session = seat.session
        self.place = session.place("offering", 1)
        seen = session.answers.terms_seen(1)
        assert seen is not None and seen.form == "data"
        self.terms = seen.text
        rules = session.answers.regimes()[0]
        self.pdf = terms_pdf(parse_terms(self.terms), "Local network", rules)
        (folder / "terms.pdf").write_bytes(self.pdf)
        session.documents.forget("terms", seat.offer.terms_hash)
        seat.sit("farid")
        self.page = seat.invest(1)

    def kept(self) -> bool:
        seen = self.seat.session.answers.terms_seen(1)
        return seen is not None and seen.form != "none"

    def open_dialog(self) -> BringInDialog:
        self.seat.invest()
        self.page.open_on(None)
        settle(self.seat.qtbot, self.seat.house)
        self.seat.click(self.page.bring)
        return self.seat.dialog(BringInDialog)

    def bring(self, words: str = "", file: str = "") -> BringInDialog:
        dialog = self.open_dialog()
        if file:
            dialog.file.set_value(str(self.folder / file))
        dialog.text.set_value(words)
        self.seat.click(dialog.go)
        self.seat.qtbot.waitUntil(
            lambda: not dialog.isVisible() or dialog.go.isEnabled(), timeout=PATIENCE
        )
        return dialog


def test_what_somebody_sent_is_held_against_the_network_before_it_counts(
    seat: Seat, tmp_path: Path
) -> None:
    open_raise(seat)
    there = Elsewhere(seat, tmp_path)
    page, link, pdf = there.page, there.place.link, there.pdf
    assert page.raised.terms.missing.isVisible() and not page.raised.terms.view.isVisible()
    seat.picture(seat.house.app.window, "offering-no-terms")
    for words, said in (
        (link[:-9], "This is no link to an offering or a person."),
        (link.replace("chain=31337", "chain=1"), "This link is for another network than"),
        (link.replace("number=1&", "number=9&"), "There is no offering 9 on this network"),
        (there.terms.replace("Two are", "Ten are"), "This is nothing that an offering"),
        ("", "Paste something, or choose a file."),
    ):
        dialog = there.bring(words)
        shown = dialog.trouble.text.text() if words else dialog.text.said
        assert shown.startswith(said), shown
        seat.picture(dialog, "bring-wrong")
        dialog.reject()
    spoilt = bytearray(pdf)
    spoilt[pdf.index(b"/EF <<") + 9] ^= 1  # another object than the one with the data
    (tmp_path / "spoilt.pdf").write_bytes(bytes(spoilt))
    dialog = there.bring(file="spoilt.pdf")
    assert dialog.trouble.isVisible() and not there.kept()
    dialog.reject()
    dialog = there.bring(file="terms.pdf")
    assert dialog.said.text.text() == "These are the terms that offering 1 names."
    seat.picture(dialog, "bring-right")
    dialog.accept()
    settle(seat.qtbot, seat.house)
    assert there.kept() and page.offering == 1 and page.raised.terms.view.isVisible()
    assert page.raised.terms.said.text() == "These are the terms that this offering names."


def test_a_picture_and_a_command_lead_there_and_a_failed_raise_gives_everything_back(
    seat: Seat, tmp_path: Path
) -> None:
    open_raise(seat)
    there = Elsewhere(seat, tmp_path)
    page = there.page
    dialog = there.open_dialog()
    QrCode(there.place.code, 360).grab().save(str(tmp_path / "code.png"))
    dialog.reader.read_file(tmp_path / "code.png")
    seat.qtbot.waitUntil(lambda: page.offering == 1, timeout=PATIENCE)
    settle(seat.qtbot, seat.house)
    assert page.raised.isVisible() and there.kept()
    page.open_on(None)
    seat.house.app.link = there.place.link  # as a desktop calls the wallet with it
    seat.house.show_frame()
    settle(seat.qtbot, seat.house)
    anew = page_of(seat.house)  # a new frame has new pages
    assert isinstance(anew, InvestPage) and anew.raised.isVisible()
    seat.picture(seat.house.app.window, "offering-farid")

    seat.commit("farid", "40000")
    seat.commit("hugo", "500")
    seat.click(seat.link(seat.invest(1).raised, "Withdraw"))
    seat.sign()
    assert [one.state for one in seat.offer.entries] == ["committed", "withdrawn"]
    seat.session.skip_time(11 * DAY)
    seat.sit("farid")
    seat.click(seat.link(seat.invest(1).raised, "Close it"))
    seat.sign()
    assert seat.offer.status == "failed"
    take_back(seat, "farid", 40_000)
    seat.sit("alice")
    assert "The minimum was not reached." in seat.raising().now.text.text()
