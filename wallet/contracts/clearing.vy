# pragma version ~=0.4.3
"""
@title Clearing: the one price at which everybody in an auction trades
@license AGPL-3.0-only
@notice Pure arithmetic on sorted orders. Prices are millionths of a dollar for 10**6 shares, so
        that money in base units is units * price / 10**24.
@dev An order is one number that sorts as the rules sort: price 64 | seq 32 | units 84 |
     person 32 | slot 8 | flags 8, from the highest bit down. The price of a buy is kept as its
     distance from the highest price there is, so that both sides sort upwards. An order that
     does not stand has the bit `OUT` and so comes last; its flags say why.
     Flag bit 0: an early buy that counts toward a reference price.
"""

SCALE: constant(uint256) = 10**24
MAX_ORDERS: constant(uint256) = 64
MAX_PRICE: constant(uint256) = 2**64 - 1
OUT: constant(uint256) = 2**255


struct Outcome:
    price: uint256
    units: uint256
    low: uint256  # L and U of the rules
    high: uint256
    early: uint256  # units that early buys get which count toward a reference price


@pure
@internal
def key(
    price: uint256, seq: uint256, units: uint256, person: uint256, slot: uint256, flags: uint256
) -> uint256:
    """
    @notice The number that an order sorts by. For a buy give `MAX_PRICE - price`.
    """
    return (price << 164) | (seq << 132) | (units << 48) | (person << 16) | (slot << 8) | flags


@pure
@internal
def sell_price(of: uint256) -> uint256:
    """
    @notice The lowest price of a sell.
    """
    return of >> 164


@pure
@internal
def buy_price(of: uint256) -> uint256:
    """
    @notice The highest price of a buy.
    """
    return MAX_PRICE - (of >> 164)


@pure
@internal
def units(of: uint256) -> uint256:
    """
    @notice Base units of shares in the order.
    """
    return (of >> 48) & (2**84 - 1)


@pure
@internal
def person(of: uint256) -> uint256:
    """
    @notice Whose order it is.
    """
    return (of >> 16) & (2**32 - 1)


@pure
@internal
def slot(of: uint256) -> uint256:
    """
    @notice Its place in the book.
    """
    return (of >> 8) & 255


@pure
@internal
def is_early(of: uint256) -> bool:
    """
    @notice Whether it is a buy that was there while anyone could still sell to it.
    """
    return of & 1 == 1


@pure
@internal
def is_out(of: uint256) -> bool:
    """
    @notice Whether the order does not stand.
    """
    return of >= OUT


@pure
@internal
def clear(
    sells: DynArray[uint256, MAX_ORDERS],
    buys: DynArray[uint256, MAX_ORDERS],
    displaced_sell: uint256,
    displaced_buy: uint256,
) -> Outcome:
    """
    @notice The price and the units that trade at it.
    @param sells Sorted sells.
    @param buys Sorted buys.
    @param displaced_sell The lowest price of a sell that had to make room; 0: none had.
    @param displaced_buy The highest price of a buy that had to make room; 0: none had.
    @return What clears; nothing at all if `units` is 0.
    """
    o: Outcome = empty(Outcome)
    i: uint256 = 0
    j: uint256 = 0
    sold: uint256 = 0
    bought: uint256 = 0
    last_sell: uint256 = 0
    last_buy: uint256 = 0
    for _: uint256 in range(2 * MAX_ORDERS):
        if i == len(sells) or j == len(buys):
            break
        if self.is_out(sells[i]) or self.is_out(buys[j]):
            break
        ask: uint256 = self.sell_price(sells[i])
        bid: uint256 = self.buy_price(buys[j])
        if bid < ask:
            break
        last_sell = ask
        last_buy = bid
        left: uint256 = self.units(sells[i]) - sold
        wanted: uint256 = self.units(buys[j]) - bought
        part: uint256 = min(left, wanted)
        o.units += part
        if self.is_early(buys[j]):
            o.early += part
        sold += part
        bought += part
        if part == left:
            i += 1
            sold = 0
        if part == wanted:
            j += 1
            bought = 0
    if o.units == 0:
        return empty(Outcome)
    o.low = max(last_sell, displaced_buy)
    if j < len(buys) and not self.is_out(buys[j]):
        o.low = max(o.low, self.buy_price(buys[j]))
    o.high = last_buy
    if i < len(sells) and not self.is_out(sells[i]):
        o.high = min(o.high, self.sell_price(sells[i]))
    if displaced_sell != 0:
        o.high = min(o.high, displaced_sell)
    o.price = o.low if o.low > o.high else (o.low + o.high) // 2
    # Reading: nobody trades outside their limit. An order that was displaced can lie beyond a
    # filled one only if the better orders that displaced it were withdrawn or released since;
    # then the filled orders' limits hold and not "where these cross, L".
    o.price = min(max(o.price, last_sell), last_buy)
    return o


@pure
@internal
def reference_after(o: Outcome, before: uint256, volume: uint256) -> uint256:
    """
    @notice The reference price after an auction.
    @param o What cleared.
    @param before The reference price until now; 0: none.
    @param volume What early buys that count must have paid, in base units of money.
    @return The new one, or the old one if the auction does not count.
    """
    # What changed hands by early buys is what counts: what late ones pay says nothing, since
    # nobody had half a day to sell to them. The price is then below the limits of early buys by
    # itself, as it is below those of all that are filled.
    if o.early == 0 or self.cost_down(o.early, o.price) < volume:
        return before
    after: uint256 = o.price
    if before != 0:
        after = max(min(after, 2 * before), (before + 1) // 2)
    return min(after, MAX_PRICE)


@pure
@internal
def cost_up(units: uint256, price: uint256) -> uint256:
    """
    @notice What units cost a buyer, rounded up.
    """
    # Units have 84 bits and prices 64: nothing here can overflow.
    return unsafe_div(unsafe_add(unsafe_mul(units, price), SCALE - 1), SCALE)


@pure
@internal
def cost_down(units: uint256, price: uint256) -> uint256:
    """
    @notice What units bring a seller, rounded down.
    """
    return unsafe_div(unsafe_mul(units, price), SCALE)


@pure
@internal
def believed(paid: uint256, units: uint256, cap: uint256, uncapped: bool) -> uint256:
    """
    @notice How much of a price paid counts as cost.
    @param paid What was paid.
    @param units For how many units.
    @param cap The highest price that counts; 0 where there is no reference price.
    @param uncapped Whether all of it counts where there is no reference price.
    """
    if cap == 0:
        return paid if uncapped else 0
    return min(paid, self.cost_down(units, cap))
