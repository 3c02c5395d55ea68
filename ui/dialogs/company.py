"""One declared part of a company in full, with what can be done about it."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.widgets.button import Button
from ui.widgets.details import Details
from ui.widgets.dialog import Dialog
from ui.widgets.facts import Facts
from wallet.base.clock import date_of
from wallet.base.money import dollars
from wallet.books.companies import Stake
from wallet.books.persons import name_list

PRIVATE = "known only where it was declared"


class CompanyDialog(Dialog):
    """Shows a stake; `ask`, `report` and `amend` are its steps, where they can be taken."""

    def __init__(
        self,
        stake: Stake,
        ask: Callable[[], object],
        report: Callable[[], object],
        parent: QWidget | None = None,
        amend: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(stake.company, parent)
        self.facts = Facts()
        self.facts.show_facts(_facts(stake))
        self.add(self.facts)
        self.details = Details(
            f"stake {stake.id}\ncompany {stake.company_key}\ncommitment {stake.commitment}\n"
            f"package {stake.package_hash}"
        )
        self.add(self.details)
        self.add_button(Button("Close", self.reject))
        self.amend: Button | None = None
        if amend is not None and stake.mine and stake.units is not None:
            change = amend
            self.amend = self.add_button(Button("Amend it", lambda: self._leave(change)))
        if stake.attested_at is None:
            self.add_button(Button("Ask the attestors", lambda: self._leave(ask), kind="primary"))
        elif stake.status != "sold":
            self.add_button(Button("Report a sale", lambda: self._leave(report), kind="primary"))

    def _leave(self, step: Callable[[], object]) -> None:
        self.accept()
        step()


def _facts(stake: Stake) -> list[tuple[str, str]]:
    units = PRIVATE if stake.units is None else f"{stake.units:,} shares"
    cost = PRIVATE if stake.cost is None else dollars(stake.cost)
    acquired = PRIVATE if stake.acquired is None else date_of(stake.acquired)
    facts = [
        ("You declared", units),
        ("You paid", cost),
        ("You got them", acquired),
        ("Declared", date_of(stake.declared_at)),
        ("Attestors", name_list(one.name for one in stake.attestors)),
    ]
    if stake.version > 1:
        facts.append(("Amended", f"{stake.version - 1} times" if stake.version > 2 else "once"))
    if stake.attested_at is None:
        facts.append(("Confirmed", "not yet" if stake.version < 2 else "not since it was amended"))
    else:
        facts.append(("Confirmed", date_of(stake.attested_at)))
        counts = date_of(stake.cost_counts_from or stake.attested_at)
        facts.append(("The cost counts", f"in sales that close from {counts} on"))
    if stake.sold_units:
        facts.append(("Sold since", f"{stake.sold_units:,} shares"))
    return facts
