# pragma version ~=0.4.3
# pragma nonreentrancy on
# pragma optimize gas
"""
@title Authority: what may be decided, how late, how openly, and until when
@license AGPL-3.0-only
@notice The authority acts only through published decisions with a reason. Each class has its
        delay, in which the accused may answer and the members may overrule; what is not done
        two weeks after it was ready ends. From month 24 the numbers of the rules change only with
        a majority of the members, from month 48 heavy things too, and at month 60 everything ends
        unless members renew it. Then they decide heavy things themselves.
@dev Who may call what is in `powers`; who counts, and how many it takes, in `Members`. Anyone may
     execute what is ready, so that nobody chooses the moment. A decision is marked executed before
     its call is made; a call that fails takes everything back, and can be tried again.
@custom:security While a decision is open no other on the same case can be published, and none for
     180 days after the members overruled it: the same thing published a hundred times, or again
     each week, would wear out those who must veto each.
"""

from interfaces import IRegistry
import decision_word as words
import powers
import standing as stand

initializes: powers


interface Counting:
    def count() -> (uint256, uint256, uint256): nonpayable
    def genesis() -> uint256: view


interface Grounds:
    def ground(person: uint256) -> (uint8, uint256): view


interface Lifting:
    def unfreeze(person: uint256): nonpayable


struct Decision:
    status: uint8
    kind: uint8
    origin: uint8
    quorum: uint256
    subject: uint256
    call_hash: bytes32
    answer_hash: bytes32  # of the accused, the last one
    published: uint256
    ready: uint256
    ends: uint256
    closed: uint256
    last_rank: uint256
    members: uint256
    needed: uint256
    vetoes: uint256
    yes: uint256
    no: uint256
    support: uint256


event OperatorSet:
    operator: indexed(address)

event PowersRenewed:
    until: uint256

event Published:
    decision: indexed(uint256)
    kind: indexed(uint8)
    subject: indexed(uint256)
    origin: uint8
    author: uint256  # the person who proposed it; 0: the operator, or grounds
    target: address
    data: Bytes[1024]
    call_hash: bytes32
    reason_hash: bytes32
    uri: String[256]
    ready: uint256  # 0: it still gathers support
    ends: uint256
    last_rank: uint256
    members: uint256
    needed: uint256
    quorum: uint256

event Answered:
    decision: indexed(uint256)
    person: indexed(uint256)
    answer_hash: bytes32
    uri: String[256]

event Vetoed:
    decision: indexed(uint256)
    person: indexed(uint256)
    vetoes: uint256

event Fell:
    decision: indexed(uint256)

event Lifted:
    decision: indexed(uint256)

event Voted:
    decision: indexed(uint256)
    person: indexed(uint256)
    yes: bool

event Supported:
    decision: indexed(uint256)
    person: indexed(uint256)
    support: uint256

event Opened:
    decision: indexed(uint256)
    ready: uint256
    ends: uint256

event Executed:
    decision: indexed(uint256)

event Withdrawn:
    decision: indexed(uint256)


DAY: constant(uint256) = 86_400
YEAR: constant(uint256) = 365 * DAY

HEAVY_DELAY: constant(uint256) = 21 * DAY
# Of the authority's decisions, by class.
DELAYS: constant(uint256[8]) = [0, 0, 3 * DAY, HEAVY_DELAY, 30 * DAY, 0, 14 * DAY, 14 * DAY]
LIFE: constant(uint256) = 14 * DAY  # after ready
ANSWER_WITHIN: constant(uint256) = 14 * DAY
BALLOT: constant(uint256) = 14 * DAY  # the last days before ready
PETITION_LIFE: constant(uint256) = 30 * DAY
BETWEEN_FREEZES: constant(uint256) = 90 * DAY
AGAIN: constant(uint256) = 180 * DAY  # between appeals, and after being overruled

MAJORITY_FOR_RULES: constant(uint256) = 2 * YEAR  # month 24
MAJORITY_FOR_HEAVY: constant(uint256) = 4 * YEAR  # month 48
POWERS_LAST: constant(uint256) = 5 * YEAR  # month 60
LONGEST_RENEWAL: constant(uint256) = YEAR
RENEWED_BEFORE: constant(uint256) = 60 * DAY  # at the earliest, before the powers end

QUORUM: constant(uint256) = 5  # per cent
HIGH_QUORUM: constant(uint256) = 10
PROPOSERS: constant(uint256) = 5  # per cent

# What a person votes on, in the key of a ballot.
VETO: constant(uint256) = 0
BALLOT_VOTE: constant(uint256) = 1
SUPPORT_VOTE: constant(uint256) = 2

REGISTRY: immutable(IRegistry)
RULES: immutable(address)
MEMBERS: immutable(Counting)
DEPLOYER: immutable(address)
genesis: public(immutable(uint256))

watching: public(address)
wired: bool
operator: public(address)
powers_until: public(uint256)
seal_used: public(bool)

# Decisions have numbers 1, 2, 3, ...; this is the last one given.
decisions: public(uint256)
# See `decision_word`.
clocks: HashMap[uint256, uint256]
rolls: HashMap[uint256, uint256]
tallies: HashMap[uint256, uint256]
hashes: HashMap[uint256, bytes32]
answers: HashMap[uint256, bytes32]
# decision 184 | what is voted on 8 | rank / 256 -> a bit for each rank.
ballots: HashMap[uint256, uint256]
# The operator's last decision on a case, or the appeal that undid it; see `powers.case_of`.
latest: HashMap[bytes32, uint256]
# The case of a forced transfer -> the decision for whose sake its shares are not sold.
claims: HashMap[bytes32, uint256]
# When the last freeze of a person 64 | of the token of the same id 64 ends or ended.
freezes: HashMap[uint256, uint256]
# person -> last ban proposal on grounds 64 | since when the newest of its grounds had been there 64.
proposals: HashMap[uint256, uint256]
# When a banned person (0: the operator, for a renewal) last asked the members.
appealed: public(HashMap[uint256, uint256])


@deploy
def __init__(registry: address, rules: address, members: address):
    """
    @notice Time is counted from where the members count it.
    @param registry Who is who.
    @param rules Numbers that a decision may change, and the stop of the market.
    @param members Who counts.
    """
    REGISTRY = IRegistry(registry)
    RULES = rules
    MEMBERS = Counting(members)
    DEPLOYER = msg.sender
    genesis = staticcall Counting(members).genesis()
    self.powers_until = genesis + POWERS_LAST


@external
def wire(auction: address, disputes: address, watching: address, compliance: address):
    """
    @notice Fills in where the contracts are that decisions may call; once, by the deployer.
    @param auction Halts and forced transfers.
    @param disputes Rulings on exits.
    @param watching Strikes, and rulings on reports.
    @param compliance Regimes.
    """
    assert msg.sender == DEPLOYER, "NOT_DEPLOYER"
    assert not self.wired, "ALREADY_WIRED"
    self.wired = True
    self.watching = watching
    powers.grant_all(
        REGISTRY.address, RULES, auction, disputes, watching, compliance, MEMBERS.address
    )


@external
def begin(operator: address):
    """
    @notice Names the first operator; once, by the deployer, who can do nothing more here.
    @param operator Who publishes the authority's decisions.
    """
    assert msg.sender == DEPLOYER, "NOT_DEPLOYER"
    assert self.operator == empty(address) and operator != empty(address), "ALREADY_WIRED"
    self.operator = operator
    log OperatorSet(operator=operator)


# --- what only a decision can call, here ---


@external
@reentrant
def set_operator(operator: address):
    """
    @notice Names who publishes the authority's decisions: a heavy decision.
    """
    assert msg.sender == self, "NOT_AUTHORITY"
    assert operator != empty(address), "EMPTY_ADDRESS"
    self.operator = operator
    log OperatorSet(operator=operator)


@external
@reentrant
def renew(until: uint256):
    """
    @notice Lets the authority's powers last longer: members alone decide that, not earlier than
            60 days before they end, and for a year at most.
    @param until When they end then, in seconds.
    """
    assert msg.sender == self, "NOT_AUTHORITY"
    last: uint256 = self.powers_until
    assert block.timestamp + RENEWED_BEFORE >= last, "TOO_EARLY"
    assert until > last and until <= max(last, block.timestamp) + LONGEST_RENEWAL, "BAD_TIME"
    self.powers_until = until
    log PowersRenewed(until=until)


# --- the operator ---


@external
def publish(
    kind: uint8,
    subject: uint256,
    target: address,
    data: Bytes[1024],
    reason_hash: bytes32,
    uri: String[256],
) -> uint256:
    """
    @notice Publishes a decision of the authority. A freeze, and the one seal, act at once.
    @param kind Its class; see `powers`.
    @param subject The person whose case it is; 0: nobody's.
    @param target The contract that it calls.
    @param data The call, whole: who may veto it must know it.
    @param reason_hash Salted hash of the reasons.
    @param uri Where the reasons are.
    @return The decision's number.
    """
    assert msg.sender == self.operator, "NOT_OPERATOR"
    assert block.timestamp < self.powers_until, "POWERS_ENDED"
    power: uint256 = self._power(kind, subject, target, data)
    sort: uint256 = powers.class_of(power)
    assert sort <= powers.SEAL, "MEMBERS_DECIDE"
    case: bytes32 = powers.case_of(power, target, data)
    self._new_case(power, self.latest[case])

    c: words.Clock = self._clock(sort, words.OPERATOR)
    now_done: bool = sort == powers.FREEZE or sort == powers.SEAL
    if sort == powers.FREEZE:
        c.ends = self._freeze(subject, target, data)
    if sort == powers.SEAL:
        assert not self.seal_used, "MEMBERS_DECIDE"
        self.seal_used = True
    if now_done:
        c.status = words.EXECUTED
        c.closed = block.timestamp
    decision: uint256 = self._file(c, subject, 0, target, data, reason_hash, uri)
    self.latest[case] = decision
    if powers.moves_shares(power):
        self._claim(case, decision)
    if now_done:
        self._run(decision, target, data)
    return decision


@external
def withdraw(decision: uint256):
    """
    @notice Takes a decision of the authority back, for example after the accused has answered.
    """
    assert msg.sender == self.operator, "NOT_OPERATOR"
    c: words.Clock = words.clock(self.clocks[decision])
    assert c.origin == words.OPERATOR, "DECISION_CLOSED"
    assert c.status == words.OPEN, "DECISION_CLOSED"
    c.status = words.WITHDRAWN
    c.closed = block.timestamp
    self.clocks[decision] = words.pack_clock(c)
    log Withdrawn(decision=decision)


@external
def ask_renewal(until: uint256, reason_hash: bytes32, uri: String[256]) -> uint256:
    """
    @notice Asks the members to renew the powers: by the operator, once in 180 days.
    @param until When they are to end; see `renew`.
    """
    assert msg.sender == self.operator, "NOT_OPERATOR"
    assert block.timestamp + RENEWED_BEFORE >= self.powers_until, "TOO_EARLY"
    self._not_lately(0)
    data: Bytes[1024] = abi_encode(until, method_id=method_id("renew(uint256)"))
    c: words.Clock = self._clock(powers.MEMBERS, words.MEMBERS)
    return self._file(c, 0, 0, self, data, reason_hash, uri)


# --- forced transfers ---


@external
def claim_shares(decision: uint256, target: address, data: Bytes[1024]):
    """
    @notice Holds the shares that a decision of the members will move, once it is put to all; those
            of the authority do so when they are published. Anyone may.
    @param decision Which decision.
    @param target The contract that it calls.
    @param data The call, as it was published.
    """
    c: words.Clock = words.clock(self.clocks[decision])
    assert self._status(decision, c) == words.OPEN, "DECISION_CLOSED"
    assert powers.call_hash(target, data) == self.hashes[decision], "OTHER_CALL"
    power: uint256 = powers.of_call(target, data)
    assert powers.moves_shares(power), "WRONG_CASE"
    case: bytes32 = powers.case_of(power, target, data)
    assert self._claim(case, decision), "FROZEN_LATELY"


@internal
def _claim(case: bytes32, decision: uint256) -> bool:
    """
    @notice Lets nothing be sold of the shares of a case while this decision is open: else they
            would be gone on the day on which it is carried out. One that came to nothing is not
            followed by another for 90 days, as with freezes.
    @return Whether they are held for this decision now.
    """
    last: uint256 = self.claims[case]
    if last != 0:
        c: words.Clock = words.clock(self.clocks[last])
        status: uint256 = self._status(last, c)
        over: uint256 = c.closed if c.closed != 0 else c.ends
        if status == words.OPEN or (
            status != words.EXECUTED and block.timestamp < over + BETWEEN_FREEZES
        ):
            return last == decision
    self.claims[case] = decision
    return True


@view
@external
@reentrant
def claims_shares(token: uint256, holder: uint256) -> bool:
    """
    @notice Whether a decision that is open moves the holder's shares of a token to somebody else:
            until then they are not sold. Asked by the auction, of which it answers.
    """
    decision: uint256 = self.claims[powers.transfer_case(msg.sender, token, holder)]
    return decision != 0 and self._status(
        decision, words.clock(self.clocks[decision])
    ) == words.OPEN


# --- the accused, and grounds ---


@external
def answer(decision: uint256, answer_hash: bytes32, uri: String[256]):
    """
    @notice The accused answers a heavy decision, in its first 14 days.
    @param answer_hash Salted hash of the answer.
    @param uri Where the answer is.
    """
    c: words.Clock = words.clock(self.clocks[decision])
    person: uint256 = staticcall REGISTRY.person_of(msg.sender)
    assert person != 0 and person == words.roll(self.rolls[decision]).subject, "NOT_THE_ACCUSED"
    delay: uint256 = self._delay(c.kind, c.origin)
    assert c.status == words.OPEN and delay == HEAVY_DELAY, "NOT_THE_ACCUSED"
    assert block.timestamp < c.ready - delay + ANSWER_WITHIN, "TOO_LATE"
    assert answer_hash != empty(bytes32), "EMPTY_HASH"
    self.answers[decision] = answer_hash
    log Answered(decision=decision, person=person, answer_hash=answer_hash, uri=uri)


@external
def propose_ban(person: uint256) -> uint256:
    """
    @notice Proposes to ban a person on grounds that the contracts know: two strikes in three
            years, large hiding, or a debt long overdue. Anyone may, once for each ground; it goes
            the way of a heavy decision, and falls by itself when the ground is gone.
    @return The decision's number.
    """
    grounds: uint8 = 0
    since: uint256 = 0
    grounds, since = staticcall Grounds(self.watching).ground(person)
    assert grounds != 0, "NO_GROUNDS"
    assert not stand.is_banned(staticcall REGISTRY.word(person)), "BANNED"
    before: uint256 = self.proposals[person]
    last: uint256 = before & words.MANY
    if last != 0:
        status: uint256 = self._status(last, words.clock(self.clocks[last]))
        assert status != words.OPEN, "DECISION_OPEN"
        assert since > before >> 64 or status == words.EXPIRED, "NO_GROUNDS"
    data: Bytes[1024] = abi_encode(person, method_id=method_id("ban(uint256)"))
    decision: uint256 = self._file(
        self._clock(powers.HEAVY, words.GROUNDS),
        person,
        0,
        REGISTRY.address,
        data,
        keccak256(abi_encode(person, grounds, since)),
        "",
    )
    self.proposals[person] = decision | (since << 64)
    return decision


@external
def appeal(reason_hash: bytes32, uri: String[256]) -> uint256:
    """
    @notice A banned person asks the members to end the ban, once in 180 days.
    @param reason_hash Salted hash of the reasons.
    @param uri Where the reasons are.
    @return The decision's number.
    """
    person: uint256 = 0
    word: uint256 = 0
    person, word = staticcall REGISTRY.who(msg.sender)
    assert stand.is_banned(word), "NOT_BANNED"
    self._not_lately(person)
    data: Bytes[1024] = abi_encode(person, method_id=method_id("unban(uint256)"))
    c: words.Clock = self._clock(powers.APPEAL, words.MEMBERS)
    return self._file(c, person, person, REGISTRY.address, data, reason_hash, uri)


@internal
def _not_lately(person: uint256):
    """
    @notice Notes that a person (0: the operator) asked the members now; once in 180 days.
    """
    last: uint256 = self.appealed[person]
    assert last == 0 or block.timestamp >= last + AGAIN, "ASKED_LATELY"
    self.appealed[person] = block.timestamp


# --- the members ---


@external
def veto(decision: uint256):
    """
    @notice A member overrules a decision: with enough others it falls. A freeze of a person,
            which acts at once, can then be lifted.
    """
    assert self._veto(decision), "DECISION_CLOSED"


@external
def veto_all(decisions: DynArray[uint256, 32]):
    """
    @notice Vetoes several decisions; passes over those that are closed.
    """
    for decision: uint256 in decisions:
        self._veto(decision)


@external
def lift(decision: uint256, data: Bytes[1024]):
    """
    @notice Ends the freeze of a person that was overruled. Anyone may. (A halt of a token ends
            by itself: the clock of its auction was moved by the whole of it.)
    @param data The call that froze the person.
    """
    c: words.Clock = words.clock(self.clocks[decision])
    assert c.kind == powers.FREEZE and c.status == words.FALLEN, "DECISION_CLOSED"
    assert block.timestamp < c.ends, "NOT_FROZEN"
    assert powers.call_hash(REGISTRY.address, data) == self.hashes[decision], "OTHER_CALL"
    c.ends = block.timestamp
    self.clocks[decision] = words.pack_clock(c)
    log Lifted(decision=decision)
    extcall Lifting(REGISTRY.address).unfreeze(words.roll(self.rolls[decision]).subject)


@external
def propose(
    kind: uint8,
    subject: uint256,
    target: address,
    data: Bytes[1024],
    reason_hash: bytes32,
    uri: String[256],
) -> uint256:
    """
    @notice A member proposes what members decide: the adviser, the renewal of the powers or of
            the seal, and after the end of the powers whatever is light or heavy. With 5 % of the
            members behind it, it is put to all.
    @param kind Its class; the other parameters as in `publish`.
    @return The decision's number.
    """
    power: uint256 = self._power(kind, subject, target, data)
    sort: uint256 = powers.class_of(power)
    if sort == powers.LIGHT or sort == powers.HEAVY:
        assert block.timestamp >= self.powers_until, "AUTHORITY_DECIDES"
    elif sort == powers.SEAL:
        assert self.seal_used or block.timestamp >= self.powers_until, "AUTHORITY_DECIDES"
    else:
        assert sort == powers.MEMBERS, "AUTHORITY_DECIDES"
    c: words.Clock = self._clock(sort, words.MEMBERS)
    c.status = words.PETITION
    c.ready = 0
    c.ends = block.timestamp + PETITION_LIFE
    author: uint256 = staticcall REGISTRY.person_of(msg.sender)
    decision: uint256 = self._file(c, subject, author, target, data, reason_hash, uri)
    self._support(decision, c)
    return decision


@external
def support(decision: uint256):
    """
    @notice A member helps to put a proposal to all.
    """
    c: words.Clock = words.clock(self.clocks[decision])
    assert c.status == words.PETITION and block.timestamp < c.ends, "DECISION_CLOSED"
    self._support(decision, c)


@external
def vote(decision: uint256, yes: bool):
    """
    @notice A member votes on a decision that needs a majority, in the last 14 days before it is
            ready.
    @param yes For or against.
    """
    c: words.Clock = words.clock(self.clocks[decision])
    assert c.status == words.OPEN and c.quorum != 0, "NO_BALLOT"
    assert block.timestamp + BALLOT >= c.ready and block.timestamp < c.ready, "NO_BALLOT"
    person: uint256 = self._cast(
        decision, c.published, words.roll(self.rolls[decision]), BALLOT_VOTE
    )
    self.tallies[decision] += 1 << (words.YES if yes else words.NO)
    log Voted(decision=decision, person=person, yes=yes)


@internal
def _veto(decision: uint256) -> bool:
    """
    @notice Counts the caller's veto; False when the decision is past vetoes.
    """
    c: words.Clock = words.clock(self.clocks[decision])
    assert c.origin != words.MEMBERS, "MEMBERS_DECIDE"
    frozen: bool = c.kind == powers.FREEZE and c.status == words.EXECUTED
    if (c.status != words.OPEN and not frozen) or block.timestamp >= c.ends:
        return False
    r: words.Roll = words.roll(self.rolls[decision])
    person: uint256 = self._cast(decision, c.published, r, VETO)
    counts: uint256 = self.tallies[decision] + 1
    self.tallies[decision] = counts
    vetoes: uint256 = words.tally(counts, words.VETOES)
    log Vetoed(decision=decision, person=person, vetoes=vetoes)
    if vetoes >= r.needed:
        c.status = words.FALLEN
        c.closed = block.timestamp
        self.clocks[decision] = words.pack_clock(c)
        log Fell(decision=decision)
    return True


@internal
def _support(decision: uint256, clock: words.Clock):
    """
    @notice Counts the caller behind a proposal; with enough it is put to all.
    """
    r: words.Roll = words.roll(self.rolls[decision])
    person: uint256 = self._cast(decision, clock.published, r, SUPPORT_VOTE)
    counts: uint256 = self.tallies[decision] + (1 << words.SUPPORT)
    self.tallies[decision] = counts
    behind: uint256 = words.tally(counts, words.SUPPORT)
    log Supported(decision=decision, person=person, support=behind)
    if behind >= self._share(r.members, PROPOSERS):
        c: words.Clock = clock
        c.status = words.OPEN
        c.ready = block.timestamp + self._delay(c.kind, c.origin)
        c.ends = c.ready + LIFE
        self.clocks[decision] = words.pack_clock(c)
        log Opened(decision=decision, ready=c.ready, ends=c.ends)


@internal
def _cast(decision: uint256, published: uint256, r: words.Roll, question: uint256) -> uint256:
    """
    @notice Notes that the caller's one vote on this question is cast: as a member who was counted
            when the decision was published, whose attestation runs, and whose own case it is not.
            Whoever is frozen votes, or else a freeze would silence those who overrule it.
    @return The person.
    """
    person: uint256 = 0
    rank: uint256 = 0
    word: uint256 = 0
    since: uint256 = 0
    person, rank, word, since = staticcall REGISTRY.voter(msg.sender)
    assert rank != 0 and rank <= r.last_rank, "NOT_COUNTED"
    # Whose mark was taken away after members were counted was not counted: nobody lowers the
    # threshold with accounts that have run out, and then votes with them.
    assert since == 0 or since < published, "NOT_COUNTED"
    assert stand.expires(word) > block.timestamp and not stand.is_banned(word), "NOT_ACTIVE"
    assert person != r.subject, "OWN_CASE"
    place: uint256 = (decision << 72) | (question << 64) | (rank >> 8)
    bit: uint256 = 1 << (rank & 255)
    cast: uint256 = self.ballots[place]
    assert cast & bit == 0, "VOTED"
    self.ballots[place] = cast | bit
    return person


# --- what is ready ---


@external
def execute(decision: uint256, target: address, data: Bytes[1024]):
    """
    @notice Does what was decided, from when it is ready until it ends. Anyone may.
    @param decision Which decision.
    @param target The contract that it calls.
    @param data The call, as it was published.
    """
    c: words.Clock = words.clock(self.clocks[decision])
    assert self._status(decision, c) == words.OPEN, "DECISION_CLOSED"
    if block.timestamp < c.ready:
        assert self._decided_early(decision, c), "TOO_EARLY"
    if c.origin != words.MEMBERS and c.quorum != HIGH_QUORUM:
        assert block.timestamp < self.powers_until, "POWERS_ENDED"
    if c.origin == words.GROUNDS:
        grounds: uint8 = 0
        since: uint256 = 0
        grounds, since = staticcall Grounds(self.watching).ground(
            words.roll(self.rolls[decision]).subject
        )
        assert grounds != 0, "NO_GROUNDS"
    assert powers.call_hash(target, data) == self.hashes[decision], "OTHER_CALL"
    c.status = words.EXECUTED
    c.closed = block.timestamp
    self.clocks[decision] = words.pack_clock(c)
    if c.kind == powers.APPEAL:
        # Whom the members let back in is not banned again the next day.
        ban: Bytes[1024] = abi_encode(
            words.roll(self.rolls[decision]).subject, method_id=method_id("ban(uint256)")
        )
        self.latest[powers.call_hash(REGISTRY.address, ban)] = decision
    self._run(decision, target, data)


@internal
def _run(decision: uint256, target: address, data: Bytes[1024]):
    """
    @notice Makes the call of a decision that is marked executed.
    """
    log Executed(decision=decision)
    raw_call(target, data)


# --- filing ---


@view
@internal
def _power(kind: uint8, subject: uint256, target: address, data: Bytes[1024]) -> uint256:
    """
    @notice The power that a call uses; its class and subject must be what is published.
    """
    power: uint256 = powers.of_call(target, data)
    assert convert(kind, uint256) == powers.class_of(power), "WRONG_CASE"
    assert subject == powers.subject_of(power, target, data, REGISTRY), "WRONG_CASE"
    return power


@view
@internal
def _new_case(power: uint256, last: uint256):
    """
    @notice Refuses a decision on a case that is open or was overruled lately, by vetoes, by a
            majority or by an appeal; one that was taken back after somebody had vetoed it counts
            as overruled.
    """
    if last == 0:
        return
    c: words.Clock = words.clock(self.clocks[last])
    status: uint256 = self._status(last, c)
    assert status != words.OPEN, "DECISION_OPEN"
    if not powers.waits(power):
        return
    closed: uint256 = c.closed
    if status == words.REJECTED:
        closed = c.ready
    elif status == words.WITHDRAWN:
        if words.tally(self.tallies[last], words.VETOES) == 0:
            return
    elif status != words.FALLEN and c.kind != powers.APPEAL:
        return
    assert block.timestamp >= closed + AGAIN, "OVERRULED_LATELY"


@internal
def _freeze(subject: uint256, target: address, data: Bytes[1024]) -> uint256:
    """
    @notice Notes a freeze of a person or of their token; one does not prolong the other.
    @return When it ends.
    """
    until: uint256 = powers.argument(data, 1)
    assert until <= words.TIME, "BAD_TIME"
    ends: uint256 = self.freezes[subject]
    mine: uint256 = 0 if target == REGISTRY.address else 64
    own: uint256 = (ends >> mine) & words.MANY
    other: uint256 = (ends >> (64 - mine)) & words.MANY
    assert own == 0 or block.timestamp >= own + BETWEEN_FREEZES, "FROZEN_LATELY"
    assert (
        other == 0 or block.timestamp >= other + BETWEEN_FREEZES or until <= other
    ), "FROZEN_LATELY"
    self.freezes[subject] = (until << mine) | (other << (64 - mine))
    return until


@view
@internal
def _delay(sort: uint256, origin: uint256) -> uint256:
    """
    @notice From when a decision is put to all until it is ready.
    """
    if origin == words.MEMBERS and (sort == powers.LIGHT or sort == powers.HEAVY):
        return HEAVY_DELAY
    if origin == words.MEMBERS:
        return BALLOT
    return DELAYS[sort]


@view
@internal
def _clock(sort: uint256, origin: uint256) -> words.Clock:
    """
    @notice The times of a decision that is published now, and whether it needs a majority. One
            that is ready before majorities begin and needs none ends at the latest when they do.
    """
    ready: uint256 = block.timestamp + self._delay(sort, origin)
    ends: uint256 = ready + LIFE
    quorum: uint256 = 0
    if origin == words.MEMBERS:
        quorum = QUORUM if sort == powers.SEAL or sort == powers.APPEAL else HIGH_QUORUM
    elif sort == powers.RULES or sort == powers.HEAVY:
        begins: uint256 = genesis + (
            MAJORITY_FOR_RULES if sort == powers.RULES else MAJORITY_FOR_HEAVY
        )
        if ready >= begins:
            quorum = QUORUM
        else:
            ends = min(ends, begins)
        if origin == words.GROUNDS and ready >= self.powers_until:
            quorum = HIGH_QUORUM
    return words.Clock(
        status=words.OPEN,
        kind=sort,
        origin=origin,
        quorum=quorum,
        published=block.timestamp,
        ready=ready,
        ends=ends,
        closed=0,
    )


@internal
def _file(
    c: words.Clock,
    subject: uint256,
    author: uint256,
    target: address,
    data: Bytes[1024],
    reason_hash: bytes32,
    uri: String[256],
) -> uint256:
    """
    @notice Gives a decision its number, counts the members, and tells everybody all of it.
    """
    assert reason_hash != empty(bytes32), "REASON_MISSING"
    r: words.Roll = words.Roll(subject=subject, last_rank=0, members=0, needed=0)
    r.last_rank, r.members, r.needed = extcall MEMBERS.count()
    decision: uint256 = self.decisions + 1
    self.decisions = decision
    call_hash: bytes32 = powers.call_hash(target, data)
    self.clocks[decision] = words.pack_clock(c)
    self.rolls[decision] = words.pack_roll(r)
    self.hashes[decision] = call_hash
    log Published(
        decision=decision,
        kind=convert(c.kind, uint8),
        subject=subject,
        origin=convert(c.origin, uint8),
        author=author,
        target=target,
        data=data,
        call_hash=call_hash,
        reason_hash=reason_hash,
        uri=uri,
        ready=c.ready,
        ends=c.ends,
        last_rank=r.last_rank,
        members=r.members,
        needed=r.needed,
        quorum=c.quorum,
    )
    return decision


# --- how it stands ---


@view
@internal
def _status(decision: uint256, c: words.Clock) -> uint256:
    """
    @notice Status now: an open decision expires, or is rejected, by itself.
    """
    if c.status == words.PETITION:
        return words.PETITION if block.timestamp < c.ends else words.EXPIRED
    if c.status != words.OPEN:
        return c.status
    if c.quorum != 0 and block.timestamp >= c.ready and not self._passed(decision, c.quorum):
        return words.REJECTED
    return words.OPEN if block.timestamp < c.ends else words.EXPIRED


@view
@internal
def _passed(decision: uint256, quorum: uint256) -> bool:
    """
    @notice Whether enough voted, and more for it than against.
    """
    counts: uint256 = self.tallies[decision]
    yes: uint256 = words.tally(counts, words.YES)
    no: uint256 = words.tally(counts, words.NO)
    members: uint256 = words.roll(self.rolls[decision]).members
    return yes > no and yes + no >= self._share(members, quorum)


@view
@internal
def _decided_early(decision: uint256, c: words.Clock) -> bool:
    """
    @notice Whether more than half of all members voted for something that waits only for votes.
    """
    if c.kind < powers.SEAL or c.status != words.OPEN:
        return False
    yes: uint256 = words.tally(self.tallies[decision], words.YES)
    return 2 * yes > words.roll(self.rolls[decision]).members


@pure
@internal
def _share(members: uint256, per_cent: uint256) -> uint256:
    """
    @notice So many per cent of the members, rounded up.
    """
    return (members * per_cent + 99) // 100


@view
@external
@reentrant
def decision(decision: uint256) -> Decision:
    """
    @notice All that is kept of a decision; zeros for none.
    """
    c: words.Clock = words.clock(self.clocks[decision])
    r: words.Roll = words.roll(self.rolls[decision])
    counts: uint256 = self.tallies[decision]
    return Decision(
        status=convert(self._status(decision, c), uint8),
        kind=convert(c.kind, uint8),
        origin=convert(c.origin, uint8),
        quorum=c.quorum,
        subject=r.subject,
        call_hash=self.hashes[decision],
        answer_hash=self.answers[decision],
        published=c.published,
        ready=c.ready,
        ends=c.ends,
        closed=c.closed,
        last_rank=r.last_rank,
        members=r.members,
        needed=r.needed,
        vetoes=words.tally(counts, words.VETOES),
        yes=words.tally(counts, words.YES),
        no=words.tally(counts, words.NO),
        support=words.tally(counts, words.SUPPORT),
    )


@view
@external
@reentrant
def outcome(decision: uint256) -> (uint8, uint8, uint256, uint256):
    """
    @notice Status, class, when it is ready, and when it was closed; for the adviser's score.
    """
    c: words.Clock = words.clock(self.clocks[decision])
    status: uint256 = self._status(decision, c)
    closed: uint256 = c.ready if status == words.REJECTED else c.closed
    return convert(status, uint8), convert(c.kind, uint8), c.ready, closed


@view
@external
@reentrant
def has_voted(decision: uint256, question: uint8, rank: uint256) -> bool:
    """
    @notice Whether the member of a rank has cast a veto (0), a vote (1) or support (2).
    """
    place: uint256 = (decision << 72) | (convert(question, uint256) << 64) | (rank >> 8)
    return (self.ballots[place] >> (rank & 255)) & 1 == 1


@view
@external
@reentrant
def frozen_until(subject: uint256) -> (uint256, uint256):
    """
    @notice When the last freeze of a person, and of their token, ends or ended by decision.
    """
    ends: uint256 = self.freezes[subject]
    return ends & words.MANY, ends >> 64


@view
@external
@reentrant
def power(target: address, selector: bytes4) -> uint8:
    """
    @notice The class of a call; 0: no decision can make it.
    """
    return convert(powers.class_of(powers.table[target][selector]), uint8)


@view
@external
@reentrant
def powers_count() -> uint256:
    """
    @notice How many kinds of calls decisions can make.
    """
    return len(powers.powers)


@view
@external
@reentrant
def power_at(place: uint256) -> powers.Power:
    """
    @notice One of them, from 0.
    """
    return powers.powers[place]


@view
@external
@reentrant
def delay(kind: uint8) -> uint256:
    """
    @notice Seconds from publication by the authority until a decision of a class is ready.
    """
    return DELAYS[kind]
