"""What is signed and not sent, a statement or a text, put before the person by the confirmation."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ui.dialogs.sign_act import joined
from ui.dialogs.sign_view import SAID, Confirmation, Outcome
from ui.widgets.text import Span

if TYPE_CHECKING:
    from wallet.session import Session


def is_said(act: Any) -> bool:
    """Whether it is a statement or a text, and no act."""
    from wallet.signing.messages import Message  # loaded with what signs, after the first paint
    from wallet.signing.typed import TypedRequest  # as above

    return isinstance(act, TypedRequest | Message)


def said_confirmation(session: "Session", said: Any) -> Confirmation:
    """Put it into words, from the very fields that are signed. Raises WalletError."""
    from wallet.signing.asked_words import explain_asked  # loaded late, as above
    from wallet.signing.typed import TypedRequest  # as above

    told = explain_asked(said, said.sender, session.known, session.names)
    sentence = joined(told.sentences)
    if not isinstance(said, TypedRequest):
        sentence = (Span("You sign this text, and nothing else:\n\n"), Span(said.text))
    return Confirmation(
        kind=told.title,
        sentence=sentence,
        notes=tuple("".join(part.text for part in note.parts) for note in told.notes),
        fee="It costs nothing: it is signed here and not sent anywhere",
        network=session.network.name if isinstance(said, TypedRequest) else "",
        details="\n".join(told.details),
        button="Sign",
        device=session.device.kind if session.device is not None else "",
        stages=SAID,
    )


def saying(
    session: "Session", said: Any
) -> Callable[[Confirmation, Callable[[int], None]], Outcome]:
    """Make the operation that signs it; the outcome's receipt is the signature."""

    def perform(view: Confirmation, report: Callable[[int], None]) -> Outcome:
        signature = session.say(said)
        report(1)
        return Outcome(True, ("It is signed.",), "", view.details, signature)

    return perform
