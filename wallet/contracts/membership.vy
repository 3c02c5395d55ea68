# pragma version ~=0.4.3
"""
@title Membership: when people became members, and how many of them are marked expired
@license AGPL-3.0-only
@notice Members are people who showed a document. They have ranks 1, 2, 3, ... in the order in
        which they did, for ever, so that "who was a member at that time" is a number. Who ran
        out or was banned can be marked by anybody, and is then left out of what is counted.
@dev Times lie eight to a word. Marks are a tree: bits of 256 ranks a word, and above them eight
     levels of eight counts of 32 bits a word, so that a mark and a sum cost the same for any
     number of members. A sum of eight counts is one multiplication.
"""

event MemberAdded:
    person: indexed(uint256)
    rank: uint256


event Marked:
    person: indexed(uint256)
    marked: bool


TIME_MASK: constant(uint256) = 2**32 - 1
LEVELS: constant(uint256) = 8
EVERY_COUNT: constant(uint256) = (
    1 | (1 << 32) | (1 << 64) | (1 << 96) | (1 << 128) | (1 << 160) | (1 << 192) | (1 << 224)
)

# Times of eight ranks a word, the earlier in the lower bits.
times: HashMap[uint256, uint256]
# level -> place -> bits of 256 ranks (level 0), or eight counts (above).
marks: HashMap[uint256, HashMap[uint256, uint256]]
# rank -> when the last mark was taken away: from then on the member counts again. 0: never marked.
counted_since: HashMap[uint256, uint256]


@internal
def note(rank: uint256):
    """
    @notice Writes down that somebody is a member from now on; the caller logs who.
    @param rank One more than the last one given.
    """
    place: uint256 = rank - 1
    self.times[place // 8] |= block.timestamp << (32 * (place % 8))


@internal
def mark(person: uint256, rank: uint256, marked: bool):
    """
    @notice Marks a member, or takes the mark away; the caller knows that this is a change.
    """
    place: uint256 = rank - 1
    self.marks[0][place // 256] ^= 1 << (place % 256)
    place //= 256
    for level: uint256 in range(1, LEVELS + 1):
        one: uint256 = 1 << (32 * (place % 8))
        place //= 8
        if marked:
            self.marks[level][place] += one
        else:
            self.marks[level][place] -= one
    if not marked:
        self.counted_since[rank] = block.timestamp
    log Marked(person=person, marked=marked)


@view
@internal
def marked_up_to(rank: uint256) -> uint256:
    """
    @notice How many members of this rank or a lower one are marked.
    """
    place: uint256 = min(rank, TIME_MASK)
    within: uint256 = (1 << (place % 256)) - 1
    place //= 256
    total: uint256 = self._bits(self.marks[0][place] & within)
    for level: uint256 in range(1, LEVELS + 1):
        below: uint256 = (1 << (32 * (place % 8))) - 1
        place //= 8
        total += unsafe_mul(self.marks[level][place] & below, EVERY_COUNT) >> 224
    return total


@pure
@internal
def _bits(word: uint256) -> uint256:
    """
    @notice How many bits of a word are set.
    """
    pairs: uint256 = max_value(uint256) // 3  # 0101...
    fours: uint256 = max_value(uint256) // 5  # 00110011...
    eights: uint256 = max_value(uint256) // 17  # 00001111...
    ones: uint256 = max_value(uint256) // 255  # 00000001...
    n: uint256 = word - ((word >> 1) & pairs)
    n = (n & fours) + ((n >> 2) & fours)
    n = (n + (n >> 4)) & eights
    # 256 bits do not fit the last byte of the product: count the two halves.
    low: uint256 = unsafe_mul(n & (2**128 - 1), ones & (2**128 - 1)) & (2**128 - 1)
    high: uint256 = unsafe_mul(n >> 128, ones & (2**128 - 1)) & (2**128 - 1)
    return (low >> 120) + (high >> 120)


@view
@internal
def members_at(time: uint256, members: uint256) -> uint256:
    """
    @notice How many had become members at that time or before.
    @param members How many there are now.
    """
    low: uint256 = 0
    high: uint256 = members
    for _: uint256 in range(33):
        if low == high:
            break
        middle: uint256 = (low + high) // 2
        at: uint256 = (self.times[middle // 8] >> (32 * (middle % 8))) & TIME_MASK
        if at <= time:
            low = middle + 1
        else:
            high = middle
    return low
