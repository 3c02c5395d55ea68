"""A chain of hand-made answers, for acts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wallet.acts.facts import Facts
from wallet.base.errors import WalletError

ME = "0x52908400098527886E0F7030069857D2E4169EE7"
NOW = 1_800_000_000


class Answers:
    """Answers views from a table, and counts what was asked."""

    def __init__(self, answers: dict[tuple[Any, ...], Any]) -> None:
        self.answers = answers
        self.asked: list[tuple[Any, ...]] = []
        self.batches = 0

    def now(self) -> int:
        """The time, in seconds since 1970."""
        return NOW

    def read(self, contract: str, function: str, *args: Any) -> Any:
        """The answer in the table; a refusal as of a node where there is none."""
        key = (contract, function, *args)
        self.asked.append(key)
        if key not in self.answers:
            raise WalletError("The node refused the request.", "", "node.refused")
        return self.answers[key]

    def read_many(self, views: Sequence[tuple[str, str, Sequence[Any]]]) -> list[Any]:
        """The answers in the table, all of them or a refusal."""
        self.batches += 1
        return [self.read(contract, view, *args) for contract, view, args in views]


class Names:
    """Names a few people."""

    def name_of(self, person: int) -> str:
        """The name of a person."""
        return {1: "Alice Moreau", 2: "Bob Okafor"}.get(person, f"Person {person}")


def facts(**answers: Any) -> Facts:
    """Facts of person 1 with `dollars`, and views as `Ledger__sellable__2__1=...`."""
    table: dict[tuple[Any, ...], Any] = {
        ("Registry", "person_of", ME): answers.pop("person", 1),
        ("Dollar", "balanceOf", ME): answers.pop("dollars", 0),
    }
    for name, answer in answers.items():
        contract, view, *args = name.split("__")
        table[(contract, view, *(int(arg) for arg in args))] = answer
    return Facts(Answers(table), Names(), ME)
