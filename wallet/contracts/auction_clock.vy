# pragma version ~=0.4.3
"""
@title The clock of an auction in one storage word
@license AGPL-3.0-only
@notice opened 32 | start 32 | end 32 | halted until 32 | last settled 32 | last news 32 |
        number 32 | restarts 8 | flags 8, from the lowest bit up; times in seconds.
@dev Sells are taken until a day before the end, whether the auction is fresh, restarted or
     extended: that one rule is all three of the rules.
"""

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
        number=(word >> 192) & MASK_32,
        restarts=(word >> 224) & 255,
        extended=(word >> 232) & 1 == 1,
        settling=(word >> 233) & 1 == 1,
        cancelled=(word >> 234) & 1 == 1,
        reported=(word >> 235) & 1 == 1,
    )


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
        | (c.restarts << 224)
        | (convert(c.extended, uint256) << 232)
        | (convert(c.settling, uint256) << 233)
        | (convert(c.cancelled, uint256) << 234)
        | (convert(c.reported, uint256) << 235)
    )
