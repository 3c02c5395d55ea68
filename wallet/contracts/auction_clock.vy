# pragma version ~=0.4.3
"""
@title The clock of an auction in one storage word
@license AGPL-3.0-only
@notice opened 32 | start 32 | end 32 | halted until 32 | last settled 32 | last news 32 |
        number 16 | restarts 8 | flags 8 | stops seen 32, from the lowest bit up; times in seconds.
@dev Sells are taken until a day before the end, whether the auction is fresh, restarted or
     extended: that one rule is all three of the rules.
     A stop of the market moves the clock when it is next read, not when it is declared: the word
     keeps how long all the stops that moved it were. A stop of the token moves it at once. Where
     the two lie over each other the time counts once.
"""

import bold

MASK_16: constant(uint256) = 2**16 - 1
MASK_32: constant(uint256) = 2**32 - 1


struct Clock:
    opened: uint256  # with its first sell; 0: no auction runs
    start: uint256  # of its first twelve hours, anew after each restart
    end: uint256
    halted_until: uint256
    last_settled: uint256
    last_news: uint256  # that the issuer could cause, and that counted
    number: uint256
    restarts: uint256
    extended: bool
    settling: bool  # priced, and not all of it filled yet
    cancelled: bool  # by too much news: whatever stands is to be released
    reported: bool  # the issuer has reported an exit, ever
    seen: uint256  # seconds of all stops of the market that have moved this clock
    # Not kept in the word, but read with it:
    numbers: uint256  # of the auctions; see `bold`
    stopped_until: uint256  # the market


@pure
@internal
def unpack(word: uint256) -> Clock:
    """
    @notice What the word says.
    """
    return Clock(
        opened=word & MASK_32,
        start=(word >> 32) & MASK_32,
        end=(word >> 64) & MASK_32,
        halted_until=(word >> 96) & MASK_32,
        last_settled=(word >> 128) & MASK_32,
        last_news=(word >> 160) & MASK_32,
        number=(word >> 192) & MASK_16,
        restarts=(word >> 208) & 255,
        extended=(word >> 216) & 1 == 1,
        settling=self.is_settling(word),
        cancelled=(word >> 218) & 1 == 1,
        reported=(word >> 219) & 1 == 1,
        seen=word >> 224,
        numbers=0,
        stopped_until=0,
    )


@pure
@internal
def is_settling(word: uint256) -> bool:
    """
    @notice Whether an auction is priced and not all of it filled yet.
    """
    return (word >> 217) & 1 == 1


@pure
@internal
def pack(c: Clock) -> uint256:
    """
    @notice The word that says it. Times must be below 2**32, that is, before the year 2106.
    """
    return (
        c.opened
        | (c.start << 32)
        | (c.end << 64)
        | (c.halted_until << 96)
        | (c.last_settled << 128)
        | (c.last_news << 160)
        | (c.number << 192)
        | (c.restarts << 208)
        | (convert(c.extended, uint256) << 216)
        | (convert(c.settling, uint256) << 217)
        | (convert(c.cancelled, uint256) << 218)
        | (convert(c.reported, uint256) << 219)
        | (c.seen << 224)
    )


@pure
@internal
def early_until(c: Clock) -> uint256:
    """
    @notice Until when a buy counts as early, and after news may be withdrawn.
    """
    return c.start + bold.at(c.numbers, bold.EARLY)


@pure
@internal
def stand_still(clock: Clock, since: uint256, until: uint256) -> Clock:
    """
    @notice The clock after it stood from one time to another.
    """
    c: Clock = clock
    if c.opened != 0 and since < min(c.end, until):
        # The first twelve hours are over or not; if they are, a late order must not become an
        # early one by the stop.
        if since <= self.early_until(c):
            c.start += until - since
        c.end += until - since
    return c


@pure
@internal
def after_stops(clock: Clock, stopped: uint256) -> Clock:
    """
    @notice The clock after stops of the market that it has not seen yet.
    @param stopped Seconds of all stops ever; the last of them ends at `stopped_until`.
    """
    c: Clock = clock
    # Several that nobody saw count as one that ends with the last: between them nobody ordered.
    since: uint256 = c.stopped_until - (stopped - c.seen)
    c.seen = stopped
    # What a stop of the token has moved already does not count again: it began before this one,
    # because who stops a token looks at the market first.
    return self.stand_still(c, max(since, c.halted_until), c.stopped_until)
