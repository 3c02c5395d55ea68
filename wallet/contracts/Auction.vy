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
from interfaces import ICompliance
from interfaces import ILedger
from interfaces import IRegistry
from interfaces import IRules
import auction_clock
import auction_news
import auction_views
import bold
import clearing as pricing
import demand
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


interface Deciding:
    def claims_shares(token: uint256, holder: uint256) -> bool: view


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
# A token is stopped again only so long after its last stop.
BETWEEN_HALTS: constant(uint256) = 90 * DAY

DEPLOYER: immutable(address)

authority: public(address)
wired: bool


@deploy
def __init__(registry: address, ledger: address, rules: address):
    """
    @param registry Who is a person.
    @param ledger Where shares and money are.
    @param rules The numbers that may change, and the stop of the market.
    """
    order_book.__init__(ILedger(ledger), IRules(rules))
    judging.__init__(IRegistry(registry), ILedger(ledger))
    settlement.__init__(ILedger(ledger))
    DEPLOYER = msg.sender
    self.authority = msg.sender
    log AuthoritySet(authority=msg.sender)


@external
def wire(companies: address, compliance: address):
    """
    @notice Names the contracts that know exits and debts, and who may hold what; once.
    """
    demand.that(msg.sender == DEPLOYER, "NOT_DEPLOYER")
    demand.that(not self.wired, "ALREADY_WIRED")
    self.wired = True
    judging.companies = ICompanies(companies)
    order_book.compliance = ICompliance(compliance)


@external
def set_authority(authority: address):
    """
    @notice Hands the authority on.
    """
    demand.that(msg.sender == self.authority, "NOT_AUTHORITY")
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
    demand.that(person != 0, "NOT_A_PERSON")
    demand.that(not stand.is_frozen(facts), "FROZEN")
    demand.that(person != token, "ISSUER_SELLS_BY_OFFERING")
    demand.that(not self._claimed(token, person), "TRANSFER_DECIDED")
    demand.that(units <= order_word.MAX_UNITS and lowest <= order_word.MAX_PRICE, "TOO_LARGE")
    worth_at: uint256 = lowest
    reference: uint256 = staticcall judging.ledger.reference(token)
    if reference != 0:
        worth_at = min(worth_at, reference)
    c: auction_clock.Clock = self._open_for_orders(token, units, worth_at)
    standing: uint256 = order_book.standing(token, person)
    demand.that(order_word.side(standing) != order_word.SELL, "HAS_ORDER")
    opening: bool = c.opened == 0
    if opening:
        demand.that(block.timestamp >= c.last_settled + PAUSE, "AUCTION_TOO_SOON")
        c.number += 1
        c.opened = block.timestamp
        c.start = block.timestamp
        c.end = block.timestamp + bold.at(c.numbers, bold.LENGTH)
        order_book.set_clock(token, c)
        log AuctionOpened(token=token, number=c.number, start=c.start, end=c.end)
    else:
        demand.that(block.timestamp + bold.at(c.numbers, bold.SELLS_CLOSE) < c.end, "SELLS_CLOSED")
    if order_word.side(standing) == order_word.BUY:
        demand.that(opening or lowest > order_word.price(standing), "HAS_BUY_ORDER")
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
    demand.that(stand.of(facts) == stand.ACTIVE, "NOT_ACTIVE")
    demand.that(units <= order_word.MAX_UNITS and highest <= order_word.MAX_PRICE, "TOO_LARGE")
    # An issuer keeps at least 51 % of what was issued.
    demand.that(staticcall judging.ledger.balance_of(token, token) != 0, "NO_SUCH_TOKEN")
    demand.that(not staticcall judging.ledger.overdue(person), "OVERDUE")
    if person == token:
        demand.that(not staticcall judging.companies.blocked(person), "OWN_MATTER_OPEN")
    c: auction_clock.Clock = self._open_for_orders(token, units, highest)
    if person != token:
        # Who may not have the shares takes no place in the book from those who may.
        refusal: uint8 = staticcall order_book.compliance.check(token, 0, person, units)
        demand.that(refusal == 0, "NOT_COMPLIANT")
    demand.that(c.opened == 0 or block.timestamp < c.end, "AUCTION_OVER")
    demand.that(order_book.standing(token, person) == 0, "HAS_ORDER")
    order_book.make_room(token, order_word.BUY, highest, c)
    expires: uint256 = block.timestamp + bold.at(c.numbers, bold.BUY_LIFE)
    counted: bool = stand.level(facts) == stand.WORLD
    seq: uint256 = order_book.put(
        token, person, order_word.BUY, units, highest, block.timestamp | (expires << 32), counted
    )
    staked: uint256 = pricing.cost_up(units, highest)
    if counted:
        extcall order_book.compliance.spend(person, staked)
    received: uint256 = extcall judging.ledger.pull(
        person, msg.sender, staked, judging.ledger.address, permit
    )
    demand.that(received >= staked, "UNDERPAID")
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
    @notice Takes one's buy back: between auctions, and in the first 12 hours after news; also
            while trading is stopped.
    """
    person: uint256 = staticcall judging.registry.person_of(msg.sender)
    word: uint256 = 0
    c: auction_clock.Clock = empty(auction_clock.Clock)
    word, c = self._standing_buy(token, person)
    if c.opened != 0:
        demand.that(c.restarts != 0, "WITHIN_AUCTION")
        demand.that(block.timestamp < auction_clock.early_until(c), "WITHIN_AUCTION")
    order_book.release(token, person, word, order_book.WITHDRAWN)


@external
def release(token: uint256, person: uint256):
    """
    @notice Gives a buy back that is too old for any auction. Anyone may ask.
    """
    word: uint256 = 0
    c: auction_clock.Clock = empty(auction_clock.Clock)
    word, c = self._standing_buy(token, person)
    demand.that(order_book.is_lapsed(word, c), "NOT_LAPSED")
    order_book.release(token, person, word, order_book.LAPSED)


@internal
def _standing_buy(token: uint256, person: uint256) -> (uint256, auction_clock.Clock):
    """
    @notice A person's buy, and the clock of its token, which must not be ending an auction.
    """
    word: uint256 = order_book.standing(token, person)
    demand.that(order_word.side(word) == order_word.BUY, "NO_BUY_ORDER")
    c: auction_clock.Clock = order_book.touched(token)
    demand.that(not c.settling and not c.cancelled, "SETTLING")
    return word, c


@external
def sync(token: uint256):
    """
    @notice Moves the clock of a token's auction by the stops of the market so far. Anyone may;
            whoever orders does so by the way.
    """
    order_book.touched(token)


@external
def settle(token: uint256, max_pairs: uint256):
    """
    @notice Settles an auction that has run out, in steps if need be. Anyone may.
    @param max_pairs How many pairs of orders this step fills at most (of an auction that news
           has ended: how many orders it releases).
    """
    c: auction_clock.Clock = order_book.touched(token)
    demand.that(c.opened != 0, "NO_AUCTION")
    if c.cancelled:
        # What is released is paid back, whatever is stopped.
        settlement.cancel(token, c, max_pairs)
        return
    self._not_stopped(c)
    if c.settling:
        settlement.resume(token, c, max_pairs)
    else:
        demand.that(block.timestamp >= c.end, "STILL_OPEN")
        settlement.start(token, c, max_pairs)


@view
@internal
def _claimed(token: uint256, holder: uint256) -> bool:
    """
    @notice Whether a decision that is open moves the holder's shares to somebody else. Before the
            hand-over an account without code is the authority, and decides nothing.
    """
    return staticcall Deciding(self.authority).claims_shares(
        token, holder, skip_contract_check=True, default_return_value=False
    )


@internal
def _open_for_orders(token: uint256, units: uint256, price: uint256) -> auction_clock.Clock:
    """
    @notice The clock of a token that takes this order now.
    """
    c: auction_clock.Clock = order_book.touched(token)
    smallest: uint256 = bold.at(c.numbers, bold.SMALLEST) * 10**6
    demand.that(pricing.cost_down(units, price) >= smallest, "ORDER_TOO_SMALL")
    self._not_stopped(c)
    demand.that(not c.settling and not c.cancelled, "SETTLING")
    return c


@view
@internal
def _not_stopped(c: auction_clock.Clock):
    """
    @notice Refuses while trading of the token or of all is stopped.
    """
    demand.that(block.timestamp >= c.halted_until, "HALTED")
    demand.that(block.timestamp >= c.stopped_until, "MARKET_STOPPED")


# --- the authority ---


@external
def halt(token: uint256, until: uint256):
    """
    @notice Stops a token's auctions for a while; the clock of one that runs stands.
    @param until When they go on, in seconds: at most as far ahead as a freeze may last.
    """
    demand.that(msg.sender == self.authority, "NOT_AUTHORITY")
    c: auction_clock.Clock = order_book.clock(token)
    people: uint256 = staticcall order_book.rules.numbers(bold.PEOPLE)
    longest: uint256 = bold.at(people, bold.LONGEST_FREEZE)
    demand.that(until > block.timestamp and until <= block.timestamp + longest, "BAD_TIME")
    again: uint256 = c.halted_until + BETWEEN_HALTS if c.halted_until != 0 else 0
    demand.that(block.timestamp >= again, "HALTED_LATELY")
    # Where the market is stopped too, its clock stands already for so long.
    c = auction_clock.stand_still(c, max(block.timestamp, c.stopped_until), until)
    c.halted_until = until
    order_book.set_clock(token, c)
    log AuctionHalted(token=token, until=until, end=c.end)


@external
def force_transfer(token: uint256, from_person: uint256, to_person: uint256, units: uint256):
    """
    @notice Moves shares as a decision says: to heirs, or as a court orders. The order of the
            person who gives them is released first.
    @param token Whose shares.
    @param from_person Who holds them; never the issuer.
    @param to_person Who gets them; lots keep their costs and dates.
    @param units How many, in base units.
    """
    demand.that(msg.sender == self.authority, "NOT_AUTHORITY")
    # Between the steps of a settlement what will be filled is fixed. Anyone can finish it.
    demand.that(not auction_clock.is_settling(order_book.clocks[token]), "SETTLING")
    word: uint256 = order_book.standing(token, from_person)
    if word != 0:
        order_book.release(token, from_person, word, order_book.FORCED)
    extcall judging.ledger.force(token, from_person, to_person, units)


# --- what issuers bought back ---


@view
@external
def buybacks(token: uint256) -> uint256:
    """
    @notice How many fills of the token's auctions were the issuer's own.
    """
    return settlement.buyback_count[token]


@view
@external
def buyback(token: uint256, n: uint256) -> (uint256, uint256, uint256, uint256):
    """
    @notice One of them.
    @param n From 0, in order of time.
    @return Who sold, how many units, what they got above the reference price from before it, and
            when.
    """
    word: uint256 = settlement.buyback_words[token][n]
    return (
        word & order_book.MASK_32,
        (word >> 32) & order_word.MAX_UNITS,
        word >> 148,
        (word >> 116) & order_book.MASK_32,
    )
