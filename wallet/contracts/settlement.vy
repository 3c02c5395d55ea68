# pragma version ~=0.4.3
"""
@title Settlement: pricing and filling an auction
@license AGPL-3.0-only
@notice What stands is judged once, then there is one price, then pairs of orders are filled, in
        as many steps as the callers like. No order can make a step fail: what cannot be
        delivered is credited by the ledger.
@dev Between steps only the fills are remembered: orders that are done have left the book, those
     that stand are sorted anew, and how far the first of each side is filled lies in `partial`.
"""

from interfaces import ILedger
import auction_clock
import bold
import clearing
import judging
import order_book
import order_word as order

uses: order_book
uses: judging


event AuctionExtended:
    token: indexed(uint256)
    end: uint256


event AuctionPriced:
    token: indexed(uint256)
    number: uint256
    price: uint256
    units: uint256
    low: uint256
    high: uint256


event BoughtBack:
    token: indexed(uint256)
    seller: indexed(uint256)
    n: uint256
    units: uint256
    premium: uint256


event AuctionSettled:
    token: indexed(uint256)
    number: uint256
    price: uint256
    units: uint256
    money: uint256


# What a step of the filling works on.
struct Fill:
    token: uint256
    price: uint256
    reference: uint256  # from before the auction
    units: uint256  # that trade in all
    sold: uint256  # of the first sell, in earlier steps
    bought: uint256  # of the first buy, in earlier steps
    pairs: uint256  # that this step may still fill
    gone: uint256  # the slots, as in the head word, of orders that are done


ledger: immutable(ILedger)

# token -> price 64 | reference before 64 | units 84, while an auction is filled in steps.
priced: HashMap[uint256, uint256]
# token -> sold of the first sell 84 | bought of the first buy 84, while it is.
partial: HashMap[uint256, uint256]
# token -> how many fills were the issuer's own, and each of them:
# seller 32 | units 84 | when 32 | paid above the reference price 108, from the lowest bit up.
buyback_count: HashMap[uint256, uint256]
buyback_words: HashMap[uint256, HashMap[uint256, uint256]]


@deploy
def __init__(ledger_: ILedger):
    ledger = ledger_


@internal
def start(token: uint256, clock: auction_clock.Clock, pairs: uint256):
    """
    @notice Judges and prices an auction that has run out, and begins to fill it.
    @param pairs How many pairs of orders this step may fill.
    """
    c: auction_clock.Clock = clock
    sells: DynArray[uint256, clearing.MAX_ORDERS] = judging.gather(token, order.SELL, c, True)
    buys: DynArray[uint256, clearing.MAX_ORDERS] = judging.gather(token, order.BUY, c, True)
    buys = judging.allowed(token, buys)
    o: clearing.Outcome = judging.outcome(token, sells, buys)
    reference: uint256 = staticcall ledger.reference(token)
    if o.units != 0 and reference != 0 and not c.extended:
        if 2 * o.price < reference or o.price > 2 * reference:
            c.extended = True
            c.end = block.timestamp + bold.at(c.numbers, bold.EXTENSION)
            order_book.set_clock(token, c)
            log AuctionExtended(token=token, end=c.end)
            return
    # From here on news finds the auction priced. It must be written before money moves: paying
    # someone can pay off a debt, which is news.
    c.settling = True
    order_book.set_clock(token, c)
    if len(sells) != 0 and clearing.is_out(sells[len(sells) - 1]):
        self.release_out(token, sells)
    if len(buys) != 0 and clearing.is_out(buys[len(buys) - 1]):
        self.release_out(token, buys)
    if o.units != 0:
        log AuctionPriced(
            token=token, number=c.number, price=o.price, units=o.units, low=o.low, high=o.high
        )
        volume: uint256 = bold.at(c.numbers, bold.REFERENCE_VOLUME) * 10**6
        after: uint256 = clearing.reference_after(o, reference, volume)
        if after != reference:
            extcall ledger.set_reference(token, after)
    self.fill(
        Fill(
            token=token,
            price=o.price,
            reference=reference,
            units=o.units,
            sold=0,
            bought=0,
            pairs=pairs,
            gone=0,
        ),
        c,
        sells,
        buys,
    )


@internal
def resume(token: uint256, c: auction_clock.Clock, pairs: uint256):
    """
    @notice Goes on filling an auction that is priced.
    @param pairs How many pairs of orders this step may fill.
    """
    sells: DynArray[uint256, clearing.MAX_ORDERS] = judging.gather(token, order.SELL, c, False)
    buys: DynArray[uint256, clearing.MAX_ORDERS] = judging.gather(token, order.BUY, c, False)
    word: uint256 = self.priced[token]
    done: uint256 = self.partial[token]
    self.fill(
        Fill(
            token=token,
            price=word & order_book.MASK_64,
            reference=(word >> 64) & order_book.MASK_64,
            units=word >> 128,
            sold=done & order.MAX_UNITS,
            bought=done >> 84,
            pairs=pairs,
            gone=0,
        ),
        c,
        sells,
        buys,
    )


@internal
def release_out(token: uint256, keys: DynArray[uint256, clearing.MAX_ORDERS]):
    """
    @notice Releases the orders that do not stand.
    """
    for key: uint256 in keys:
        if clearing.is_out(key):
            person: uint256 = clearing.person(key)
            word: uint256 = order_book.orders[token][person]
            order_book.release(token, person, word, convert(key & 255, uint8))


@internal
def fill(
    given: Fill,
    c: auction_clock.Clock,
    sells: DynArray[uint256, clearing.MAX_ORDERS],
    buys: DynArray[uint256, clearing.MAX_ORDERS],
):
    """
    @notice Fills pairs until all is filled or the step is full.
    """
    f: Fill = given
    i: uint256 = 0
    j: uint256 = 0
    for _: uint256 in range(2 * clearing.MAX_ORDERS):
        if i == len(sells) or j == len(buys):
            break
        if clearing.is_out(sells[i]) or clearing.is_out(buys[j]):
            break
        if clearing.buy_price(buys[j]) < clearing.sell_price(sells[i]):
            break
        if f.pairs == 0:
            self.priced[f.token] = f.price | (f.reference << 64) | (f.units << 128)
            self.partial[f.token] = f.sold | (f.bought << 84)
            order_book.heads[f.token] &= ~f.gone
            return
        left: uint256 = clearing.units(sells[i]) - f.sold
        wanted: uint256 = clearing.units(buys[j]) - f.bought
        part: uint256 = min(left, wanted)
        t: ILedger.Trade = self.trade(f, sells[i], buys[j], part)
        extcall ledger.trade(t)
        if t.buyer == t.token:
            self.note_buyback(t, f.reference)
        f.pairs -= 1
        f.sold += part
        f.bought += part
        if part == left:
            f.gone |= 1 << clearing.slot(sells[i])
            f.sold = 0
            i += 1
        if part == wanted:
            f.gone |= self.end_buy(f, buys[j])
            f.bought = 0
            j += 1
    if f.bought != 0:
        f.gone |= self.end_buy(f, buys[j])
    for k: uint256 in range(i, len(sells), bound=clearing.MAX_ORDERS):
        if clearing.is_out(sells[k]):
            break
        self.end_sell(f.token, sells[k], f.sold if k == i else 0)
        f.gone |= 1 << clearing.slot(sells[k])
    self.close(f, c)


@internal
def note_buyback(t: ILedger.Trade, reference: uint256):
    """
    @notice Keeps what an issuer bought back, in case it comes to light that the seller did not
            know of an exit.
    """
    n: uint256 = self.buyback_count[t.token]
    self.buyback_count[t.token] = n + 1
    worth: uint256 = clearing.cost_down(t.units, reference)
    premium: uint256 = t.proceeds - min(t.proceeds, worth)
    self.buyback_words[t.token][n] = (
        t.seller | (t.units << 32) | (block.timestamp << 116) | (premium << 148)
    )
    log BoughtBack(token=t.token, seller=t.seller, n=n, units=t.units, premium=premium)


@view
@internal
def trade(f: Fill, sell: uint256, buy: uint256, part: uint256) -> ILedger.Trade:
    """
    @notice What a pair pays and gets. Each side's money is rounded over all that its order has
            traded so far, so that trading in parts costs nobody a cent.
    """
    bought: uint256 = f.bought + part
    paid_before: uint256 = clearing.cost_up(f.bought, f.price)
    paid_after: uint256 = clearing.cost_up(bought, f.price)
    early: bool = (buy & judging.IS_EARLY) != 0
    cap: uint256 = 2 * f.reference if early else f.reference
    return ILedger.Trade(
        token=f.token,
        seller=clearing.person(sell),
        buyer=clearing.person(buy),
        units=part,
        paid=paid_after - paid_before,
        proceeds=clearing.cost_down(f.sold + part, f.price) - clearing.cost_down(f.sold, f.price),
        believed=clearing.believed(paid_after, bought, cap, early)
        - clearing.believed(paid_before, f.bought, cap, early),
        believed_if_joined=clearing.believed(paid_after, bought, f.reference, False)
        - clearing.believed(paid_before, f.bought, f.reference, False),
        unlocks=0,
        first=f.bought == 0,
    )


@internal
def end_buy(f: Fill, buy: uint256) -> uint256:
    """
    @notice Gives back what a filled buy laid in above the price; a part that is left stands on.
    @return The order's slot, as in the head word, if nothing is left of it.
    """
    person: uint256 = clearing.person(buy)
    limit: uint256 = clearing.buy_price(buy)
    units: uint256 = clearing.units(buy)
    money: uint256 = clearing.cost_up(units, limit) - clearing.cost_up(f.bought, f.price)
    rest: uint256 = units - f.bought
    if rest != 0:
        # Reading: a part that is left stands on for as many units as its money still pays for.
        # Filled at its own limit and rounded up twice, an order can be one base unit short:
        # 3 units at a limit of a half cost 2, and 1 + 1 of them 1 + 1, but 1 + 2 of 4 cost 3.
        rest = min(rest, money * clearing.SCALE // limit)
    if rest != 0:
        word: uint256 = order_book.orders[f.token][person]
        order_book.orders[f.token][person] = order.with_units(word, rest)
        money -= clearing.cost_up(rest, limit)
    if money != 0:
        order_book.pay_back(person, order_book.orders[f.token][person], money)
    dropped: uint256 = units - f.bought - rest
    if money + dropped != 0:
        log order_book.OrderReleased(
            token=f.token,
            person=person,
            side=convert(order.BUY, uint8),
            units=dropped,
            money=money,
            reason=order_book.SURPLUS,
        )
    return 1 << (64 + clearing.slot(buy)) if rest == 0 else 0


@internal
def end_sell(token: uint256, sell: uint256, sold: uint256):
    """
    @notice Releases what a sell did not sell.
    """
    person: uint256 = clearing.person(sell)
    rest: uint256 = clearing.units(sell) - sold
    extcall ledger.unreserve(token, person, rest)
    log order_book.OrderReleased(
        token=token,
        person=person,
        side=convert(order.SELL, uint8),
        units=rest,
        money=0,
        reason=order_book.NOT_TRADED,
    )


@internal
def close(f: Fill, clock: auction_clock.Clock):
    """
    @notice Ends the auction; the next one opens a day later at the earliest.
    """
    c: auction_clock.Clock = clock
    c.opened = 0
    c.start = 0
    c.end = 0
    c.restarts = 0
    c.extended = False
    c.settling = False
    c.cancelled = False
    c.last_settled = block.timestamp
    order_book.set_clock(f.token, c)
    # Raises and displaced prices end with their auction.
    order_book.heads[f.token] &= ~f.gone & (2**160 - 1)
    log AuctionSettled(
        token=f.token,
        number=c.number,
        price=f.price,
        units=f.units,
        money=clearing.cost_down(f.units, f.price),
    )


@internal
def cancel(token: uint256, c: auction_clock.Clock, steps: uint256):
    """
    @notice Releases every order of an auction that news has ended.
    @param steps How many orders this step may release.
    """
    left: uint256 = steps
    for side: uint256 in range(order.SELL, order.BUY + 1):
        for slot: uint256 in range(clearing.MAX_ORDERS):
            if (order_book.map_of(order_book.heads[token], side) >> slot) & 1 == 0:
                continue
            if left == 0:
                return
            person: uint256 = order_book.person_at(token, side, slot)
            word: uint256 = order_book.orders[token][person]
            order_book.release(token, person, word, order_book.CANCELLED)
            left -= 1
    self.close(
        Fill(token=token, price=0, reference=0, units=0, sold=0, bought=0, pairs=0, gone=0), c
    )
