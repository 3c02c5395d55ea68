"""From the wallet's prepared act to the confirmation's words, and from a receipt to an outcome."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, cast

from ui.dialogs.sign_view import ChangeRow, Confirmation, Outcome
from ui.theme import Tone
from ui.widgets.text import Span
from wallet.signing.sentence import Sentence

if TYPE_CHECKING:
    from wallet.acts.act import Act
    from wallet.acts.prepared import Prepared
    from wallet.chain.receipts import Receipt
    from wallet.session import Session

_TONES = ("ink", "ink2", "ink3", "accent", "bronze", "oxide")


def preparing(session: "Session", act: "Act") -> Callable[[], Confirmation]:
    """Make the operation that prepares an act; raises WalletError where it cannot be."""
    return lambda: confirmation(session.prepare(act))


def performing(session: "Session") -> Callable[[Confirmation, Callable[[int], None]], Outcome]:
    """Make the operation that signs and sends what was confirmed."""

    def perform(view: Confirmation, report: Callable[[int], None]) -> Outcome:
        return outcome(session.perform(cast("Prepared", view.prepared), report), view)

    return perform


def confirmation(prepared: "Prepared") -> Confirmation:
    """Put a prepared act into words."""
    rows = tuple(
        ChangeRow(row.label, row.now, row.after, tone_of(row.tone)) for row in prepared.changes
    )
    return Confirmation(
        kind=prepared.title,
        sentence=joined(prepared.sentences),
        changes_title=prepared.changes_title,
        changes=rows,
        notes=prepared.notes,
        fee=prepared.fee,
        network=prepared.network,
        details=prepared.details,
        prepared=prepared,
    )


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
