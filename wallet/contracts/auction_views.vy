# pragma version ~=0.4.3
# pragma nonreentrancy on
"""
@title What an auction answers: its clock, its orders, and what would clear
@license AGPL-3.0-only
"""

import auction_clock
import bold
import clearing as pricing
import judging
import order_book

uses: order_book
uses: judging


struct AuctionInfo:
    number: uint256
    opened: uint256  # 0: none runs
    start: uint256
    end: uint256
    sells_until: uint256
    early_until: uint256
    halted_until: uint256
    restarts: uint256
    extended: bool
    settling: bool
    cancelled: bool
    last_settled: uint256
    next_open: uint256


struct Order:
    person: uint256
    side: uint8  # 0 none, 1 sell, 2 buy
    units: uint256
    price: uint256
    seq: uint256
    placed: uint256  # of a buy
    expires: uint256  # of a buy


PAUSE: constant(uint256) = 86400


@view
@external
def auction(token: uint256) -> AuctionInfo:
    """
    @notice The auction that runs, or when the next one may open.
    """
    c: auction_clock.Clock = order_book.clock(token)
    info: AuctionInfo = AuctionInfo(
        number=c.number,
        opened=c.opened,
        start=c.start,
        end=c.end,
        sells_until=0,
        early_until=0,
        halted_until=max(c.halted_until, c.stopped_until),
        restarts=c.restarts,
        extended=c.extended,
        settling=c.settling,
        cancelled=c.cancelled,
        last_settled=c.last_settled,
        next_open=self._can_open_at(c),
    )
    if c.opened != 0:
        info.sells_until = c.end - bold.at(c.numbers, bold.SELLS_CLOSE)
        info.early_until = auction_clock.early_until(c)
    return info


@view
@external
def can_open_at(token: uint256) -> uint256:
    """
    @notice From when on a sell may open an auction; 0 while one runs or where none ever did.
    """
    return self._can_open_at(order_book.clock(token))


@view
@internal
def _can_open_at(c: auction_clock.Clock) -> uint256:
    if c.opened != 0:
        return 0
    stopped: uint256 = max(c.halted_until, c.stopped_until)
    return max(stopped, c.last_settled + PAUSE if c.last_settled != 0 else 0)


@view
@external
def settling(token: uint256) -> bool:
    """
    @notice Whether an auction of the token is priced and not all of it filled yet: until then its
            shares move in no other way.
    """
    return auction_clock.is_settling(order_book.clocks[token])


@view
@external
def order(token: uint256, person: uint256) -> Order:
    """
    @notice A person's order; side 0 where there is none.
    """
    word: uint256 = order_book.standing(token, person)
    return self._order(person, word, order_book.heads[token]) if word != 0 else empty(Order)


@view
@external
def orders(token: uint256, side: uint8) -> DynArray[Order, 64]:
    """
    @notice The orders of a side, as they lie in the book.
    """
    found: DynArray[Order, 64] = []
    # Not by `demand`, whose memory would then lie behind this array, whoever calls it.
    assert side == 1 or side == 2, "BAD_SIDE"
    base: uint256 = 0 if side == 1 else 64
    head: uint256 = order_book.heads[token]
    for slot: uint256 in range(64):
        if (head >> (slot + base)) & 1 == 1:
            seats: uint256 = order_book.seats[token][slot // 4]
            person: uint256 = (seats >> (base * 2 + slot % 4 * 32)) & (2**32 - 1)
            found.append(self._order(person, order_book.orders[token][person], head))
    return found


# This one calls nothing that a settlement calls: functions that are shared with a view that
# answers in arrays would have their memory behind those arrays, and a settlement pays for it.
@pure
@internal
def _order(person: uint256, word: uint256, head: uint256) -> Order:
    """
    @notice What an order's word says, and the raises of its book.
    """
    side: uint256 = (word >> 252) & 3
    found: Order = Order(
        person=person,
        side=convert(side, uint8),
        units=word & (2**84 - 1),
        price=(word >> 84) & (2**64 - 1),
        seq=(word >> 148) & (2**32 - 1),
        placed=0,
        expires=0,
    )
    if side == 1:
        raised: uint256 = (head >> 160) & (2**64 - 1)
        found.price = min(found.price + raised - ((word >> 180) & (2**64 - 1)), 2**64 - 1)
    else:
        found.placed = (word >> 180) & (2**32 - 1)
        found.expires = (word >> 212) & (2**32 - 1)
    return found


@view
@external
def clearing(token: uint256) -> (uint256, uint256):
    """
    @notice At what price, and how many units, would clear if it ended now.
    """
    c: auction_clock.Clock = order_book.clock(token)
    if c.opened == 0:
        c.opened = block.timestamp
        c.start = block.timestamp
    judged: bool = not c.settling
    sells: DynArray[uint256, pricing.MAX_ORDERS] = judging.gather(token, 1, c, judged)
    buys: DynArray[uint256, pricing.MAX_ORDERS] = judging.gather(token, 2, c, judged)
    if judged:
        buys = judging.allowed(token, buys)
    o: pricing.Outcome = judging.outcome(token, sells, buys)
    return o.price, o.units
