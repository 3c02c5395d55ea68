"""The wizard of a raise: six steps, then the one confirmation. Whatever is typed is kept."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.note import Note
from ui.widgets.steps import Steps
from ui.widgets.text import Text
from ui.wizards.raise_steps import (
    BoundsStep,
    PriceStep,
    ProseStep,
    RaiseStep,
    ReviewStep,
    RulesStep,
)
from ui.wizards.raise_uses import UsesStep
from wallet.base.errors import WalletError
from wallet.flows.raise_plan import Step
from wallet.flows.raising import STEP_OF, Raising, Where

NAMES: Final = ("Rules", "Price", "Limits", "Use", "Words", "Review")
TITLES: Final = (
    "Who may buy",
    "Price and part",
    "Least, deadline and lock-up",
    "What the money is for",
    "In your own words",
    "As investors see it",
)
WIDE: Final = 860
KEEP_AFTER: Final = 700  # milliseconds after the last key, so that a kill loses a word at most
_STEPS: Final[tuple[Callable[[], RaiseStep], ...]] = (
    RulesStep,
    PriceStep,
    BoundsStep,
    UsesStep,
    ProseStep,
    ReviewStep,
)


class RaiseWizard(Dialog):
    """Leads from the rules to the offering. `flow` is None until the books have answered."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Plan a raise", parent, width=WIDE, heading=False)
        self.app = context
        self.flow: Raising | None = None
        self.view: RaiseStep | None = None
        self.steps = Steps(NAMES)
        self.head = Text("One moment", "title")
        self.resumed = Note("", "accent")
        self.resumed.hide()
        self.add(self.steps)
        self.add(self.head)
        self.add(self.resumed)
        self.trouble = Note("", "oxide")
        self.trouble.hide()
        self.add(self.trouble)
        self.drop = self.add_button(Button("Throw it away", self._throw_away, kind="danger"))
        self.later = self.add_button(Button("Go on later", self.reject))
        self.back = self.add_button(Button("Back", self._back))
        self.go = self.add_button(Button("Continue", self._forward, kind="primary"))
        for button in (self.drop, self.back, self.go):
            button.setEnabled(False)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(KEEP_AFTER)
        self._keeping.timeout.connect(self._keep)
        self._ended = self._typed = self._sure = False
        context.tasks.run(self._begin, self._begun, self._cannot, owner=self)

    def reject(self) -> None:
        """Close; what was typed stays as a draft."""
        if self.flow is not None and self.view is not None:
            self.view.take(self.flow)
        self._keep()
        super().reject()

    def _begin(self) -> Raising:
        session = self.app.session
        room = session.answers.raise_room()
        if room.why_not:
            raise WalletError(room.why_not, room.next_step, "raise.cannot")
        network = session.network
        where = Where(network.chain_id, network.address("Offering"), session.now())
        return Raising(session.documents, room, where)

    def _begun(self, flow: Raising) -> None:
        self.flow = flow
        if flow.resumed:
            self.resumed.say("You began this before. It is as you left it.")
        self.remark.say("What you type is kept on this computer until you open the raise.")
        self._show()

    def _cannot(self, error: WalletError) -> None:
        self.head.say("You cannot raise money now")
        self.trouble.say(str(error))
        self.trouble.show()
        self.drop.hide()
        self.back.hide()
        self.go.hide()
        self.later.say("Close")
        self.fit()

    def _show(self) -> None:
        """Show the step at which the planning stands."""
        flow = self.flow
        if flow is None:
            return
        if self.view is not None:
            self.content.removeWidget(self.view)
            self.view.hide()
            self.view.deleteLater()
        view = _STEPS[flow.step]()
        self.view = view
        self.content.insertWidget(3, view)
        self.steps.show_step(flow.step)
        self.head.say(TITLES[flow.step])
        self.trouble.hide()
        try:
            view.show_flow(flow)
        except WalletError as error:  # a review of what does not fit any more leads back to it
            flow.to_field(error.field)
            self._show()
            self._fail(error)
            return
        view.changed.connect(self._changed)
        view.tell(flow)
        self.drop.setEnabled(True)
        self.back.setEnabled(flow.step is not Step.RULES)
        self.go.setEnabled(True)
        self.go.say("Open the raise" if flow.step is Step.REVIEW else "Continue")
        self._order(view)
        view.setFocus()
        self.fit()

    def _order(self, view: RaiseStep) -> None:
        """Tab goes through the step first; what throws away comes last."""
        stops = [
            one
            for one in view.findChildren(QWidget)
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus
            and one.focusProxy() is None
            and one.window() is self  # the list of a choice is a window of its own
        ]
        for before, after in pairwise((*stops, self.go, self.back, self.later, self.drop)):
            QWidget.setTabOrder(before, after)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the first field, where the books answered before the window was there."""
        super().showEvent(event)
        if self.view is not None:
            self.view.setFocus()

    def _changed(self) -> None:
        if self.flow is None or self.view is None:
            return
        self.trouble.hide()
        self.resumed.hide()
        self.view.take(self.flow)
        self.view.tell(self.flow)
        self._typed = True
        self._keeping.start()
        self.fit()

    def _forward(self) -> None:
        flow, view = self.flow, self.view
        if flow is None or view is None or not self.go.isEnabled():
            return
        self.resumed.hide()
        view.take(flow)
        if flow.step is Step.REVIEW:
            self._open()
            return
        try:
            flow.check(flow.step)
        except WalletError as error:
            self._fail(error)
            return
        flow.forward()
        self._typed = True
        self._keep()
        self._show()

    def _back(self) -> None:
        if self.flow is not None and self.view is not None:
            self.view.take(self.flow)
            self.flow.back()
            self._keep()
            self._show()

    def _open(self) -> None:
        """Keep the terms, hold the act against the chain, then ask for the signature."""
        flow, session = self.flow, self.app.session
        if flow is None:
            return
        self.go.setEnabled(False)

        def ready() -> object:
            flow.keep_terms()
            act = flow.act()
            session.check(act)
            return act

        self.app.tasks.run(ready, self._sign, self._refused, owner=self)

    def _sign(self, act: object) -> None:
        self.go.setEnabled(True)
        self.app.confirm(act, lambda _: self._done())

    def _done(self) -> None:
        """It is on the chain: the draft has done its work."""
        self._forget(lambda _: None)
        self.accept()

    def _refused(self, error: WalletError) -> None:
        self.go.setEnabled(True)
        self._fail(error)

    def _fail(self, error: WalletError) -> None:
        """Say what is wrong beside its field, on the step where it is asked for."""
        if self.view is not None and self.view.fail(error):
            self.fit()
            return
        flow = self.flow
        if flow is not None and error.field in STEP_OF:
            at = flow.step
            flow.to_field(error.field)
            if flow.step is not at:
                self._show()
                if self.view is not None and self.view.fail(error):
                    self.fit()
                    return
        self.trouble.say(str(error))
        self.trouble.show()
        self.fit()

    def _keep(self) -> None:
        """Keep what was typed; in the lane in which everything comes in its order."""
        flow = self.flow
        self._keeping.stop()
        if flow is None or self._ended or not self._typed:
            return
        body = flow.snapshot()
        self.app.tasks.run(
            lambda: flow.keep(body), failed=self._not_kept, lane="sign", owner=self.app.house
        )

    def _not_kept(self, error: WalletError) -> None:
        self.app.messages.tell_error(error)

    def _throw_away(self) -> None:
        if not self._sure:
            self._sure = True
            self.drop.say("Throw it away for good")
            return
        self._forget(lambda _: self.app.messages.tell("The draft was thrown away."))
        super().reject()

    def _forget(self, then: Callable[[None], object]) -> None:
        """Nothing of it is kept any more."""
        flow = self.flow
        self._ended = True
        self._keeping.stop()
        if flow is not None:
            self.app.tasks.run(flow.throw_away, then, lane="sign", owner=self.app.house)
