"""Looks for people by words, wherever on the network they are, for a picker in a dialog."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.widgets.person_picker import Choice
from wallet.base.money import price_per_share
from wallet.books.finding import Wanted
from wallet.books.people import PersonRow

_OFFERED = 50


def search_people(
    context: Context,
    owner: QWidget,
    words: str,
    then: Callable[[list[Choice]], object],
    but: int = 0,
    issuers: bool = False,
) -> None:
    """Look for people by words, wherever on the network they are, for a picker."""
    answers = context.session.answers

    def look() -> list[Choice]:
        ids = answers.found(Wanted(words=words), _OFFERED).ids
        rows = answers.people_rows(one for one in ids if one != but)
        return [
            Choice(one.person.id, one.person.name, _about(one))
            for one in rows
            if one.person.has_token or not issuers
        ]

    context.tasks.run(look, then, owner=owner)


def _about(one: PersonRow) -> str:
    return one.tagline or ("" if one.reference is None else price_per_share(one.reference))
