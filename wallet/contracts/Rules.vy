# pragma version ~=0.4.3
# pragma nonreentrancy on
# pragma optimize gas
"""
@title Rules: the numbers that a decision may change, and the stop of the market
@license AGPL-3.0-only
@notice The rules print some numbers in bold. They are set at deployment, and changed later only by
        a rules decision, always between half and twice what the rules print. Every contract asks
        here; none keeps its own. The market's stop is here too, because whoever must know it asks
        for numbers in the same breath. All other numbers of the rules are constants in code.
@dev The role of the authority is held by the contract `Authority`, which can use it only through
     published decisions and cannot hand it on.
"""

from interfaces import IRules
import bold

implements: IRules

event AuthoritySet:
    authority: indexed(address)


event NumberSet:
    group: indexed(uint256)
    place: indexed(uint256)
    value: uint256


event MarketStopped:
    until: uint256


DAY: constant(uint256) = 86400
PLACES: constant(uint256) = 8
LONGEST_STOP: constant(uint256) = 7 * DAY

# What the rules print, a word for each group.
PRINTED: constant(uint256[bold.GROUPS]) = [
    (7 * DAY) | ((14 * DAY) << 32),
    (DAY // 2) | (DAY << 32) | ((2 * DAY) << 64) | (100 << 96) | ((30 * DAY) << 128) | ((7 * DAY) << 160) | (1_000 << 192),
    (3 * DAY) | (3 << 32) | (120 << 64) | ((60 * DAY) << 96) | ((2 * DAY) << 128),
    (90 * DAY) | (2 << 32) | ((30 * DAY) << 64) | ((30 * DAY) << 96) | (10 << 128) | ((365 * DAY) << 160),
    (7 * DAY) | (100 << 32) | (25_000 << 64),
    1_999 | (499 << 32) | (1_000 << 64),
    100 | ((14 * DAY) << 32) | (100 << 64) | (25_000 << 96) | (10_000 << 128) | ((90 * DAY) << 160) | ((180 * DAY) << 192),
]

authority: public(address)
# group -> eight numbers; see `bold`.
words: uint256[bold.GROUPS]
# Seconds of all stops so far, and above 128 bits when the last one ends: whoever settles an
# auction asks for both.
stops: uint256


@deploy
def __init__():
    """
    @notice The numbers as printed. The deployer may change them until the role is handed over.
    """
    self.words = PRINTED
    self.authority = msg.sender
    log AuthoritySet(authority=msg.sender)


@view
@internal
def _only_authority():
    """
    @notice Refuses everybody else.
    """
    assert msg.sender == self.authority, "NOT_AUTHORITY"


@external
def set_authority(authority: address):
    """
    @notice Hands the role on: done once, when the network is deployed.
    @param authority Who holds it from now on.
    """
    self._only_authority()
    assert authority != empty(address), "EMPTY_ADDRESS"
    self.authority = authority
    log AuthoritySet(authority=authority)


@external
def set_number(group: uint256, place: uint256, to: uint256):
    """
    @notice Changes one number, between half and twice what the rules print.
    @param group Which word; see `bold`.
    @param place Which of its eight.
    @param to Seconds, whole dollars, per cent or a count, as the number is.
    """
    self._only_authority()
    assert group < bold.GROUPS and place < PLACES, "NO_SUCH_NUMBER"
    printed: uint256 = bold.at(PRINTED[group], place)
    assert printed != 0, "NO_SUCH_NUMBER"
    assert 2 * to >= printed and to <= 2 * printed, "NUMBER_OUT_OF_BOUNDS"
    at: uint256 = 32 * place
    self.words[group] = (self.words[group] & ~(bold.MASK << at)) | (to << at)
    log NumberSet(group=group, place=place, value=to)


@external
def stop_market(until: uint256):
    """
    @notice Stops trading for at most seven days; the clocks of auctions stand meanwhile. Claims,
            refunds and payments of debts go on.
    @dev That the authority does this once, and members more often, is for `Authority` to see to.
    @param until When trading goes on, in seconds.
    """
    self._only_authority()
    since: uint256 = max(block.timestamp, self.stops >> 128)
    assert until > since and until <= block.timestamp + LONGEST_STOP, "BAD_TIME"
    self.stops = ((self.stops & (2**128 - 1)) + until - since) | (until << 128)
    log MarketStopped(until=until)


# --- answers ---


@view
@external
@reentrant
def numbers(group: uint256) -> uint256:
    """
    @notice Eight numbers in one word, the first in the lowest 32 bits.
    """
    return self.words[group]


@view
@external
@reentrant
def number(group: uint256, place: uint256) -> uint256:
    """
    @notice One number as it is now.
    """
    return bold.at(self.words[group], place)


@view
@external
@reentrant
def printed(group: uint256, place: uint256) -> uint256:
    """
    @notice One number as the rules print it; 0: no number has this place.
    """
    return bold.at(PRINTED[group], place)


@view
@external
@reentrant
def market(group: uint256) -> (uint256, uint256, uint256):
    """
    @notice Numbers of a group, how long the market was stopped in all (a stop that runs counts
            whole), and until when it is stopped.
    """
    stops: uint256 = self.stops
    return self.words[group], stops & (2**128 - 1), stops >> 128


@view
@external
@reentrant
def stopped_until() -> uint256:
    """
    @notice When the last stop of the market ends or ended, in seconds; 0: there was none.
    """
    return self.stops >> 128
