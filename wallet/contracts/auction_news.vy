# pragma version ~=0.4.3
# pragma nonreentrancy on
"""
@title News: what begins the 48 hours of an auction anew
@license AGPL-3.0-only
@notice An exit of the issuer, a debt of theirs paid in full, a freeze or a ban of them.
@dev These functions only set flags and are open while the auctions are locked: a settlement pays
     people, paying someone can pay off a debt, and that is news.
"""

import auction_clock
import bold
import clearing
import demand
import judging
import order_book
import order_word

uses: order_book
uses: judging


event AuctionRestarted:
    token: indexed(uint256)
    start: uint256
    end: uint256


event AuctionCancelled:
    token: indexed(uint256)


event OrdersRaised:
    token: indexed(uint256)
    by: uint256


NEWS_PAUSE: constant(uint256) = 7 * 86400
MOST_RESTARTS: constant(uint256) = 2
S: constant(uint256) = 10_000_000 * 10**18


@external
@reentrant
def exit_news(token: uint256, gain: uint256):
    """
    @notice The issuer has reported an exit: what is for sale is worth more by the gain's part.
    @param token Whose shares.
    @param gain The exit's gain, in base units of money.
    """
    demand.that(msg.sender == judging.companies.address, "NOT_COMPANIES")
    # Whether an auction runs is in the word; the rules are asked only where one does.
    c: auction_clock.Clock = auction_clock.unpack(order_book.clocks[token])
    first: bool = not c.reported
    c.reported = True
    if c.opened != 0 and not c.settling and not c.cancelled:
        head: uint256 = order_book.heads[token]
        before: uint256 = order_book.raised(head)
        by: uint256 = min(min(gain, S) * clearing.SCALE // S, order_word.MAX_PRICE - before)
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
    demand.that(msg.sender == judging.companies.address, "NOT_COMPANIES")
    self._news_by_issuer(token, auction_clock.unpack(order_book.clocks[token]), False)


@external
@reentrant
def standing_news(token: uint256):
    """
    @notice The issuer was frozen or banned.
    """
    demand.that(msg.sender == judging.registry.address, "NOT_REGISTRY")
    self._restart(token, auction_clock.unpack(order_book.clocks[token]))


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
            c = order_book.with_rules(c)
            c.restarts += 1
            c.start = max(block.timestamp, max(c.halted_until, c.stopped_until))
            c.end = c.start + bold.at(c.numbers, bold.LENGTH)
            log AuctionRestarted(token=token, start=c.start, end=c.end)
    order_book.set_clock(token, c)
