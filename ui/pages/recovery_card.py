"""A recovery, where one's identity is: waiting, to be cancelled, to be finished, or begun."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.recover import RecoverDialog
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.facts import Facts
from ui.widgets.layout import row
from ui.widgets.text import Text
from wallet.base.clock import date_and_time, when

if TYPE_CHECKING:
    from wallet.books.recovery import Recovery
    from wallet.flows.proving import Overview

LOST = (
    "Have you lost the wallet you joined with, or do you want to leave it? This wallet can take "
    "its place: two verifiers confirm that you are the same person, and after {wait} all that "
    "is yours is here."
)
MOVE = (
    "To move to another wallet, open that one and ask there, under Identity, to take over from "
    "this one. Two verifiers confirm you; after {wait} it takes the place of this one. If "
    "somebody else tries that, you are warned here and can cancel it, once. That a wallet signs "
    "with a Ledger, a Trezor or another machine changes nothing of this."
)


class RecoveryCard(Card):
    """What a recovery asks of this wallet, or how one is begun."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Another wallet", gap="m", parent=parent)
        self.app = context
        self._overview: Overview | None = None
        self.said = Text("", "body", "ink2")
        self.facts = Facts()
        self.cancel = Button("Cancel it", self._cancel, kind="danger")
        self.finish = Button("Finish it", self._finish)
        self.begin = Button("Take over from another wallet", self._begin)
        self.add(self.said)
        self.add(self.facts)
        self.add(row(self.cancel, self.finish, self.begin, None))

    def say(self, overview: "Overview") -> None:
        """Show how it stands."""
        self._overview = overview
        who = overview.identity
        found = who.recovery
        self.begin.setVisible(who.person is None and found is None and not who.former)
        self.cancel.setVisible(found is not None and found.can_cancel)
        self.finish.setVisible(found is not None and found.over)
        self.facts.setVisible(found is not None)
        if found is None:
            wait = self.app.session.numbers.said("RECOVERY_WAIT")
            self.said.say((LOST if who.person is None else MOVE).format(wait=wait))
            return
        self.said.say(_sentence(found))
        self.finish.say(
            "Take over now" if found.account and not found.mine else
            "Let it take over" if found.account else "Set my wallet free"
        )  # fmt: skip
        self.facts.show_facts(_facts(found, overview.now))

    def _begin(self) -> None:
        if self._overview is not None:
            RecoverDialog(self.app, self._overview.verifiers, self.window()).open()

    def _cancel(self) -> None:
        from wallet.acts.recovering import CancelRecovery  # loaded with the chain, late

        self.app.confirm(CancelRecovery())

    def _finish(self) -> None:
        from wallet.acts.recovering import FinishRecovery  # as above

        found = self._overview.identity.recovery if self._overview is not None else None
        if found is not None:
            self.app.confirm(FinishRecovery(found.person), lambda _: self.app.house.turned())


def _sentence(found: "Recovery") -> str:
    if not found.account:
        return (
            "You cancelled a recovery. For three days more nothing leaves you, so that whoever "
            "cancelled with a stolen key is not free before you can prove who you are in person."
        )
    if found.mine:
        return (
            "Another wallet asks to take the place of this one. Verifiers confirmed that the same "
            "person stands behind both."
        )
    return (
        "You asked that this wallet takes the place of another one. The other wallet can cancel "
        "that while it waits."
        if not found.in_person
        else "You proved in person that this wallet is yours. It cannot be cancelled any more."
    )


def _facts(found: "Recovery", now: int) -> list[tuple[str, str]]:
    verb = "since" if found.over else "from"
    ends = f"{when(found.ends, now)}, on {date_and_time(found.ends, now)}"
    rows = [("Possible " + verb if found.account else "Free " + verb, ends)]
    if found.account:
        short = f"{found.account[:6]}…{found.account[-4:]}"
        rows.insert(0, ("New wallet", f"{short}, this one" if not found.mine else short))
        proved = "In person at three verifiers" if found.in_person else "By two verifiers"
        rows.append(("Confirmed", proved))
        if found.mine:
            rows.append(("Can be cancelled", "Yes, once" if found.can_cancel else "No"))
    return rows
