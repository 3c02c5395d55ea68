"""What really happened outside, whatever anyone reports: companies founded and sold."""

from __future__ import annotations

from dataclasses import dataclass, field

from wallet.rules.companies import Exit


@dataclass
class Sale:
    """A company, or the stake in it, sold. Money in base units of the dollar."""

    number: int
    owner: int
    company: str
    closed_at: int
    proceeds: int
    cost: int
    """What the stake really cost."""
    stake: int | None = None
    """Its place among the declared stakes, if it was declared."""
    exits: list[int] = field(default_factory=list)
    """The exits that its owner reported of it."""
    found: bool = False


class Truth:
    """All sales, and what of each is not reported."""

    def __init__(self, exits: dict[int, Exit]) -> None:
        self.sales: list[Sale] = []
        self._exits = exits

    def happen(
        self, owner: int, company: str, now: int, proceeds: int, cost: int, stake: int | None
    ) -> Sale:
        """A company is sold now."""
        sale = Sale(len(self.sales) + 1, owner, company, now, proceeds, cost, stake)
        self.sales.append(sale)
        return sale

    def about(self, owner: int, company: str) -> Sale | None:
        """The sale that a report is about, if there was one."""
        for sale in self.sales:
            if (sale.owner, sale.company) == (owner, company):
                return sale
        return None

    def behind(self, number: int) -> Sale | None:
        """The sale that was reported under an exit's number."""
        return next((sale for sale in self.sales if number in sale.exits), None)

    def hidden(self, sale: Sale) -> int:
        """What a sale fetched beyond what its owner reported; a cost is counted there, or lost."""
        return max(0, sale.proceeds - sum(self._exits[number].proceeds for number in sale.exits))
