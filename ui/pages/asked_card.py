"""What was asked of verifiers and is not answered yet, and what was answered and not confirmed."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.ask_name import hand_over_name
from ui.dialogs.bring_answer import BringAnswerDialog
from ui.dialogs.issue_named import issue_named, wished_name
from ui.dialogs.join import hand_over
from ui.dialogs.recover import hand_over_lost
from ui.dialogs.with_key import with_key
from ui.widgets.action_list import Action, ActionList, Thing
from ui.widgets.card import Card
from ui.widgets.note import Note
from wallet.base.clock import DAY, date_of, exact_time, when
from wallet.base.errors import WalletError
from wallet.flows.paths import path_named

if TYPE_CHECKING:
    from wallet.flows.asked import Asked
    from wallet.flows.kept_credential import Kept
    from wallet.flows.proving import Overview


class AskedCard(Card):
    """Requests with what can be done with each; hidden while there is none."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Asked of verifiers", gap="m", parent=parent)
        self.app = context
        self.rows = ActionList("Asked of verifiers")
        self.add(self.rows)
        self.trouble = Note("", "oxide")
        self.trouble.hide()
        self.add(self.trouble)
        self.hide()

    def say(self, overview: "Overview") -> None:
        """Show what waits."""
        here = {one.number for one in overview.brought}
        things = [self._brought(one, overview) for one in overview.brought]
        things += [self._asked(one, overview) for one in overview.asked if one.number not in here]
        self.rows.show_things(things)
        self.setVisible(bool(things))

    def _brought(self, kept: "Kept", overview: "Overview") -> Thing:
        joined = overview.identity.person is not None
        last = kept.issued_at + 30 * DAY
        left = f"Confirm it within {max(0, (last - overview.now) // DAY)} days"
        said, words = "The verifier’s answer is here", f"It fits. {left}, and the network has it."
        if kept.further:
            said = "A further part of the verifier’s answer is here"
            words = f"It adds another document or number to you, for ever. {left}."
        return Thing(
            said,
            words,
            "ready",
            "accent",
            (
                Action("Renew with it" if joined else "Join with it", partial(self._use, kept)),
                Action("Throw away", partial(self._forget, kept), "quiet"),
            ),
        )

    def _asked(self, one: "Asked", overview: "Overview") -> Thing:
        whom = " and ".join(overview.name_of(account) for account in one.verifiers[:3])
        lost = one.kind == "recover"
        if one.number in overview.answered:
            return self._answered(one, whom)
        if one.kind == "name" and one.answers:
            return self._named(one, whom)
        stale = one.goes_stale <= overview.now
        if lost:
            needed = 3 if one.in_person else 2
            said = "You asked to take over from another wallet"
            there = f"{len(one.answers)} of {needed} verifiers have signed."
        elif one.kind == "name":
            said, there = f"You asked {whom} to confirm that you are called {wished_name(one)}", ""
        else:
            said, there = f"You asked {whom}", f"{path_named(one.why).title}."
        made = " ".join(f"Asked {when(one.made_at, overview.now)}. {there}".split()) + " "
        if stale:
            made += "Verifiers take it no longer: ask anew. An answer given before still counts."
        else:
            made += f"Verifiers take it until {date_of(one.goes_stale, overview.now)}."
        actions = [Action("Bring the answer", partial(self._bring, one))]
        if not stale:
            actions.append(Action("Show it again", partial(self._again, one)))
        if lost and len(one.answers) >= (3 if one.in_person else 2):
            actions.insert(0, Action("Start it", partial(self._start, one)))
        actions.append(Action("Throw away", partial(self._forget, one), "quiet"))
        word = "too old" if stale else "waits"
        return Thing(
            said, made, word, "oxide" if stale else "bronze", tuple(actions),
            exact_time(one.made_at),
        )  # fmt: skip

    def _answered(self, one: "Asked", whom: str) -> Thing:
        """It counts; where somebody showed several documents there may be more of it."""
        return Thing(
            f"{whom} answered, and the network has it",
            "If they gave you a further part, for another document or number of yours, bring it "
            "too.",
            "done",
            "accent",
            (
                Action("Bring a further part", partial(self._bring, one)),
                Action("Clear", partial(self._forget, one), "quiet"),
            ),
        )

    def _named(self, one: "Asked", whom: str) -> Thing:
        """A verifier confirmed the name; nothing of it is on the network yet."""
        return Thing(
            f"{whom} confirmed that you are called {wished_name(one)}",
            "It fits. You can issue your token with it while they are a verifier.",
            "ready",
            "accent",
            (
                Action("Issue with it", partial(self._issue, one)),
                Action("Throw away", partial(self._forget, one), "quiet"),
            ),
        )

    def _issue(self, one: "Asked") -> None:
        self.trouble.say("")
        issue_named(self.app, one, self.window(), self._failed)

    def _bring(self, one: "Asked") -> None:
        asked = one if one.kind in ("recover", "name") else None
        BringAnswerDialog(self.app, asked, self.window()).open()

    def _again(self, one: "Asked") -> None:
        if one.kind == "recover":
            hand_over_lost(one, self.window())
        elif one.kind == "name":
            hand_over_name(one, self.window())
        else:
            hand_over(one, path_named(one.why), self.window())

    def _use(self, kept: "Kept") -> None:
        self.trouble.say("")
        proving = self.app.session.proving
        with_key(self.app, lambda: proving.act_of(kept), self._confirm, self._failed, self)

    def _start(self, one: "Asked") -> None:
        self.trouble.say("")
        try:
            self._confirm(self.app.session.proving.act_of(one))
        except WalletError as error:
            self._failed(error)

    def _confirm(self, act: object) -> None:
        self.app.confirm(act, lambda _: self.app.house.turned())

    def _forget(self, what: "Asked | Kept") -> None:
        self.app.session.proving.forget(what)
        self.app.house.turned()

    def _failed(self, error: WalletError) -> None:
        self.trouble.say(str(error))
