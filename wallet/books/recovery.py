"""A recovery as one of its two wallets sees it: what waits, until when, and what can be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wallet.base.addresses import checksum
from wallet.base.clock import when
from wallet.books.store import Row
from wallet.books.task import ACCENT, BRONZE, OXIDE, Task
from wallet.books.view import View


@dataclass(frozen=True, slots=True)
class Recovery:
    """A recovery that is not over. `mine` says whether whoever looks has the present wallet.

    `account` is the new wallet, empty in the days after a cancelling; `ends` is when the wait or
    those days are over. `cancelled` says that the present wallet has used its one cancelling.
    """

    person: int
    mine: bool
    account: str
    ends: int
    in_person: bool
    cancelled: bool
    over: bool

    @property
    def can_cancel(self) -> bool:
        """Whether the present wallet can still cancel it."""
        return self.mine and bool(self.account) and not self.in_person and not self.over


def recovery(view: View) -> Recovery | None:
    """The recovery that concerns the account that looks, as the old wallet or the new one."""
    mine = view.tables.row("SELECT * FROM person WHERE id = ? AND recovery_ends != 0", view.me or 0)
    if mine is not None:
        return _recovery(mine, True, view.now)
    if view.me is None:
        new = view.tables.row(
            "SELECT * FROM person WHERE recovery = ? AND recovery_ends != 0", view.account.lower()
        )
        if new is not None:
            return _recovery(new, False, view.now)
    return None


def former_of(view: View) -> int:
    """The person whose wallet this account was before a recovery; 0 for nobody's."""
    row = view.tables.row("SELECT person FROM former WHERE account = ?", view.account.lower())
    return int(row["person"]) if row else 0


def _recovery(row: Row, mine: bool, now: int) -> Recovery:
    account = row["recovery"]
    return Recovery(
        person=row["id"],
        mine=mine,
        account=checksum(account) if account else "",
        ends=row["recovery_ends"],
        in_person=bool(row["in_person"]),
        cancelled=bool(row["cancelled"]),
        over=row["recovery_ends"] <= now,
    )


def tasks(view: View) -> Iterator[Task]:
    """What a recovery asks of whoever looks: to cancel it, to wait for it, to finish it."""
    found = recovery(view)
    if found is None:
        if view.me is None and former_of(view):
            yield Task(
                "recovery",
                OXIDE,
                "This wallet was replaced by another",
                "Nothing of the network belongs to it any more.",
                "Look",
                "identity",
                0,
            )
        return
    ends = when(found.ends, view.now)
    if found.can_cancel:
        said = "Somebody asks to replace this wallet"
        detail = f"It would take over {ends}. If it is not you, cancel it: that can be done once."
        action, tone = "Look", OXIDE
    elif not found.account:
        said = "Nothing can leave your wallet, since you cancelled a recovery"
        detail = f"It is free again {ends}."
        action, tone = "Look", BRONZE
        if found.over:
            said, detail = "Set your wallet free again", "The days after the cancelling are over."
            action, tone = "Finish", ACCENT
    elif found.mine:
        said = "Another wallet takes the place of this one"
        detail = f"It was proved in person, so that it cannot be cancelled. It takes over {ends}."
        action, tone = "Look", OXIDE
    elif found.over:
        said, detail = "Take over your membership", "The wait is over: this wallet can be yours."
        action, tone = "Finish", ACCENT
    else:
        said, detail = "Your recovery waits", f"This wallet can take over {ends}."
        action, tone = "Look", BRONZE
    yield Task("recovery", tone, said, detail, action, "identity", 0, found.ends)
