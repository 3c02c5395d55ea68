# pragma version ~=0.4.3
# pragma nonreentrancy on
"""
@title Yearly: sums over the last 365 days
@license AGPL-3.0-only
@notice Money is counted in buckets of a twelfth of 365 days. A sum takes the bucket that runs,
        the twelve before it and all that lie ahead: an amount counts for no less than 365 days,
        and for at most a twelfth of a year more. What was counted can be taken off the very
        bucket again, whenever that is.
"""

BUCKET: constant(uint256) = 365 * 86400 // 12
REACH: constant(uint256) = 12  # buckets back
AHEAD: constant(uint256) = 8  # more than an offering's longest time
LANE: constant(uint256) = 64
MOST: constant(uint256) = 2**64 - 1  # more money than there is

# Whose sum -> bucket // 4 -> the money of four buckets.
sums: HashMap[uint256, HashMap[uint256, uint256]]


@pure
@internal
def bucket_of(at: uint256) -> uint256:
    """
    @notice The bucket of a moment.
    @param at In seconds.
    """
    return at // BUCKET


@view
@internal
def total(of: uint256) -> uint256:
    """
    @notice What counts now.
    @param of Whose sum.
    """
    last: uint256 = block.timestamp // BUCKET
    first: uint256 = last - REACH
    found: uint256 = 0
    for row: uint256 in range(first // 4, (last + AHEAD) // 4 + 1, bound=8):
        word: uint256 = self.sums[of][row]
        if word == 0:
            continue
        for k: uint256 in range(4):
            if 4 * row + k >= first:
                found += (word >> (LANE * k)) & MOST
    return found


@internal
def add(of: uint256, bucket: uint256, amount: uint256):
    """
    @notice Counts money in a bucket.
    """
    at: uint256 = LANE * (bucket % 4)
    assert ((self.sums[of][bucket // 4] >> at) & MOST) + amount <= MOST, "TOO_LARGE"
    self.sums[of][bucket // 4] += amount << at


@internal
def subtract(of: uint256, bucket: uint256, amount: uint256):
    """
    @notice Takes money off a bucket in which it was counted.
    """
    self.sums[of][bucket // 4] -= amount << (LANE * (bucket % 4))
