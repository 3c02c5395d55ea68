# pragma version ~=0.4.3
# pragma nonreentrancy on
# pragma optimize gas
"""
@title Auction: where holders buy and sell a token's shares at one price
@license AGPL-3.0-only
@notice Thin securities are traded fairly by calling everybody together. An auction of a token
        opens with its first sell, runs 48 hours, and clears at one price; buys stand between
        auctions too. Nobody can name a counterparty and there is no fee.
@dev Shares stay in place, reserved in the ledger; money lies in the ledger.
"""

from interfaces import IAuction
from interfaces import ICompanies
from interfaces import ILedger
from interfaces import IRegistry
import auction_clock
import auction_news
import auction_views
import clearing as pricing
import judging
import order_book
import order_word
import settlement
import standing as stand

implements: IAuction
initializes: order_book
initializes: judging[order_book := order_book]
initializes: settlement[order_book := order_book, judging := judging]
initializes: auction_news[order_book := order_book, judging := judging]
initializes: auction_views[order_book := order_book, judging := judging]

exports: (auction_news.__interface__, auction_views.__interface__)


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


event AuctionHalted:
    token: indexed(uint256)
    until: uint256
    end: uint256


DAY: constant(uint256) = 86400
PAUSE: constant(uint256) = DAY
BUY_LIFE: constant(uint256) = 30 * DAY
# What a halt moves must still fit 32 bits.
LAST_HALT: constant(uint256) = 2**32 - 365 * DAY
SMALLEST: constant(uint256) = 100 * 10**6

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
    judging.__init__(IRegistry(registry), ILedger(ledger))
    settlement.__init__(ILedger(ledger))
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
    judging.companies = ICompanies(companies)


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
    person, facts = staticcall judging.registry.who(msg.sender)
    assert person != 0, "NOT_A_PERSON"
    assert not stand.is_frozen(facts), "FROZEN"
    assert person != token, "ISSUER_SELLS_BY_OFFERING"
    assert units <= order_word.MAX_UNITS and lowest <= order_word.MAX_PRICE, "TOO_LARGE"
    worth_at: uint256 = lowest
    reference: uint256 = staticcall judging.ledger.reference(token)
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
        c.end = block.timestamp + auction_news.LENGTH
        order_book.set_clock(token, c)
        log AuctionOpened(token=token, number=c.number, start=c.start, end=c.end)
    else:
        assert block.timestamp + DAY < c.end, "SELLS_CLOSED"
    if order_word.side(standing) == order_word.BUY:
        assert opening or lowest > order_word.price(standing), "HAS_BUY_ORDER"
        order_book.release(token, person, standing, order_book.REPLACED)
    extcall judging.ledger.reserve(token, person, units)
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
    person, facts = staticcall judging.registry.who(msg.sender)
    assert stand.of(facts) == stand.ACTIVE, "NOT_ACTIVE"
    assert units <= order_word.MAX_UNITS and highest <= order_word.MAX_PRICE, "TOO_LARGE"
    assert pricing.cost_down(units, highest) >= SMALLEST, "ORDER_TOO_SMALL"
    # An issuer keeps at least 51 % of what was issued.
    assert staticcall judging.ledger.balance_of(token, token) != 0, "NO_SUCH_TOKEN"
    assert not staticcall judging.ledger.overdue(person), "OVERDUE"
    if person == token:
        assert not staticcall judging.companies.blocked(person), "OWN_MATTER_OPEN"
    c: auction_clock.Clock = self._open_for_orders(token)
    assert c.opened == 0 or block.timestamp < c.end, "AUCTION_OVER"
    assert order_book.standing(token, person) == 0, "HAS_ORDER"
    order_book.make_room(token, order_word.BUY, highest, c)
    expires: uint256 = block.timestamp + BUY_LIFE
    seq: uint256 = order_book.put(
        token, person, order_word.BUY, units, highest, block.timestamp | (expires << 32), False
    )
    staked: uint256 = pricing.cost_up(units, highest)
    received: uint256 = extcall judging.ledger.pull(
        person, msg.sender, staked, judging.ledger.address, permit
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
    person: uint256 = staticcall judging.registry.person_of(msg.sender)
    word: uint256 = order_book.standing(token, person)
    assert order_word.side(word) == order_word.BUY, "NO_BUY_ORDER"
    c: auction_clock.Clock = self._open_for_orders(token)
    if c.opened != 0:
        assert c.restarts != 0, "WITHIN_AUCTION"
        assert block.timestamp < c.start + judging.EARLY, "WITHIN_AUCTION"
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


# --- the authority ---


@external
def halt(token: uint256, until: uint256):
    """
    @notice Stops a token's auctions for a while; the clock of one that runs stands.
    @param until When they go on, in seconds; a halt can be made longer but not shorter.
    """
    assert msg.sender == self.authority, "NOT_AUTHORITY"
    c: auction_clock.Clock = order_book.clock(token)
    since: uint256 = max(block.timestamp, c.halted_until)
    assert until > since and until < LAST_HALT, "BAD_TIME"
    if c.opened != 0 and since < c.end:
        # The first twelve hours are over or not; if they are, a late order must not become an
        # early one by the halt.
        if since <= c.start + judging.EARLY:
            c.start += until - since
        c.end += until - since
    c.halted_until = until
    order_book.set_clock(token, c)
    log AuctionHalted(token=token, until=until, end=c.end)
