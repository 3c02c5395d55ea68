# pragma version ~=0.4.3
# pragma nonreentrancy on
# pragma optimize gas
"""
@title Members: who counts, and how many it takes to overrule the authority
@license AGPL-3.0-only
@notice Counted are the people who had been members for 30 days, the earliest first, growing at
        most a quarter a month, less those marked expired. A decision falls when vetoes reach
        `theta` of them, and at least five. `theta` starts at 20 %, falls with the years, and falls
        further the better the adviser proves to be. Nothing here can raise it.
@dev Months of growth are 30 days from genesis; whoever rolls them, and however late, the same
     counts come out, because the registry answers for any time that has passed. What is allowed
     in a month is a quarter more than the count at the start of the month before: whatever 30
     days one looks at, growth stays below a quarter.
@custom:security Opinions are scored in the order in which they were filed: opened in an order of
     the adviser's choice, the right ones first, they would lower `theta` for ever before the
     wrong ones count.
"""

interface People:
    def members_at(time: uint256) -> uint256: view
    def marked_up_to(rank: uint256) -> uint256: view


interface Decisions:
    def outcome(decision: uint256) -> (uint8, uint8, uint256, uint256): view


struct Opinion:
    decision: uint256
    sealed: bytes32
    said: uint256  # 0 not opened, 1 against the decision, 2 for it


event AdviserSet:
    adviser: indexed(address)


event OpinionFiled:
    decision: indexed(uint256)
    number: uint256
    sealed: bytes32


event OpinionOpened:
    decision: indexed(uint256)
    uphold: bool


# An opinion that was never opened counts as disagreed.
event OpinionScored:
    decision: indexed(uint256)
    agreed: bool
    theta: uint256


DAY: constant(uint256) = 86_400
MONTH: constant(uint256) = 30 * DAY  # of growth
HALF_YEAR: constant(uint256) = 365 * DAY // 2
JOINED_BEFORE: constant(uint256) = 30 * DAY
UNCAPPED: constant(uint256) = 100  # members who count whatever the growth
MOST_MONTHS: constant(uint256) = 240  # rolled in one call

WHOLE: constant(uint256) = 1_000_000  # `theta` and `base` are millionths
FIRST_BASE: constant(uint256) = 200_000
BASE_STEP: constant(uint256) = 25_000
LAST_BASE: constant(uint256) = 50_000
FEWEST_VETOES: constant(uint256) = 5

FEWEST_SCORED: constant(uint256) = 20
MOST_SCORED: constant(uint256) = 100
OPEN_WITHIN: constant(uint256) = 14 * DAY  # after a case is final
SCORED_AT_ONCE: constant(uint256) = 32

# Classes and states of decisions, as `powers` and `decision_word` name them.
HEAVY: constant(uint8) = 3
OPEN: constant(uint8) = 2
EXECUTED: constant(uint8) = 3
FALLEN: constant(uint8) = 4
REJECTED: constant(uint8) = 7

REGISTRY: immutable(People)
DEPLOYER: immutable(address)
genesis: public(immutable(uint256))

authority: public(address)

# The month whose cap this is, the most who count in it, and how many counted at its start.
month: uint256
cap: uint256
at_start: uint256

# The lowest `theta` there was; see `_theta`.
lowest: uint256

adviser: public(address)
# Opinions by the order of filing, from 1; the next one to be scored; which one a decision has.
opinions: HashMap[uint256, Opinion]
filed: public(uint256)
next: uint256
opinion_of: HashMap[uint256, uint256]
# The last hundred results, the newest in the lowest bit; how many there are; how many agreed.
results: uint256
scored: uint256
agreed: uint256


@deploy
def __init__(registry: address):
    """
    @notice Time is counted from here.
    @param registry Who is a member, and since when.
    """
    REGISTRY = People(registry)
    DEPLOYER = msg.sender
    genesis = block.timestamp
    self.cap = UNCAPPED
    self.lowest = FIRST_BASE
    self.next = 1


@external
def wire(authority: address):
    """
    @notice Names the contract whose decisions are opined on; once, by the deployer.
    @param authority The authority's contract.
    """
    assert msg.sender == DEPLOYER, "NOT_DEPLOYER"
    assert self.authority == empty(address) and authority != empty(address), "ALREADY_WIRED"
    self.authority = authority


# --- who counts ---


@external
def count() -> (uint256, uint256, uint256):
    """
    @notice Counts the members of a decision that is published now. Anyone may.
    @return The last rank that counts, how many count, and the vetoes that overrule.
    """
    self._roll(MOST_MONTHS)
    assert self.month == self._month_now(), "MONTHS_BEHIND"
    self.lowest = self._theta()
    return self._counted(self.cap)


@external
def roll(most: uint256):
    """
    @notice Brings the growth of months that have passed up to date. Anyone may.
    @param most How many months at most.
    """
    self._roll(min(most, MOST_MONTHS))


@internal
def _roll(most: uint256):
    """
    @notice Goes on month by month, at most so many.
    """
    month: uint256 = self.month
    cap: uint256 = 0
    at_start: uint256 = 0
    month, cap, at_start = self._rolled(most)
    if month != self.month:
        self.month = month
        self.cap = cap
        self.at_start = at_start


@view
@internal
def _rolled(most: uint256) -> (uint256, uint256, uint256):
    """
    @notice Month, cap and count at its start, after at most so many more months.
    """
    month: uint256 = self.month
    cap: uint256 = self.cap
    at_start: uint256 = self.at_start
    now: uint256 = self._month_now()
    for _: uint256 in range(most, bound=MOST_MONTHS):
        if month == now:
            break
        month += 1
        cap = max(UNCAPPED, at_start * 5 // 4)
        at_start = min(
            staticcall REGISTRY.members_at(genesis + month * MONTH - JOINED_BEFORE), cap
        )
    return month, cap, at_start


@view
@internal
def _month_now() -> uint256:
    """
    @notice Which month of growth runs, from 0.
    """
    return (block.timestamp - genesis) // MONTH


@view
@internal
def _counted(cap: uint256) -> (uint256, uint256, uint256):
    """
    @notice Last rank, members and needed vetoes now, under the cap of this month.
    """
    last: uint256 = min(staticcall REGISTRY.members_at(block.timestamp - JOINED_BEFORE), cap)
    members: uint256 = last - staticcall REGISTRY.marked_up_to(last)
    share: uint256 = (self._theta() * members + WHOLE - 1) // WHOLE
    return last, members, max(FEWEST_VETOES, share)


# --- how many it takes ---


@view
@internal
def _base() -> uint256:
    """
    @notice 20 %, less 2.5 points each half year, at least 5 %.
    """
    steps: uint256 = (block.timestamp - genesis) // HALF_YEAR
    return max(LAST_BASE, FIRST_BASE - min(steps * BASE_STEP, FIRST_BASE))


@view
@internal
def _theta() -> uint256:
    """
    @notice The lower of what it was and what base and score make of it now. Between two scores
            this only falls, so what it was is asked before and after each.
    """
    now: uint256 = self._base()
    if self.scored >= FEWEST_SCORED:
        now = now * (2 * self.scored - self.agreed) // (2 * self.scored)
    return min(self.lowest, now)


# --- the adviser ---


@external
def set_adviser(account: address):
    """
    @notice Appoints the adviser; members alone decide that. The score begins anew, and opinions
            that are not scored yet no longer count.
    @param account Who files opinions from now on; empty: nobody.
    """
    assert msg.sender == self.authority, "NOT_AUTHORITY"
    self.lowest = self._theta()
    self.adviser = account
    self.next = self.filed + 1
    self.results = 0
    self.scored = 0
    self.agreed = 0
    log AdviserSet(adviser=account)


@external
def file_opinion(decision: uint256, sealed: bytes32):
    """
    @notice Files the adviser's sealed opinion on a heavy decision, before it is ready.
    @param decision Which decision.
    @param sealed keccak256(abi_encode(decision, uphold, salt)).
    """
    assert msg.sender == self.adviser, "NOT_ADVISER"
    assert sealed != empty(bytes32), "EMPTY_HASH"
    assert self.opinion_of[decision] < self.next, "NO_OPINION"
    status: uint8 = 0
    kind: uint8 = 0
    ready: uint256 = 0
    closed: uint256 = 0
    status, kind, ready, closed = staticcall Decisions(self.authority).outcome(decision)
    assert kind == HEAVY and status == OPEN and block.timestamp < ready, "TOO_LATE"
    number: uint256 = self.filed + 1
    self.filed = number
    self.opinion_of[decision] = number
    self.opinions[number] = Opinion(decision=decision, sealed=sealed, said=0)
    log OpinionFiled(decision=decision, number=number, sealed=sealed)


@external
def open_opinion(decision: uint256, uphold: bool, salt: bytes32):
    """
    @notice Opens an opinion, within 14 days after its case is final: after the decision was
            executed or was overruled.
    @param decision Which decision.
    @param uphold Whether the opinion is for the decision.
    @param salt What the seal was salted with.
    """
    number: uint256 = self.opinion_of[decision]
    assert number != 0 and number >= self.next, "NO_OPINION"
    opinion: Opinion = self.opinions[number]
    assert opinion.said == 0, "NO_OPINION"
    assert keccak256(abi_encode(decision, uphold, salt)) == opinion.sealed, "WRONG_OPENING"
    final: bool = False
    stood: bool = False
    closed: uint256 = 0
    final, stood, closed = self._final(decision)
    assert final and closed != 0, "TOO_EARLY"
    assert block.timestamp <= closed + OPEN_WITHIN, "TOO_LATE"
    self.opinions[number].said = 2 if uphold else 1
    log OpinionOpened(decision=decision, uphold=uphold)
    self._settle(SCORED_AT_ONCE)


@external
def settle_scores(most: uint256):
    """
    @notice Scores opinions whose cases are final, in the order of filing. Anyone may.
    @param most How many at most.
    """
    self._settle(min(most, SCORED_AT_ONCE))


@view
@internal
def _final(decision: uint256) -> (bool, bool, uint256):
    """
    @notice Whether nothing more comes of a decision, whether it stood, and since when; no time
            for one that ended without a ruling.
    """
    status: uint8 = 0
    kind: uint8 = 0
    ready: uint256 = 0
    closed: uint256 = 0
    status, kind, ready, closed = staticcall Decisions(self.authority).outcome(decision)
    if status == EXECUTED:
        return True, True, closed
    if status == FALLEN or status == REJECTED:
        return True, False, closed
    return status != OPEN, False, 0


@internal
def _settle(most: uint256):
    """
    @notice Scores from the next on, until one whose time has not come.
    """
    number: uint256 = self.next
    last: uint256 = self.filed
    for _: uint256 in range(most, bound=SCORED_AT_ONCE):
        if number > last:
            break
        opinion: Opinion = self.opinions[number]
        final: bool = False
        stood: bool = False
        closed: uint256 = 0
        final, stood, closed = self._final(opinion.decision)
        if not final:
            break
        if closed != 0:
            if opinion.said == 0 and block.timestamp <= closed + OPEN_WITHIN:
                break
            self._score(opinion.decision, opinion.said == (2 if stood else 1))
        number += 1
    self.next = number


@internal
def _score(decision: uint256, agreed: bool):
    """
    @notice Counts one result, and forgets the oldest beyond a hundred.
    """
    self.lowest = self._theta()
    if self.scored == MOST_SCORED:
        self.agreed -= (self.results >> (MOST_SCORED - 1)) & 1
    else:
        self.scored += 1
    bit: uint256 = convert(agreed, uint256)
    self.results = ((self.results << 1) & (2**MOST_SCORED - 1)) | bit
    self.agreed += bit
    self.lowest = self._theta()
    log OpinionScored(decision=decision, agreed=agreed, theta=self.lowest)


# --- answers ---


@view
@external
@reentrant
def counted() -> (uint256, uint256, uint256):
    """
    @notice What `count` would answer now.
    """
    month: uint256 = 0
    cap: uint256 = 0
    at_start: uint256 = 0
    month, cap, at_start = self._rolled(MOST_MONTHS)
    return self._counted(cap)


@view
@external
@reentrant
def theta() -> uint256:
    """
    @notice The part of the members whose vetoes overrule, in millionths.
    """
    return self._theta()


@view
@external
@reentrant
def base() -> uint256:
    """
    @notice The part before the adviser's score, in millionths.
    """
    return self._base()


@view
@external
@reentrant
def score() -> (uint256, uint256):
    """
    @notice How many of the adviser's scored opinions agreed, and how many are scored.
    """
    return self.agreed, self.scored


@view
@external
@reentrant
def opinion(decision: uint256) -> (bytes32, uint8, bool):
    """
    @notice The seal of the opinion on a decision; 0 not opened, 1 against, 2 for; and whether it
            waits to be scored.
    """
    number: uint256 = self.opinion_of[decision]
    one: Opinion = self.opinions[number]
    return one.sealed, convert(one.said, uint8), number != 0 and number >= self.next
