"""What events of compliance mean: regimes, and what people may invest."""

from __future__ import annotations

from typing import Final

from wallet.books.store import Tables
from wallet.chain.logs import Event


def _regime_added(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.add("regime", id=said["regime"], name=said["name"], source=said["source"])


def _limit_set(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.run(
        "UPDATE person SET yearly = ?, yearly_until = ? WHERE id = ?",
        str(said["yearly"]),
        said["expires"],
        said["person"],
    )


def _spent(tables: Tables, event: Event) -> None:
    said = event.fields
    tables.run("UPDATE person SET spent = ? WHERE id = ?", str(said["spent"]), said["person"])


FOLDS: Final = {
    "RegimeAdded": _regime_added,
    "LimitSet": _limit_set,
    "Spent": _spent,
}
