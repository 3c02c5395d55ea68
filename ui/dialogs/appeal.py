"""Asking the members to lift one's ban: the reasons, of which the network keeps a salted mark."""

import json
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.form import ActForm
from ui.dialogs.hand_over import HandOverDialog
from ui.widgets.field import AreaField
from wallet.base.errors import WalletError
from wallet.books.documents import APPEAL

MOST = 20_000


class AppealDialog(ActForm):
    """Asks for the reasons, keeps them here, and asks the members."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            "Ask the members to lift your ban",
            "The members vote for 14 days. It takes a majority, and you can ask again 180 days "
            "after this time. Your reasons stay on this machine, to be given to whoever votes; the "
            "network keeps a mark by which they know that nothing in them was changed.",
            parent=parent,
        )
        self.reasons = AreaField("Your reasons", longest=MOST, lines=6)
        self._salt = b""
        self._paper: dict[str, str] = {}
        self.add_fields({"reasons": self.reasons})

    def compose(self) -> Any:
        """The act, with the mark of what is written."""
        from wallet.acts.governing import Appeal  # loaded with the chain, late
        from wallet.base.addresses import keccak  # as above
        from wallet.flows.papers import new_salt  # as above

        text = self.reasons.value.strip()
        if not text or len(text) > MOST:
            raise WalletError(
                "There are no reasons yet.", "Write why the ban was wrong.", "appeal.empty",
                "reasons",
            )  # fmt: skip
        self._salt = self._salt or new_salt()
        digest = keccak(self._salt + text.encode())
        self._paper = {"kind": "appeal", "text": text, "salt": self._salt.hex()}
        self.app.session.documents.keep(APPEAL, "0x" + digest.hex(), self._paper)
        return Appeal(digest)

    def _sign(self, act: Any) -> None:
        self.go.setEnabled(True)
        self.app.confirm(act, lambda _: self._asked())

    def _asked(self) -> None:
        """It is asked: whoever votes is to have the reasons."""
        parent = self.parentWidget()
        self.accept()
        HandOverDialog(
            "Your reasons, for whoever votes",
            ("Give them this, as a code or a file. It is kept among your documents as well.",),
            json.dumps(self._paper),
            parent,
        ).open()
