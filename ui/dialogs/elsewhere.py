"""From the confirmation to the machine that has the key of a watched wallet, and back."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from ui.dialogs.air_gap import AirGapDialog
from ui.dialogs.sign_act import Preparing
from ui.dialogs.sign_view import Confirmation
from ui.tasks import Tasks
from wallet.base.errors import WalletError
from wallet.flows.signed_terms import ToSign
from wallet.signing.signer import given_up, later

if TYPE_CHECKING:
    from wallet.acts.prepared import Prepared
    from wallet.flows.airgap import Asking
    from wallet.session import Session

Asked = tuple["Prepared | ToSign", Callable[[bool], "Asking"]]


class Elsewhere:
    """Has the other machine sign what is confirmed.

    What is asked is written down before it is shown, so that it keeps its place whatever happens:
    closed or crashed, it waits under Activity.
    """

    def __init__(
        self,
        tasks: Tasks,
        session: "Session",
        preparing: Preparing,
        over: Callable[[], QWidget],
    ) -> None:
        """`over` answers what the dialog belongs to."""
        self._tasks, self._session = tasks, session
        self._preparing, self._over = preparing, over

    def __call__(
        self,
        view: Confirmation,
        then: Callable[[Confirmation], None],
        failed: Callable[[WalletError], None],
    ) -> None:
        """Ask; `then` has the confirmation with its signer, `failed` why there is none."""
        session = self._session
        prepared = cast("Prepared | ToSign", view.prepared)

        def ask() -> Asked:
            if isinstance(prepared, ToSign):  # it has no place in line, and can be asked again
                return prepared, session.asking_terms(prepared)
            reserved = session.reserve(prepared)
            return reserved, session.asking(reserved)

        def show(asked: Asked) -> None:
            reserved, asking = asked
            dialog = AirGapDialog(self._tasks, asking, self._over(), view.sentence)
            said = isinstance(reserved, ToSign)
            if isinstance(reserved, ToSign):  # nothing was written down: it is asked again
                dialog.leave.hide()
                dialog.remark.say("Not now: it waits where you asked for it.")
            else:
                self._preparing.begun(reserved)
            dialog.signed.connect(
                lambda signer: then(replace(view, prepared=reserved, signer=signer))
            )
            dialog.rejected.connect(lambda: failed(_not_signed() if said else later()))
            dialog.given_up.connect(lambda: self._give_up(reserved, failed))
            dialog.open()

        self._tasks.run(ask, show, failed, lane="sign", owner=self._over())

    def _give_up(
        self, reserved: "Prepared | ToSign", failed: Callable[[WalletError], None]
    ) -> None:
        def release() -> None:
            for entry in () if isinstance(reserved, ToSign) else reserved.waits:
                self._session.release(entry)

        self._tasks.run(
            release, lambda _: failed(given_up()), failed, lane="sign", owner=self._over()
        )


def _not_signed() -> WalletError:
    """What is said of statements whose signature did not come: nothing keeps a place for them."""
    return WalletError(
        "It is not signed yet, and nothing has changed.",
        "It waits where you asked for it.",
        "signing.later",
    )
