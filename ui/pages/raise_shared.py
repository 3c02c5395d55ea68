"""What both sides of a raise are shown alike: how far it is, and the link that leads to it."""

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.show_code import ShowCodeDialog
from ui.widgets.parts_bar import Part
from wallet.base.money import dollars, money_of
from wallet.books.raising import Offering
from wallet.flows.places import Place


def progress_parts(offer: Offering) -> tuple[Part, ...]:
    """Committed, what is missing to the least, and what is left to the most."""
    sold = min(offer.committed_units, offer.units_max)
    missing = max(0, offer.units_min - sold)
    left = max(0, offer.units_max - max(sold, offer.units_min))
    price = offer.price
    parts = [Part(f"committed {dollars(money_of(sold, price))}", sold, "accent")]
    if missing:
        parts.append(Part(f"missing to the least {dollars(money_of(missing, price))}", missing,
                          "bronze"))  # fmt: skip
    else:
        parts.append(Part("the least is reached", 0, "accent"))
    parts.append(Part(f"left to the most {dollars(money_of(left, price))}", left, "line"))
    waiting = offer.committed_units - offer.units_max
    if waiting > 0:
        parts.append(Part(f"waiting in line {dollars(money_of(waiting, price))}", 0, "ink2"))
    return tuple(parts)


def share_raise(context: Context, offer: Offering, parent: QWidget) -> None:
    """Show the link and the code that lead to a raise; the terms go along where they are short."""
    session = context.session
    context.tasks.run(
        lambda: session.place("offering", offer.id),
        lambda place: _show(context, offer, place, parent),
        context.messages.tell_error,
        owner=parent,
    )


def _show(context: Context, offer: Offering, place: Place, parent: QWidget) -> None:
    """The dialog, with the terms as a file where the link does not carry them."""
    carries = place.carries
    files = []
    if place.terms:
        ending = "json" if place.terms.startswith("{") else "txt"
        files.append(
            (
                "Save the terms as a file",
                f"terms-{offer.id}.{ending}",
                lambda: place.terms.encode(),
            )
        )
    along = (
        "The terms go along in the link."
        if carries
        else "The terms are too long for a link: send their file with it."
        if place.terms
        else "The terms are not on this computer, so the link does not have them."
    )
    if carries and place.code != place.link:
        along = "The terms go along in the link; the code leads to the raise without them."
    ShowCodeDialog(
        context,
        "Show this raise to others",
        f"Whoever has this wallet on {context.session.network.name} comes to the raise of "
        f"{offer.issuer.name} by this link or code. {along}",
        place.code,
        place.link,
        tuple(files),
        parent,
    ).open()
