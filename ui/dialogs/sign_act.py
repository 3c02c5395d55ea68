"""From the wallet's prepared act to the confirmation's words, and from a receipt to an outcome."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from ui.dialogs.sign_view import SAID, ChangeRow, Confirmation, Outcome
from ui.theme import Tone
from ui.widgets.text import Span
from wallet.signing.sentence import Sentence

if TYPE_CHECKING:
    from wallet.acts.act import Act
    from wallet.acts.finishing import Finish
    from wallet.acts.prepared import Prepared
    from wallet.acts.replacing import Replacing
    from wallet.chain.receipts import Receipt
    from wallet.flows.signed_terms import SignTerms, ToSign
    from wallet.session import Session
    from wallet.signing.signer import Signer

_TONES = ("ink", "ink2", "ink3", "accent", "bronze", "oxide")


class Preparing:
    """Prepares an act, in the place of what is on its way where `instead` was chosen.

    To be called in the signing lane. Raises WalletError where the act cannot be.
    """

    def __init__(self, session: "Session", act: "Act | Replacing | Finish | SignTerms") -> None:
        self._session, self._act = session, act
        self.instead = False

    def __call__(self) -> Confirmation:
        """Put the act before the person."""
        from wallet.acts.finishing import Finish  # loaded with the chain, late
        from wallet.acts.replacing import Cancel, Instead, SpeedUp  # as above
        from wallet.flows.signed_terms import SignTerms  # as above

        session, act = self._session, self._act
        if isinstance(act, SignTerms):
            return stated(session.terms_to_sign(act.offering), session)
        replaces = isinstance(act, SpeedUp | Cancel | Instead | Finish)
        first = None if replaces else next(iter(session.answers.pending()), None)
        waiting = first if first is not None and first.can_hurry else None
        if self.instead and waiting is not None:
            act = Instead(act, waiting.entry)
        prepared = session.prepare(act)
        on_its_way = waiting.sentence if waiting is not None and len(prepared.requests) == 1 else ""
        return replace(confirmation(prepared, session.device), on_its_way=on_its_way)

    def choose(self, instead: bool) -> None:
        """Take the place of what is on its way, or come after it."""
        self.instead = instead

    def begun(self, reserved: "Prepared") -> None:
        """It waits for its signature now: what is tried again is to finish that, no other."""
        from wallet.acts.finishing import Finish  # as above

        self._act = Finish(reserved.waits[0])


def performing(session: "Session") -> Callable[[Confirmation, Callable[[int], None]], Outcome]:
    """Make the operation that signs and sends what was confirmed."""

    def perform(view: Confirmation, report: Callable[[int], None]) -> Outcome:
        from wallet.flows.signed_terms import ToSign  # loaded with the chain, late

        prepared, signer = cast("Prepared", view.prepared), cast("Signer | None", view.signer)
        if isinstance(view.prepared, ToSign):
            return agreed(session.sign_terms(view.prepared, signer), view.prepared, view)
        return outcome(session.perform(prepared, report, view.left.is_set, signer), view)

    return perform


def stated(wanted: "ToSign", session: "Session") -> Confirmation:
    """Put statements into words; nothing of them is sent."""
    notes = ["Nothing is sent to the network, and it costs nothing."]
    if wanted.later:
        notes.append(f"{wanted.later} more come next: they do not fit into one go.")
    return Confirmation(
        kind="agreeing to terms",
        sentence=joined(wanted.sentences),
        notes=tuple(notes),
        network=session.network.name,
        details=wanted.details,
        button="Sign",
        device=session.device.kind if session.device is not None else "",
        stages=SAID,
        prepared=wanted,
    )


def agreed(count: int, wanted: "ToSign", view: Confirmation) -> Outcome:
    """Say what came of it."""
    what = "It is signed" if count == 1 else f"All {count} are signed"
    return Outcome(
        True,
        (f"{what} and kept among your documents. Hand it to the other side as a file or a code.",),
        details=view.details,
    )


def confirmation(prepared: "Prepared", device: "Signer | None" = None) -> Confirmation:
    """Put a prepared act into words; `device` signs it where no key of this machine does."""
    rows = tuple(
        ChangeRow(row.label, row.now, row.after, tone_of(row.tone)) for row in prepared.changes
    )
    return Confirmation(
        kind=prepared.title,
        sentence=joined(prepared.sentences),
        changes_title=prepared.changes_title,
        changes=rows,
        notes=prepared.notes,
        warnings=prepared.warnings,
        device=device.kind if device is not None else "",
        remark=shown_by(device, prepared),
        fee=prepared.fee,
        network=prepared.network,
        details=prepared.details,
        prepared=prepared,
    )


def shown_by(device: "Signer | None", prepared: "Prepared") -> str:
    """Say what a device will show of it, where it does not show all."""
    from wallet.signing.device import DeviceSigner  # loaded with the chain, late

    if not isinstance(device, DeviceSigner):
        return ""
    return next((said for one in prepared.requests if (said := device.shows(one))), "")


def outcome(receipt: "Receipt", view: Confirmation) -> Outcome:
    """Say what the chain answered."""
    details = f"{view.details}\nblock {receipt.block}, transaction {receipt.tx}"
    if not receipt.ok:
        why = receipt.refused
        sentence = why.sentence if why else "The network refused it, and nothing has changed."
        return Outcome(False, (sentence,), why.next_step if why else "", details, receipt)
    sentences = receipt.sentences or ("It is done, and the network has it on record.",)
    return Outcome(True, sentences, "", details, receipt)


def joined(sentences: Iterable[Sentence]) -> tuple[Span, ...]:
    """Put sentences one after the other, strong parts bold."""
    made: list[Span] = []
    for sentence in sentences:
        if made:
            made.append(Span(" "))
        made.extend(Span(part.text, part.strong) for part in sentence.parts)
    return tuple(made)


def tone_of(name: str) -> Tone:
    """Read a tone as the wallet names it; ink for one that is not known here."""
    return cast(Tone, name) if name in _TONES else "ink"
