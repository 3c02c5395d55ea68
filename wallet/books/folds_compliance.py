"""What events of compliance mean: regimes, and what people may invest."""

from __future__ import annotations

from typing import Final

from wallet.books.rows import Rows
from wallet.chain.logs import Event


def _regime_added(rows: Rows, event: Event) -> None:
    said = event.fields
    rows.add("regime", id=said["regime"], name=said["name"], source=said["source"])


def _limit_set(rows: Rows, event: Event) -> None:
    said = event.fields
    rows.change("person", said["person"], yearly=said["yearly"], yearly_until=said["expires"])


def _spent(rows: Rows, event: Event) -> None:
    rows.change("person", event.fields["person"], spent=event.fields["spent"])


FOLDS: Final = {
    "RegimeAdded": _regime_added,
    "LimitSet": _limit_set,
    "Spent": _spent,
}
