"""Doing something that takes the wallet's key besides a transaction: signing a request, unsealing.

The passphrase is asked for where it has to be; a device shows the text on its own screen, and
another machine is shown it as a code.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.air_gap import AirGapDialog
from ui.widgets.text import Span
from wallet.base.errors import WalletError

if TYPE_CHECKING:
    from wallet.flows.asked import Asked
    from wallet.identity.asking_for_name import NameAsking
    from wallet.identity.asking_to_join import JoinAsking
    from wallet.identity.asking_to_recover import RecoveryAsking

    Request = JoinAsking | RecoveryAsking | NameAsking

T = TypeVar("T")
Failed = Callable[[WalletError], object]


def with_key(
    context: Context,
    operation: Callable[[], T],
    then: Callable[[T], object],
    failed: Failed,
    owner: QWidget,
) -> None:
    """Run what takes the key in the signing lane, once the wallet is unlocked."""
    session = context.session

    def work() -> T:
        try:
            return operation()
        finally:
            session.opened.after_signing()

    def run() -> None:
        context.tasks.run(work, then, failed, lane="sign", owner=owner)

    asks = session.opened.asks and not session.vault.unlocked and session.device is None
    if session.locked or asks:
        context.house.unlock_first(run)
    else:
        run()


def sign_request(
    context: Context,
    begin: "Callable[[], Request]",
    why: str,
    then: "Callable[[Asked], object]",
    failed: Failed,
    owner: QWidget,
) -> None:
    """Make a request, have it signed wherever the key is, and keep it."""
    session = context.session
    if session.opened.watched and session.device is None:
        context.tasks.run(
            lambda: _carried(context, begin()),
            lambda made: _elsewhere(context, made, why, then, failed, owner),
            failed,
            lane="sign",
            owner=owner,
        )
        return
    with_key(context, lambda: session.proving.sign(begin(), why), then, failed, owner)


def _carried(context: Context, asking: "Request") -> "tuple[Request, Any]":
    return asking, context.session.asking_message(asking.text)


def _elsewhere(
    context: Context,
    made: "tuple[Request, Any]",
    why: str,
    then: "Callable[[Asked], object]",
    failed: Failed,
    owner: QWidget,
) -> None:
    """Show the text to the machine that has the key of a watched wallet."""
    asking, begin = made
    session = context.session
    what = (Span("You sign a request to be confirmed. It moves nothing and costs nothing."),)
    dialog = AirGapDialog(context.tasks, begin, owner, what)
    dialog.leave.hide()
    dialog.remark.say("Not now: nothing is kept, and you can begin anew at any time.")

    def signed(signer: Any) -> None:
        context.tasks.run(
            lambda: session.proving.signed(asking, signer.sign_message(asking.message), why),
            then,
            failed,
            lane="sign",
            owner=owner,
        )

    dialog.signed.connect(signed)
    dialog.rejected.connect(
        lambda: failed(WalletError("It was not signed.", "Nothing was asked of anybody."))
    )
    dialog.open()
