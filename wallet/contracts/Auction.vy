# pragma version ~=0.4.3
# pragma nonreentrancy on
# pragma optimize gas
"""
@title Auction: where holders buy and sell a token's shares at one price
@license AGPL-3.0-only
@notice Thin securities are traded fairly by calling everybody together. An auction of a token
        opens with its first sell, runs 48 hours, and clears at one price; buys stand between
        auctions too. Nobody can name a counterparty and there is no fee.
@dev Shares stay in place, reserved in the ledger; money lies in the ledger. The three functions
     for news only set flags and are open while the contract is locked: a settlement pays people,
     paying someone can pay off a debt, and that is news.
"""

from interfaces import IAuction
from interfaces import ICompanies
from interfaces import ILedger
from interfaces import IRegistry
import auction_clock
import clearing as pricing
import order_book
import order_word
import settlement
import standing as stand

implements: IAuction
initializes: order_book
initializes: settlement[order_book := order_book]


event AuthoritySet:
    authority: indexed(address)


event AuctionOpened:
    token: indexed(uint256)
    number: uint256
    start: uint256
    end: uint256


event SellPlaced:
    token: indexed(uint256)
    person: indexed(uint256)
    units: uint256
    lowest: uint256
    seq: uint256


event BuyPlaced:
    token: indexed(uint256)
    person: indexed(uint256)
    units: uint256
    highest: uint256
    expires: uint256
    seq: uint256
    staked: uint256


event AuctionRestarted:
    token: indexed(uint256)
    start: uint256
    end: uint256


event AuctionCancelled:
    token: indexed(uint256)


event OrdersRaised:
    token: indexed(uint256)
    by: uint256


event AuctionHalted:
    token: indexed(uint256)
    until: uint256
    end: uint256


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


DAY: constant(uint256) = 86400
LENGTH: constant(uint256) = 2 * DAY
PAUSE: constant(uint256) = DAY
BUY_LIFE: constant(uint256) = 30 * DAY
NEWS_PAUSE: constant(uint256) = 7 * DAY
MOST_RESTARTS: constant(uint256) = 2
SMALLEST: constant(uint256) = 100 * 10**6
S: constant(uint256) = 10_000_000 * 10**18

DEPLOYER: immutable(address)

authority: public(address)
wired: bool


@deploy
def __init__(registry: address, ledger: address):
    """
    @param registry Who is a person.
    @param ledger Where shares and money are.
    """
    order_book.__init__(ILedger(ledger))
    settlement.__init__(IRegistry(registry), ILedger(ledger))
    DEPLOYER = msg.sender
    self.authority = msg.sender
    log AuthoritySet(authority=msg.sender)


@external
def wire(companies: address):
    """
    @notice Names the contract that knows exits and debts, once.
    """
    assert msg.sender == DEPLOYER, "NOT_DEPLOYER"
    assert not self.wired, "ALREADY_WIRED"
    self.wired = True
    settlement.companies = ICompanies(companies)


@external
def set_authority(authority: address):
    """
    @notice Hands the authority on.
    """
    assert msg.sender == self.authority, "NOT_AUTHORITY"
    self.authority = authority
    log AuthoritySet(authority=authority)


# --- orders ---


@external
def sell(token: uint256, units: uint256, lowest: uint256):
    """
    @notice Offers shares in the token's auction; opens it if none runs. Cannot be withdrawn.
    @param token Whose shares.
    @param units How many, in base units; they are reserved where they are.
    @param lowest The lowest price taken.
    """
    person: uint256 = 0
    facts: uint256 = 0
    person, facts = staticcall settlement.registry.who(msg.sender)
    assert person != 0, "NOT_A_PERSON"
    assert not stand.is_frozen(facts), "FROZEN"
    assert person != token, "ISSUER_SELLS_BY_OFFERING"
    assert units <= order_word.MAX_UNITS and lowest <= order_word.MAX_PRICE, "TOO_LARGE"
    worth_at: uint256 = lowest
    reference: uint256 = staticcall settlement.ledger.reference(token)
    if reference != 0:
        worth_at = min(worth_at, reference)
    assert pricing.cost_down(units, worth_at) >= SMALLEST, "ORDER_TOO_SMALL"
    c: auction_clock.Clock = self._open_for_orders(token)
    standing: uint256 = order_book.standing(token, person)
    assert order_word.side(standing) != order_word.SELL, "HAS_ORDER"
    opening: bool = c.opened == 0
    if opening:
        assert block.timestamp >= c.last_settled + PAUSE, "AUCTION_TOO_SOON"
        c.number += 1
        c.opened = block.timestamp
        c.start = block.timestamp
        c.end = block.timestamp + LENGTH
        order_book.set_clock(token, c)
        log AuctionOpened(token=token, number=c.number, start=c.start, end=c.end)
    else:
        assert block.timestamp + DAY < c.end, "SELLS_CLOSED"
    if order_word.side(standing) == order_word.BUY:
        assert opening or lowest > order_word.price(standing), "HAS_BUY_ORDER"
        order_book.release(token, person, standing, order_book.REPLACED)
    extcall settlement.ledger.reserve(token, person, units)
    order_book.make_room(token, order_word.SELL, lowest, c)
    raised: uint256 = order_book.raised(order_book.heads[token])
    seq: uint256 = order_book.put(
        token, person, order_word.SELL, units, lowest, raised, stand.is_banned(facts)
    )
    log SellPlaced(token=token, person=person, units=units, lowest=lowest, seq=seq)


@external
def buy(token: uint256, units: uint256, highest: uint256, permit: ILedger.Permit):
    """
    @notice Asks for shares in the token's auction, the one that runs or the next.
    @param token Whose shares.
    @param units How many, in base units.
    @param highest The highest price paid; units at this price are laid in the ledger.
    @param permit Lets the ledger take the money; deadline 0: it was approved before.
    """
    person: uint256 = 0
    facts: uint256 = 0
    person, facts = staticcall settlement.registry.who(msg.sender)
    assert stand.of(facts) == stand.ACTIVE, "NOT_ACTIVE"
    assert units <= order_word.MAX_UNITS and highest <= order_word.MAX_PRICE, "TOO_LARGE"
    assert pricing.cost_down(units, highest) >= SMALLEST, "ORDER_TOO_SMALL"
    # An issuer keeps at least 51 % of what was issued.
    assert staticcall settlement.ledger.balance_of(token, token) != 0, "NO_SUCH_TOKEN"
    assert not staticcall settlement.ledger.overdue(person), "OVERDUE"
    if person == token:
        assert not staticcall settlement.companies.blocked(person), "OWN_MATTER_OPEN"
    c: auction_clock.Clock = self._open_for_orders(token)
    assert c.opened == 0 or block.timestamp < c.end, "AUCTION_OVER"
    assert order_book.standing(token, person) == 0, "HAS_ORDER"
    order_book.make_room(token, order_word.BUY, highest, c)
    expires: uint256 = block.timestamp + BUY_LIFE
    seq: uint256 = order_book.put(
        token, person, order_word.BUY, units, highest, block.timestamp | (expires << 32), False
    )
    staked: uint256 = pricing.cost_up(units, highest)
    received: uint256 = extcall settlement.ledger.pull(
        person, msg.sender, staked, settlement.ledger.address, permit
    )
    assert received >= staked, "UNDERPAID"
    log BuyPlaced(
        token=token,
        person=person,
        units=units,
        highest=highest,
        expires=expires,
        seq=seq,
        staked=staked,
    )


@external
def withdraw(token: uint256):
    """
    @notice Takes one's buy back: between auctions, and in the first 12 hours after news.
    """
    person: uint256 = staticcall settlement.registry.person_of(msg.sender)
    word: uint256 = order_book.standing(token, person)
    assert order_word.side(word) == order_word.BUY, "NO_BUY_ORDER"
    c: auction_clock.Clock = self._open_for_orders(token)
    if c.opened != 0:
        assert c.restarts != 0, "WITHIN_AUCTION"
        assert block.timestamp < c.start + settlement.EARLY, "WITHIN_AUCTION"
    order_book.release(token, person, word, order_book.WITHDRAWN)


@external
def release(token: uint256, person: uint256):
    """
    @notice Gives a buy back that is too old for any auction. Anyone may ask.
    """
    word: uint256 = order_book.standing(token, person)
    assert order_word.side(word) == order_word.BUY, "NO_BUY_ORDER"
    c: auction_clock.Clock = self._open_for_orders(token)
    assert order_book.is_lapsed(word, c), "NOT_LAPSED"
    order_book.release(token, person, word, order_book.LAPSED)


@external
def settle(token: uint256, max_pairs: uint256):
    """
    @notice Settles an auction that has run out, in steps if need be. Anyone may.
    @param max_pairs How many pairs of orders this step fills at most (of an auction that news
           has ended: how many orders it releases).
    """
    c: auction_clock.Clock = order_book.clock(token)
    assert c.opened != 0, "NO_AUCTION"
    assert block.timestamp >= c.halted_until, "HALTED"
    if c.cancelled:
        settlement.cancel(token, c, max_pairs)
    elif c.settling:
        settlement.resume(token, c, max_pairs)
    else:
        assert block.timestamp >= c.end, "STILL_OPEN"
        settlement.start(token, c, max_pairs)


@view
@internal
def _open_for_orders(token: uint256) -> auction_clock.Clock:
    """
    @notice The clock of a token whose book may change now.
    """
    c: auction_clock.Clock = order_book.clock(token)
    assert block.timestamp >= c.halted_until, "HALTED"
    assert not c.settling and not c.cancelled, "SETTLING"
    return c


# --- news: these only set flags ---


@external
@reentrant
def exit_news(token: uint256, gain: uint256):
    """
    @notice The issuer has reported an exit: what is for sale is worth more by the gain's part.
    @param token Whose shares.
    @param gain The exit's gain, in base units of money.
    """
    assert msg.sender == settlement.companies.address, "NOT_COMPANIES"
    c: auction_clock.Clock = order_book.clock(token)
    first: bool = not c.reported
    c.reported = True
    if c.opened != 0 and not c.settling and not c.cancelled:
        head: uint256 = order_book.heads[token]
        before: uint256 = order_book.raised(head)
        by: uint256 = min(min(gain, S) * pricing.SCALE // S, order_word.MAX_PRICE - before)
        if by != 0:
            order_book.heads[token] = head + (by << 160)
            log OrdersRaised(token=token, by=by)
    self._news_by_issuer(token, c, first)


@external
@reentrant
def debt_news(token: uint256):
    """
    @notice A debt of the issuer is paid in full.
    """
    assert msg.sender == settlement.companies.address, "NOT_COMPANIES"
    self._news_by_issuer(token, order_book.clock(token), False)


@external
@reentrant
def standing_news(token: uint256):
    """
    @notice The issuer was frozen or banned.
    """
    assert msg.sender == settlement.registry.address, "NOT_REGISTRY"
    self._restart(token, order_book.clock(token))


@internal
def _news_by_issuer(token: uint256, clock: auction_clock.Clock, first: bool):
    """
    @notice What an issuer can cause counts once in seven days.
    """
    c: auction_clock.Clock = clock
    # Reading: the first report ever is outside that count, and what finds no auction to restart
    # does not count either; otherwise an issuer would use the week up with a trifle beforehand.
    if c.opened != 0 and not first:
        if c.last_news != 0 and block.timestamp < c.last_news + NEWS_PAUSE:
            return
        if not c.settling and not c.cancelled:
            c.last_news = block.timestamp
    self._restart(token, c)


@internal
def _restart(token: uint256, clock: auction_clock.Clock):
    """
    @notice Begins the 48 hours anew; after two restarts ends the auction.
    """
    c: auction_clock.Clock = clock
    # Reading: an auction takes news until it is priced, even if its time has run out: orders
    # made without the news are not filled because nobody had called for the settlement yet.
    if c.opened != 0 and not c.settling and not c.cancelled:
        if c.restarts == MOST_RESTARTS:
            c.cancelled = True
            log AuctionCancelled(token=token)
        else:
            c.restarts += 1
            c.start = max(block.timestamp, c.halted_until)
            c.end = c.start + LENGTH
            log AuctionRestarted(token=token, start=c.start, end=c.end)
    order_book.set_clock(token, c)


@external
def halt(token: uint256, until: uint256):
    """
    @notice Stops a token's auctions for a while; the clock of one that runs stands.
    @param until When they go on, in seconds; a halt can be made longer but not shorter.
    """
    assert msg.sender == self.authority, "NOT_AUTHORITY"
    c: auction_clock.Clock = order_book.clock(token)
    since: uint256 = max(block.timestamp, c.halted_until)
    assert until > since and until < 2**32, "BAD_TIME"
    if c.opened != 0 and since < c.end:
        # The first twelve hours are over or not; if they are, a late order must not become an
        # early one by the halt.
        if since <= c.start + settlement.EARLY:
            c.start += until - since
        c.end += until - since
    c.halted_until = until
    order_book.set_clock(token, c)
    log AuctionHalted(token=token, until=until, end=c.end)


# --- views ---


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
        halted_until=c.halted_until,
        restarts=c.restarts,
        extended=c.extended,
        settling=c.settling,
        cancelled=c.cancelled,
        last_settled=c.last_settled,
        next_open=self._can_open_at(c),
    )
    if c.opened != 0:
        info.sells_until = c.end - DAY
        info.early_until = c.start + settlement.EARLY
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
    return max(c.halted_until, c.last_settled + PAUSE if c.last_settled != 0 else 0)


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
    head: uint256 = order_book.heads[token]
    sells: DynArray[uint256, pricing.MAX_ORDERS] = settlement.gather(
        token, head, order_word.SELL, c, judged
    )
    buys: DynArray[uint256, pricing.MAX_ORDERS] = settlement.gather(
        token, head, order_word.BUY, c, judged
    )
    o: pricing.Outcome = settlement.outcome(token, head, sells, buys)
    return o.price, o.units
