"""A chain of hand-made answers, for acts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wallet.acts.facts import Facts
from wallet.acts.records import ExitRecord, StakeRecord
from wallet.base.errors import WalletError
from wallet.contracts.numbers import GROUPS

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
        if (contract, function) == ("Rules", "number") and key not in self.answers:
            return list(GROUPS.values())[args[0]][args[1]].printed
        if key not in self.answers:
            raise WalletError("The node refused the request.", "", "node.refused")
        return self.answers[key]

    def read_many(self, views: Sequence[tuple[str, str, Sequence[Any]]]) -> list[Any]:
        """The answers in the table, all of them or a refusal."""
        self.batches += 1
        return [self.read(contract, view, *args) for contract, view, args in views]


class Names:
    """Names a few people, and knows the papers of stake 1 and its exit 1."""

    def stake_records(self, stake: int) -> tuple[StakeRecord, ...]:
        """Two versions of stake 1, the first of them attested long ago."""
        if stake != 1:
            return ()
        hashes = (bytes(32), bytes(32), bytes(32))
        old = StakeRecord(1, 1, *hashes, (4, 5, 6), NOW - 10**8, NOW - 10**8 + 60)
        return old, StakeRecord(2, 1, *hashes, (4, 5, 6), NOW - 60, None)

    def exit_record(self, exit_: int) -> ExitRecord | None:
        """Exit 1 of stake 1."""
        if exit_ != 1:
            return None
        return ExitRecord(1, 1, 1_000, 9, 1, 2, 6, NOW - 60, NOW, (4, 5, 6), bytes(32))

    def decision_call(self, decision: int) -> tuple[str, bytes] | None:
        """No decision."""
        return None

    def name_of(self, person: int) -> str:
        """The name of a person."""
        return {1: "Alice Moreau", 2: "Bob Okafor"}.get(person, f"Person {person}")


def facts(**answers: Any) -> Facts:
    """Facts of person 1 with `dollars`, and views as `Ledger__sellable__2__1=...`."""
    table: dict[tuple[Any, ...], Any] = {
        ("Registry", "person_of", ME): answers.pop("person", 1),
        ("Dollar", "balanceOf", ME): answers.pop("dollars", 0),
        ("Rules", "number", 3, 0): 90 * 86_400,
    }
    for name, answer in answers.items():
        contract, view, *args = name.split("__")
        table[(contract, view, *(int(arg) for arg in args))] = answer
    return Facts(Answers(table), Names(), ME)
