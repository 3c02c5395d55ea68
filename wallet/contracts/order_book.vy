# pragma version ~=0.4.3
"""
@title The order books of the auctions
@license AGPL-3.0-only
@notice At most 64 sells and 64 buys a token, one order a person and token. The shares of a sell
        are reserved in place in the ledger; the money of a buy lies in the ledger.
@dev A side of a book is a bit map of 64 slots; a word of seats holds the person ids of four slots
     of each side. An order goes by its bit in the map alone: nothing is moved or zeroed, and a
     later order writes over it. So an order stands if its slot is taken, and by its person.
     Head word: sells' map 64 | buys' map 64 | next seq 32 | raised 64 | an order was displaced 1,
     from the lowest bit up.
"""

from interfaces import ICompliance
from interfaces import ILedger
from interfaces import IRules
import auction_clock
import bold
import clearing
import demand
import order_word as order


event OrderReleased:
    token: indexed(uint256)
    person: indexed(uint256)
    side: uint8
    units: uint256  # of shares that the order no longer offers or asks for
    money: uint256  # that goes back to the buyer
    reason: uint8


# Why an order, or a part of it, was released.
WITHDRAWN: constant(uint8) = 1
DISPLACED: constant(uint8) = 2
NOT_TRADED: constant(uint8) = 3
SURPLUS: constant(uint8) = 4  # a filled buy: what was laid in above the price
LAPSED: constant(uint8) = 5
FROZEN: constant(uint8) = 6
BANNED: constant(uint8) = 7
EXPIRED: constant(uint8) = 8  # the attestation had run out when the auction opened
OVERDUE: constant(uint8) = 9  # a debt was overdue when the auction opened
OWN_MATTER: constant(uint8) = 10  # an issuer's buy-back, while an exit or a debt is open
CANCELLED: constant(uint8) = 11  # the auction ended by news
REPLACED: constant(uint8) = 12  # by a sell of the same person
NOT_ALLOWED: constant(uint8) = 13  # compliance: the class, the country, or too many holders
FORCED: constant(uint8) = 14  # a forced transfer of the person's shares

MASK_32: constant(uint256) = 2**32 - 1
MASK_64: constant(uint256) = 2**64 - 1
FULL: constant(uint256) = 64
HAS_DISPLACED: constant(uint256) = 2**224

book_ledger: immutable(ILedger)
rules: immutable(IRules)

compliance: ICompliance

# token -> packed facts; see `auction_clock` and the head word above.
clocks: HashMap[uint256, uint256]
heads: HashMap[uint256, uint256]
# token -> the highest displaced buy 64 | the lowest displaced sell 64 of the auction that runs;
# of an earlier one while the head does not say that an order was displaced.
displaced: HashMap[uint256, uint256]
# token -> person -> the last order; see `order_word`. Whether it stands: `standing`.
orders: HashMap[uint256, HashMap[uint256, uint256]]
# token -> slot // 4 -> person ids of 32 bits: of four sells, then of four buys.
seats: HashMap[uint256, HashMap[uint256, uint256]]


@deploy
def __init__(ledger: ILedger, rules_: IRules):
    book_ledger = ledger
    rules = rules_


@view
@internal
def clock(token: uint256) -> auction_clock.Clock:
    """
    @notice The clock of a token's auction, moved by the stops of the market, with the numbers.
    """
    return self.with_rules(auction_clock.unpack(self.clocks[token]))


@view
@internal
def with_rules(clock: auction_clock.Clock) -> auction_clock.Clock:
    """
    @notice A clock with the numbers, and moved by the stops that it has not seen.
    """
    c: auction_clock.Clock = clock
    stopped: uint256 = 0
    c.numbers, stopped, c.stopped_until = staticcall rules.market(bold.AUCTION)
    return auction_clock.after_stops(c, stopped) if stopped != c.seen else c


@internal
def touched(token: uint256) -> auction_clock.Clock:
    """
    @notice The same, written if a stop has moved it. Whoever changes a book reads it so: a stop
            is seen before anything that comes after it, and each by itself.
    """
    c: auction_clock.Clock = self.clock(token)
    if c.opened != 0 and c.seen != self.clocks[token] >> 224:
        self.set_clock(token, c)
    return c


@internal
def set_clock(token: uint256, c: auction_clock.Clock):
    """
    @notice Writes the clock of a token's auction.
    """
    self.clocks[token] = auction_clock.pack(c)


@pure
@internal
def map_of(head: uint256, side: uint256) -> uint256:
    """
    @notice Which slots of a side are taken.
    """
    return head & MASK_64 if side == order.SELL else (head >> 64) & MASK_64


@pure
@internal
def raised(head: uint256) -> uint256:
    """
    @notice By how much news has raised the sells of the auction that runs.
    """
    return (head >> 160) & MASK_64


@pure
@internal
def lowest(word: uint256, raised: uint256) -> uint256:
    """
    @notice The lowest price of a sell as it is now, with what news has added since.
    """
    return min(order.price(word) + raised - order.times(word), order.MAX_PRICE)


@view
@internal
def person_at(token: uint256, side: uint256, slot: uint256) -> uint256:
    """
    @notice Who holds a slot.
    """
    return self.sitting(self.seats[token][slot // 4], side, slot)


@pure
@internal
def sitting(seats: uint256, side: uint256, slot: uint256) -> uint256:
    """
    @notice Who holds a slot, given its word of seats.
    """
    return (seats >> (((side - 1) * 4 + slot % 4) * 32)) & MASK_32


@view
@internal
def displaced_in(token: uint256, head: uint256) -> (uint256, uint256):
    """
    @notice The lowest sell and the highest buy that had to make room in this auction; 0: none.
    """
    if head & HAS_DISPLACED == 0:
        return 0, 0
    word: uint256 = self.displaced[token]
    return word >> 64, word & MASK_64


@pure
@internal
def free_slot(taken: uint256) -> uint256:
    """
    @notice The first slot that is not taken; 64: all are.
    """
    for slot: uint256 in range(FULL):
        if (taken >> slot) & 1 == 0:
            return slot
    return FULL


@internal
def put(
    token: uint256,
    person: uint256,
    side: uint256,
    units: uint256,
    price: uint256,
    times: uint256,
    mark: bool,
) -> uint256:
    """
    @notice Enters an order where there is room, which the caller has made.
    @return Its place in the order of arrival.
    """
    head: uint256 = self.heads[token]
    slot: uint256 = self.free_slot(self.map_of(head, side))
    seq: uint256 = (head >> 128) & MASK_32
    bit: uint256 = slot if side == order.SELL else slot + 64
    self.heads[token] = (head | (1 << bit)) + (1 << 128)
    at: uint256 = ((side - 1) * 4 + slot % 4) * 32
    seats: uint256 = self.seats[token][slot // 4]
    self.seats[token][slot // 4] = (seats & ~(MASK_32 << at)) | (person << at)
    self.orders[token][person] = order.pack(units, price, seq, times, slot, side, mark)
    return seq


@view
@internal
def standing(token: uint256, person: uint256) -> uint256:
    """
    @notice A person's order; 0 where none stands.
    """
    word: uint256 = self.orders[token][person]
    side: uint256 = order.side(word)
    slot: uint256 = order.slot(word)
    if side == 0 or (self.map_of(self.heads[token], side) >> slot) & 1 == 0:
        return 0
    return word if self.person_at(token, side, slot) == person else 0


@internal
def remove(token: uint256, side: uint256, slot: uint256):
    """
    @notice Takes an order out of its book.
    """
    bit: uint256 = slot if side == order.SELL else slot + 64
    self.heads[token] &= ~(1 << bit)


@internal
def release(token: uint256, person: uint256, word: uint256, reason: uint8):
    """
    @notice Takes an order out of its book and gives back what lay in it.
    """
    side: uint256 = order.side(word)
    self.remove(token, side, order.slot(word))
    units: uint256 = order.units(word)
    money: uint256 = 0
    if side == order.BUY:
        money = clearing.cost_up(units, order.price(word))
        self.pay_back(person, word, money)
    else:
        extcall book_ledger.unreserve(token, person, units)
    log OrderReleased(
        token=token,
        person=person,
        side=convert(side, uint8),
        units=units,
        money=money,
        reason=reason,
    )


@internal
def pay_back(person: uint256, word: uint256, money: uint256):
    """
    @notice Gives a buyer money back that bought nothing.
    """
    if order.is_marked(word):
        extcall self.compliance.unspend(person, money)
    extcall book_ledger.pay(person, money, True)


@internal
def make_room(token: uint256, side: uint256, price: uint256, c: auction_clock.Clock):
    """
    @notice Sees to it that a side has a free slot: the worst order makes room for a better one.
    @param price The price of the order that is to come, which must be strictly better.
    """
    head: uint256 = self.heads[token]
    if self.map_of(head, side) != MASK_64:
        return
    worst: uint256 = 0  # by price, then by arrival, as one number; a buy is inverted
    person: uint256 = 0
    lapsed: bool = False
    for slot: uint256 in range(FULL):
        who: uint256 = self.person_at(token, side, slot)
        word: uint256 = self.orders[token][who]
        limit: uint256 = 0
        if side == order.SELL:
            limit = self.lowest(word, self.raised(head))
        elif self.is_lapsed(word, c):
            person = who
            lapsed = True
            break
        else:
            limit = order.MAX_PRICE - order.price(word)
        rank: uint256 = (limit << 32) | order.seq(word)
        if rank >= worst:
            worst = rank
            person = who
    if lapsed:
        self.release(token, person, self.orders[token][person], LAPSED)
        return
    limit: uint256 = worst >> 32
    demand.that((price if side == order.SELL else order.MAX_PRICE - price) < limit, "BOOK_FULL")
    # Reading: the price of a displaced order counts only if the order was bound by an auction;
    # between auctions it could have been withdrawn as well.
    if c.opened != 0:
        self.remember(token, side, limit)
    self.release(token, person, self.orders[token][person], DISPLACED)


@internal
def remember(token: uint256, side: uint256, limit: uint256):
    """
    @notice Keeps the best price of the orders that had to make room in this auction.
    @param limit The lowest price of a sell, or the distance of a buy's price from the highest.
    """
    head: uint256 = self.heads[token]
    best_sell: uint256 = 0
    best_buy: uint256 = 0
    best_sell, best_buy = self.displaced_in(token, head)
    self.heads[token] = head | HAS_DISPLACED
    if side == order.BUY:
        best_buy = max(best_buy, order.MAX_PRICE - limit)
    elif best_sell == 0 or limit < best_sell:
        best_sell = limit
    self.displaced[token] = best_buy | (best_sell << 64)


@view
@internal
def is_lapsed(word: uint256, c: auction_clock.Clock) -> bool:
    """
    @notice Whether a buy is too old for the auction that runs, or for the next one.
    """
    return order.expires(word) <= (c.opened if c.opened != 0 else block.timestamp)
