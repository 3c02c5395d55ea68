# pragma version ~=0.4.3
"""
@title Bold: the numbers of the rules that a decision may change, as other contracts read them
@license AGPL-3.0-only
@notice `Rules.numbers(group)` is one word of eight numbers of 32 bits, the first in the lowest
        bits: seconds, whole dollars, per cent, or counts. The places in a word are named here,
        once; `Rules` holds the values.
"""

# Groups.
PEOPLE: constant(uint256) = 0
AUCTION: constant(uint256) = 1
OFFERING: constant(uint256) = 2
COMPANIES: constant(uint256) = 3
DISPUTES: constant(uint256) = 4
COMPLIANCE: constant(uint256) = 5
WATCHING: constant(uint256) = 6
GROUPS: constant(uint256) = 7

# PEOPLE
RECOVERY_WAIT: constant(uint256) = 0  # seconds in which the old wallet can cancel a recovery
LONGEST_FREEZE: constant(uint256) = 1  # seconds

# AUCTION
EARLY: constant(uint256) = 0  # seconds from the start in which a buy counts as early
SELLS_CLOSE: constant(uint256) = 1  # seconds before the end after which no sell is accepted
LENGTH: constant(uint256) = 2  # seconds
SMALLEST: constant(uint256) = 3  # dollars an order is worth at least
BUY_LIFE: constant(uint256) = 4  # seconds
EXTENSION: constant(uint256) = 5  # seconds
REFERENCE_VOLUME: constant(uint256) = 6  # dollars

# OFFERING
REST: constant(uint256) = 0  # seconds in which proceeds rest
FEWEST_BUYERS: constant(uint256) = 1
PREMIUM: constant(uint256) = 2  # per cent of the reference price that is believed
LONGEST_OFFERING: constant(uint256) = 3  # seconds
NO_WITHDRAWAL: constant(uint256) = 4  # seconds before the deadline

# COMPANIES
COST_AGE: constant(uint256) = 0  # seconds between attestation and closing
SIGNATURES: constant(uint256) = 1  # of three named attestors
REPORT_WITHIN: constant(uint256) = 2  # seconds after closing
PAY_WITHIN: constant(uint256) = 3  # seconds after the exit was attested or accepted
INTEREST: constant(uint256) = 4  # per cent a year, simple
BUYBACK_REACH: constant(uint256) = 5  # seconds

# DISPUTES
WINDOW: constant(uint256) = 0  # seconds in which a reported exit can be disputed
LEAST_BOND: constant(uint256) = 1  # dollars
MOST_BOND: constant(uint256) = 2  # dollars

# COMPLIANCE
MOST_HOLDERS: constant(uint256) = 0
MOST_RETAIL: constant(uint256) = 1  # holders who are not accredited
WORLD_LIMIT: constant(uint256) = 2  # dollars

# WATCHING
WATCH_BOND: constant(uint256) = 0  # dollars
ANSWER_WITHIN: constant(uint256) = 1  # seconds
PENALTY: constant(uint256) = 2  # per cent of the holders' share
MOST_REWARD: constant(uint256) = 3  # dollars
LARGE_HIDING: constant(uint256) = 4  # dollars
STRIKE_AFTER: constant(uint256) = 5  # seconds overdue
BAN_AFTER: constant(uint256) = 6  # seconds overdue

MASK: constant(uint256) = 2**32 - 1


@pure
@internal
def at(word: uint256, place: uint256) -> uint256:
    """
    @notice One number of a word of eight.
    """
    return (word >> (32 * place)) & MASK
