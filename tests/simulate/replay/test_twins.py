"""A model with one small mistake does not agree with the contracts, and the replay says where."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.simulate.replay.scenes import Scene, a_late_report, a_locked_raise, a_report, a_sale
from wallet.rules import offerings
from wallet.rules.companies import Companies
from wallet.rules.compliance import Law
from wallet.rules.debts import DOUBLED_AFTER, Debt
from wallet.rules.ledger import Network
from wallet.rules.order_book import Call
from wallet.rules.settling import Settling
from wallet.rules.units import PER_SHARE, S, worth
from wallet.rules.watching import Report, Watching
from wallet.simulate.replay.bench import Bench
from wallet.simulate.replay.result import judge

Patch = pytest.MonkeyPatch


def a_siphon_rounded_down(patch: Patch) -> None:
    def siphon(net: Network, issuer: int, gain: int) -> int:
        token = net.tokens.get(issuer)
        if token is None or token.outside == 0:
            return 0
        each = gain * PER_SHARE // S
        token.earned += each
        return each * token.outside // PER_SHARE

    patch.setattr(Network, "siphon", siphon)


def buyers_who_pay_rounded_down(patch: Patch) -> None:
    patch.setattr(offerings, "price_of", worth)


def interest_rounded_down(patch: Patch) -> None:
    def pay(debt: Debt, amount: int, now: int, outside: int) -> None:
        share = amount if debt.creditor else amount * S // outside
        settles = share * DOUBLED_AFTER // (DOUBLED_AFTER + debt.rate * debt.late(now))
        debt.gain -= min(debt.gain, settles + 1)

    patch.setattr(Debt, "pay", pay)


def a_late_buyer_believed(patch: Patch) -> None:
    patch.setattr(Settling, "_early", lambda *_: True)


def a_debt_due_a_second_later(patch: Patch) -> None:
    owe: Callable[..., Debt | None] = Companies._owe

    def later(exits: Companies, number: int, gain: int, since: int) -> Debt | None:
        return owe(exits, number, gain, since + 1)

    patch.setattr(Companies, "_owe", later)


def debts_in_the_order_of_their_numbers(patch: Patch) -> None:
    def overdue(net: Network, person: int) -> list[Debt]:
        return [debt for debt in net.open_debts(person) if debt.due < net.now]

    patch.setattr(Network, "overdue_debts", overdue)


def a_holder_who_sold_all_and_still_counts(patch: Patch) -> None:
    recount: Callable[..., None] = Law.recount

    def counting(law: Law, net: Network, token: int, *people: Any) -> None:
        before = dict(law.seats.get(token, {}))
        recount(law, net, token, *people)
        law.seats[token] = {**before, **law.seats[token]}

    patch.setattr(Law, "recount", counting)


def a_bond_a_unit_short(patch: Patch) -> None:
    commit: Callable[..., None] = Watching.commit

    def short(watching: Watching, net: Network, report: Report) -> None:
        commit(watching, net, report)
        net.people[report.reporter].cash += 1
        net.pool -= 1

    patch.setattr(Watching, "commit", short)


def a_place_that_is_not_the_first_free_one(patch: Patch) -> None:
    def seat(call: Call, side: dict[int, Any], order: Any) -> None:
        order.slot = len(side) + 1
        side[order.person] = order

    patch.setattr(Call, "seat", seat)


def a_lot_locked_a_second_longer(patch: Patch) -> None:
    give: Callable[..., Any] = Network.give_lot

    def longer(net: Network, *args: int) -> Any:
        *others, unlocks = args
        return give(net, *others, unlocks + 1 if unlocks else 0)

    patch.setattr(Network, "give_lot", longer)


def a_strike_forgotten(patch: Patch) -> None:
    patch.setattr(Watching, "strike", lambda *_: None)


TWINS: list[tuple[Callable[[Patch], None], Callable[[], Scene], str]] = [
    (a_siphon_rounded_down, a_sale, "in ledger"),
    (buyers_who_pay_rounded_down, a_sale, "paid"),
    (interest_rounded_down, a_late_report, "gain"),
    (a_late_buyer_believed, a_sale, "cost"),
    (a_debt_due_a_second_later, a_late_report, "first due"),
    (debts_in_the_order_of_their_numbers, a_late_report, "gain"),
    (a_holder_who_sold_all_and_still_counts, a_sale, "holders"),
    (a_bond_a_unit_short, a_report, "in wallet"),
    (a_place_that_is_not_the_first_free_one, a_sale, "slot"),
    (a_lot_locked_a_second_longer, a_locked_raise, "unlocks"),
    (a_strike_forgotten, a_report, "strikes"),
]


@pytest.mark.parametrize(
    ("twin", "tell", "figure"), TWINS, ids=[twin.__name__ for twin, _, _ in TWINS]
)
def test_a_small_mistake_of_the_model_is_seen(
    twin: Callable[[Patch], None],
    tell: Callable[[], Scene],
    figure: str,
    bench: Bench,
    monkeypatch: Patch,
) -> None:
    twin(monkeypatch)
    said = [sentence for sample in tell().tap.samples for sentence in judge(sample, bench)]
    assert any(figure in sentence for sentence in said), "\n".join(said)
