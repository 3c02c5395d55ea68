"""Short scenes, told act by act: what in a random run would have to be waited for."""

from __future__ import annotations

from typing import ClassVar

from tests.simulate.replay.doing import Doing
from wallet.rules.compliance import Row
from wallet.rules.units import DAY, HOUR, PRICE_UNITS, S

PRICE = 1_234_567_891_011
MOST = S // 10_000 + 7


class Scene(Doing):
    """Eight people of whom the sixth has no document; the first issues token 1, and so on."""

    def __init__(self) -> None:
        super().__init__(0, people=8)
        for name, number in self.numbers.items():
            setattr(self.net.numbers, name, number)

    numbers: ClassVar[dict[str, int]] = {}
    """Numbers that are not as the rules print them."""

    def wait(self, seconds: int) -> None:
        """Let time pass."""
        self.net.now += seconds

    def raised(self, issuer: int, buyers: tuple[int, ...], lockup: int = 0) -> int:
        """An issuer sells shares to some, who take them; the offering's place."""
        if issuer not in self.net.tokens:
            self.issue(issuer)
        self.offer(issuer, 1, MOST, PRICE, self.now + 3 * DAY, lockup, Row())
        number = len(self.rules.offerings.raises) - 1
        for buyer in buyers:
            self.commit(number, buyer, MOST // len(buyers) - buyer)
        self.wait(3 * DAY)
        self.close(number)
        self.take(number, list(range(len(buyers))))
        self.wait(3 * DAY)
        self.pay_out(number)
        return number

    def sold(self, stake: int, proceeds: int, ago: int) -> int:
        """A stake is sold, so long ago, and the exit attested; its number."""
        self.report_exit(stake, 1, proceeds, 0, self.now - ago, 0)
        exit_ = self.rules.companies.count
        self.attest_exit(exit_)
        return exit_


def a_sale() -> Scene:
    """Somebody with holders of their own sells all they have, to buyers who come early and late."""
    scene = Scene()
    scene.raised(1, (2, 3, 4))
    scene.raised(2, (3, 4, 5))
    units = scene.net.sellable(1, 2)
    for who in (5, 7):
        scene.buy(1, who, units // 4, 2 * PRICE - who)
    scene.withdraw_order(1, 5)
    scene.sell(1, 2, units, PRICE + PRICE // 3)
    scene.buy(1, 5, units // 3, 2 * PRICE - 1)
    scene.wait(13 * HOUR)
    scene.buy(1, 8, units, 2 * PRICE - 3)
    scene.wait(2 * DAY)
    scene.settle(1)
    for who in (3, 4, 5):
        scene.claim(2, who, 0)
    return scene


def a_late_report() -> Scene:
    """Exits come to light long after they closed: debts are overdue at once, and paid in parts."""
    scene = Scene()
    scene.raised(1, (2, 3, 4))
    scene.raised(2, (1, 3))
    scene.declare(1, 5, 0)
    later = scene.sold(1, 7_654_321_000, 70 * DAY)
    sooner = scene.sold(1, 1_234_567_000, 200 * DAY)
    scene.wait(17 * DAY + 1)
    scene.pay_debt(later, 5, 123_457)
    scene.distribute(2, 9_983)
    scene.claim(2, 1, 1)
    scene.pay_debt(sooner, 1, 10**15)
    scene.pay_debt(later, 1, 10**15)
    return scene


def a_locked_raise() -> Scene:
    """What is bought in an offering is locked, and cannot be sold at once."""
    scene = Scene()
    number = scene.raised(1, (2, 3, 4), lockup=9 * DAY)
    scene.believe(number, [0, 1, 2])
    return scene


def a_report() -> Scene:
    """Somebody reports, is answered, and is right."""
    scene = Scene()
    scene.raised(1, (2, 3, 4))
    scene.commit_report(5, 1, "GB-COH:1", scene.now - 40 * DAY, 0)
    scene.wait(HOUR)
    scene.reveal(1)
    scene.answer(1)
    scene.rule_report(1, "upheld", 50_000_000_001, True)
    return scene


def a_debt_from_before() -> Scene:
    """A debt comes to light within an auction, that was due before the auction opened."""
    scene = Scene()
    scene.raised(1, (2, 3, 4))
    scene.raised(5, (2, 3))
    scene.declare(5, 1, 0)
    units = scene.net.sellable(1, 2)
    scene.sell(1, 2, units, PRICE)
    scene.buy(1, 5, 200 * 10**6 * PRICE_UNITS // PRICE, PRICE)
    scene.sold(1, 5_000_000_000, 70 * DAY)
    scene.wait(2 * DAY)
    scene.settle(1)
    return scene


def a_busy_day() -> Scene:
    """Auctions, offerings, cases and reports that are all under way when the day ends."""
    scene = Scene()
    for issuer in (1, 2):
        scene.raised(issuer, (3, 4, 5))
    for issuer, owner in ((1, 7), (2, 8)):
        scene.buy(issuer, owner, MOST // 5, PRICE + issuer)
        scene.sell(issuer, 3, MOST // 9, PRICE - issuer)
        scene.sell(issuer, 4, MOST // 8, PRICE + 2 * issuer)
    scene.buy(1, 6, 500 * 10**6 * PRICE_UNITS // PRICE, PRICE)
    scene.halt(2, scene.now + 5 * HOUR)
    scene.declare(1, 100, 10**8)
    scene.attest_stake(1)
    scene.amend(1, 90, 10**9)
    scene.sold(1, 5 * 10**9, 40 * DAY)
    for proceeds in (10**9, 2 * 10**9):
        scene.report_exit(1, 7, proceeds, 55, scene.now - 3 * DAY, 1)
        scene.open_window(scene.rules.companies.count, 7)
    scene.dispute(scene.rules.companies.count, 8)
    scene.commit_report(7, 2, "GB-COH:1", scene.now - 50 * DAY, 5_000)
    scene.commit_report(8, 2, "GB-COH:2", 0, 0)
    scene.wait(HOUR)
    scene.reveal(1)
    scene.answer(1)
    scene.freeze(4, scene.now + 9 * DAY)
    scene.strike(8)
    scene.renew(6, scene.now + 90 * DAY, True, 250, True)
    return scene


SCENES = (a_sale, a_late_report, a_locked_raise, a_report, a_debt_from_before)
