# pragma version ~=0.4.3
# pragma nonreentrancy on
# pragma optimize gas
"""
@title Watching: reports of what an issuer hides, and strikes
@license AGPL-3.0-only
@notice Anybody with a checked document may report a stake or an exit that somebody did not declare.
        A report is committed to by a hash first, so that nobody can take it from its reporter or
        escape it by declaring at once; it is opened later, the accused answers, and the authority
        rules. Whoever is wrong loses a bond. Strikes are counted here, and what leads to the
        proposal of a ban.
@dev Bonds lie in the ledger; this contract keeps count of them. The hidden gain, its penalty and
     the reward become debts in the companies contract. Everything goes by person, so that a
     recovered wallet keeps its reports and its strikes.

     Why reporting oneself through a friend does not pay. Let h be the holders' share of what was
     hidden, and p the penalty (all of h when found, half of h when declared after the report).
     The friend receives at most p / 2, and of bonds that others forfeited at most the p / 2 that
     the holders receive; the accused owes h + p. Together they pay at least h, which is what
     coming forward costs, and the accused has a strike. Bonds between the two only change hands.
"""

from interfaces import ICompanies
from interfaces import ILedger
from interfaces import IRegistry
from interfaces import IRules
import bold
import standing as stand

# What a report says. `company` is "scheme:id", as in the key of a stake; `closed_at` is when the
# hidden exit closed, or 0 when a stake was not declared; `amount` is what it is said to have
# fetched, 0 where the reporter does not know.
struct Claim:
    subject: uint256
    company: String[96]
    closed_at: uint256
    amount: uint256
    evidence_hash: bytes32


struct Report:
    reporter: uint256
    subject: uint256
    state: uint256
    committed_at: uint256
    answer_by: uint256
    closed_at: uint256
    amount: uint256
    declared: uint256
    declared_gain: uint256
    exit: uint256
    bond: uint256
    counter_bond: uint256
    company_hash: bytes32


interface Companies:
    def debts_of(person: uint256) -> DynArray[uint256, 32]: view


event AuthoritySet:
    authority: indexed(address)


event Committed:
    report: indexed(uint256)
    reporter: indexed(uint256)
    hash: bytes32
    bond: uint256


event Revealed:
    report: indexed(uint256)
    reporter: indexed(uint256)
    subject: indexed(uint256)
    company: String[96]
    closed_at: uint256
    amount: uint256
    evidence_hash: bytes32
    answer_by: uint256


# Somebody revealed what was reported already: the first stands, with the earlier commitment.
event Repeated:
    report: indexed(uint256)
    reporter: indexed(uint256)
    first: indexed(uint256)


event Lapsed:
    report: indexed(uint256)
    reporter: indexed(uint256)
    bond: uint256


event Answered:
    report: indexed(uint256)
    subject: indexed(uint256)
    answer_hash: bytes32
    bond: uint256


event Cured:
    report: indexed(uint256)
    stake: indexed(uint256)
    exit: indexed(uint256)


event DeclaredAfter:
    report: indexed(uint256)
    stake: indexed(uint256)
    exit: indexed(uint256)
    gain: uint256


# `penalty` is a gain; `reward` and `bonus` (of forfeited bonds) are dollars.
event Ruled:
    report: indexed(uint256)
    outcome: uint256
    gain: uint256
    penalty: uint256
    reward: uint256
    bonus: uint256


event BondReturned:
    report: indexed(uint256)
    person: indexed(uint256)
    amount: uint256


event BondWon:
    report: indexed(uint256)
    person: indexed(uint256)
    amount: uint256


# `number` is the report or the debt that the strike is for, 0 for a strike by the authority.
event Struck:
    person: indexed(uint256)
    cause: indexed(uint256)
    number: uint256
    reason_hash: bytes32


S: constant(uint256) = 10_000_000 * 10**18
DOLLAR: constant(uint256) = 10**6
HOUR: constant(uint256) = 3_600
DAY: constant(uint256) = 24 * HOUR

REVEAL_AFTER: constant(uint256) = HOUR
REVEAL_WITHIN: constant(uint256) = DAY
# Longer than any ruling takes: the answer, a heavy decision to its end, a ballot.
RULED_WITHIN: constant(uint256) = 120 * DAY
STRIKES_WITHIN: constant(uint256) = 3 * 365 * DAY
SMALL_RULING: constant(uint256) = 100_000 * DOLLAR
# A gain, its penalty of up to twice as much, and interest together stay far inside 96 bits.
MOST_GAIN: constant(uint256) = 2**90 - 1
# Two clocks may write the day of closing differently.
SAME_CLOSING: constant(uint256) = DAY

# States of a report; from UPHELD to EXPIRED they are the outcomes of rulings.
COMMITTED: constant(uint256) = 9
OPEN: constant(uint256) = 8
LAPSED: constant(uint256) = 7
REPEATED: constant(uint256) = 6
CURED: constant(uint256) = 5
EXPIRED: constant(uint256) = 4
FRIVOLOUS: constant(uint256) = 3
UNPROVEN: constant(uint256) = 2
UPHELD: constant(uint256) = 1

# Why a person has a strike.
BY_REPORT: constant(uint256) = 1
BY_DEBT: constant(uint256) = 2
BY_AUTHORITY: constant(uint256) = 3

# What leads to the proposal of a ban: bits.
TWO_STRIKES: constant(uint8) = 1
LARGE_HIDING: constant(uint8) = 2
LONG_OVERDUE: constant(uint8) = 4

# A report is two words. The first: reporter 48 | subject 48 | committed 32 | answer by 32 |
# bond 40 | counter bond 40 | state 8, from the lowest bit up. The second, once it is revealed:
# closed 32 | amount 90. What was declared after a report: proceeds 90 | gain 90 | exit 64.
MASK_48: constant(uint256) = 2**48 - 1
MASK_40: constant(uint256) = 2**40 - 1
MASK_32: constant(uint256) = 2**32 - 1
MASK_90: constant(uint256) = 2**90 - 1
SUBJECT_AT: constant(uint256) = 48
COMMITTED_AT: constant(uint256) = 96
ANSWER_AT: constant(uint256) = 128
BOND_AT: constant(uint256) = 160
COUNTER_AT: constant(uint256) = 200
STATE_AT: constant(uint256) = 240
AMOUNT_AT: constant(uint256) = 32
GAIN_AT: constant(uint256) = 90
EXIT_AT: constant(uint256) = 180

# What is known against a person: last strike 32 | the one before 32 | strikes 32 |
# last large hiding 32.
BEFORE_AT: constant(uint256) = 32
COUNT_AT: constant(uint256) = 64
HID_AT: constant(uint256) = 96

REGISTRY: immutable(IRegistry)
LEDGER: immutable(ILedger)
COMPANIES: immutable(ICompanies)
RULES: immutable(IRules)

# Who rules. The contract `Authority` holds the role, and uses it only through decisions.
authority: public(address)
reports: public(uint256)
# Bonds of reports that were never opened: each upheld report takes one of them along.
forfeited: public(uint256)
words: HashMap[uint256, uint256]
claims: HashMap[uint256, uint256]
declared: HashMap[uint256, uint256]
# What a reporter committed to; once it is revealed, keccak256 of the company.
hashes: HashMap[uint256, bytes32]
# The open or upheld report of one thing: subject, company, and the day it was closed.
first_report: HashMap[bytes32, uint256]
# Exits that an accused declared after a report; each answers one report only.
answering: HashMap[uint256, uint256]
records: HashMap[uint256, uint256]
struck: HashMap[uint256, bool]


@deploy
def __init__(registry: address, ledger: address, companies: address, rules: address):
    """
    @notice Deploys the contract.
    @param registry Who is who.
    @param ledger Where bonds lie.
    @param companies What was declared, and where debts are kept.
    @param rules The numbers that decisions may change.
    """
    assert registry.is_contract and ledger.is_contract, "EMPTY_ADDRESS"
    assert companies.is_contract and rules.is_contract, "EMPTY_ADDRESS"
    REGISTRY = IRegistry(registry)
    LEDGER = ILedger(ledger)
    COMPANIES = ICompanies(companies)
    RULES = IRules(rules)
    self.authority = msg.sender
    log AuthoritySet(authority=msg.sender)


@external
def set_authority(authority: address):
    """
    @notice Hands the role on.
    @param authority Who holds it from now on.
    """
    self._only_authority()
    assert authority != empty(address), "EMPTY_ADDRESS"
    self.authority = authority
    log AuthoritySet(authority=authority)


# --- the reporter ---


@external
def commit(hash: bytes32, permit: ILedger.Permit) -> uint256:
    """
    @notice Commits to a report, with a bond. It is revealed an hour later or after, within a day.
    @dev The hash binds its reporter, so that a copy of it is worth nothing to anybody else.
    @param hash `commitment(reporter, claim, salt)`.
    @param permit The approval of the dollar, if the caller has not given one.
    @return The report's number.
    """
    reporter: uint256 = 0
    facts: uint256 = 0
    reporter, facts = staticcall REGISTRY.who(msg.sender)
    assert stand.of(facts) == stand.ACTIVE, "NOT_ACTIVE"
    assert stand.level(facts) == stand.DOCUMENT, "DOCUMENT_NEEDED"
    assert hash != empty(bytes32), "EMPTY_HASH"
    bond: uint256 = (
        bold.at(staticcall RULES.numbers(bold.WATCHING), bold.WATCH_BOND) * DOLLAR
    )
    report: uint256 = self.reports + 1
    self.reports = report
    self.hashes[report] = hash
    self.words[report] = (
        reporter
        | (block.timestamp << COMMITTED_AT)
        | (bond << BOND_AT)
        | (COMMITTED << STATE_AT)
    )
    log Committed(report=report, reporter=reporter, hash=hash, bond=bond)
    self._take_bond(reporter, bond, permit)
    return report


@external
def reveal(report: uint256, claim: Claim, salt: bytes32):
    """
    @notice Opens a report. Whatever the reporter's standing has become, their report counts:
            a freeze that came in between silences nobody.
    @dev What was reported already and is open or upheld stays with who revealed it first; this
         bond goes back. The earlier of both commitments counts from then on, so that no friend
         of the accused can bring a later one before it.
    @param report The report's number.
    @param claim What was committed to.
    @param salt The salt of the commitment.
    """
    word: uint256 = self._word(report, COMMITTED)
    reporter: uint256 = word & MASK_48
    assert staticcall REGISTRY.person_of(msg.sender) == reporter, "NOT_YOURS"
    committed: uint256 = (word >> COMMITTED_AT) & MASK_32
    assert block.timestamp >= committed + REVEAL_AFTER, "REVEAL_TOO_SOON"
    assert block.timestamp <= committed + REVEAL_WITHIN, "REVEAL_TOO_LATE"
    assert self.hashes[report] == self._commitment(reporter, claim, salt), "WRONG_OPENING"
    self._check_claim(reporter, committed, claim)

    company_hash: bytes32 = keccak256(claim.company)
    thing: bytes32 = keccak256(
        abi_encode(claim.subject, company_hash, claim.closed_at // DAY)
    )
    first: uint256 = self.first_report[thing]
    if first != 0:
        state: uint256 = self.words[first] >> STATE_AT
        if state == OPEN or state == UPHELD:
            if state == OPEN:
                self._join(first, committed)
            log Repeated(report=report, reporter=reporter, first=first)
            self._give_bonds_back(report, word, REPEATED)
            return
    self.first_report[thing] = report

    answer_within: uint256 = bold.at(
        staticcall RULES.numbers(bold.WATCHING), bold.ANSWER_WITHIN
    )
    answer_by: uint256 = block.timestamp + answer_within
    self.hashes[report] = company_hash
    self.claims[report] = claim.closed_at | (claim.amount << AMOUNT_AT)
    self.words[report] = self._in_state(word, OPEN) | (
        (claim.subject << SUBJECT_AT) | (answer_by << ANSWER_AT)
    )
    log Revealed(
        report=report,
        reporter=reporter,
        subject=claim.subject,
        company=claim.company,
        closed_at=claim.closed_at,
        amount=claim.amount,
        evidence_hash=claim.evidence_hash,
        answer_by=answer_by,
    )


@external
def lapse(report: uint256):
    """
    @notice Ends a report that was not revealed in its day; anyone may. The bond is forfeited.
    @param report The report's number.
    """
    word: uint256 = self._word(report, COMMITTED)
    committed: uint256 = (word >> COMMITTED_AT) & MASK_32
    assert block.timestamp > committed + REVEAL_WITHIN, "MAY_BE_REVEALED"
    bond: uint256 = (word >> BOND_AT) & MASK_40
    self.words[report] = self._in_state(word, LAPSED)
    self.forfeited += bond
    log Lapsed(report=report, reporter=word & MASK_48, bond=bond)


# --- the accused ---


@external
def answer(report: uint256, answer_hash: bytes32, permit: ILedger.Permit):
    """
    @notice The accused denies a report, with a bond as large as the reporter's.
    @param report The report's number.
    @param answer_hash The salted hash of what the authority will look at.
    @param permit The approval of the dollar, if the caller has not given one.
    """
    word: uint256 = self._word(report, OPEN)
    subject: uint256 = self._accused(word)
    assert block.timestamp <= (word >> ANSWER_AT) & MASK_32, "ANSWER_TOO_LATE"
    assert (word >> COUNTER_AT) & MASK_40 == 0, "ALREADY_ANSWERED"
    assert answer_hash != empty(bytes32), "EMPTY_HASH"
    bond: uint256 = (word >> BOND_AT) & MASK_40
    self.words[report] = word | (bond << COUNTER_AT)
    log Answered(report=report, subject=subject, answer_hash=answer_hash, bond=bond)
    self._take_bond(subject, bond, permit)


@external
def cure(
    report: uint256,
    company: String[96],
    salt: bytes32,
    stake: uint256,
    version: uint256,
    record: ICompanies.Stake,
    exit: uint256,
    sold: ICompanies.Exit,
):
    """
    @notice The accused shows that what is reported was declared before the report was committed
            to. Both bonds go back. Who came forward before that pays interest only.
    @param report The report's number.
    @param company The company of the report.
    @param salt The salt of the stake's company key, which this makes public.
    @param stake A declared stake in that company.
    @param version A version of it.
    @param record That version.
    @param exit The exit that was reported in time; 0 where a stake is what the report is about.
    @param sold That exit; anything where there is none.
    """
    word: uint256 = self._word(report, OPEN)
    subject: uint256 = self._accused(word)
    facts: uint256 = self.claims[report]
    closed_at: uint256 = facts & MASK_32
    self._check_stake(report, subject, company, salt, stake, version, record)
    known_at: uint256 = record.declared_at
    assert (closed_at == 0) == (exit == 0), "DOES_NOT_MEET"
    if exit != 0:
        self._check_exit(subject, stake, exit, sold)
        assert sold.proceeds >= facts >> AMOUNT_AT, "DOES_NOT_MEET"
        assert sold.closed_at <= closed_at + SAME_CLOSING, "DOES_NOT_MEET"
        assert sold.closed_at + SAME_CLOSING >= closed_at, "DOES_NOT_MEET"
        known_at = sold.reported_at
    assert known_at < (word >> COMMITTED_AT) & MASK_32, "DECLARED_LATER"
    log Cured(report=report, stake=stake, exit=exit)
    self._give_bonds_back(report, word, CURED)


@external
def declare_after(
    report: uint256,
    company: String[96],
    salt: bytes32,
    stake: uint256,
    version: uint256,
    record: ICompanies.Stake,
    exit: uint256,
    sold: ICompanies.Exit,
):
    """
    @notice The accused shows an exit that they reported after the commitment and before the end
            of the time to answer: what it fetched counts as upheld, at half the penalty.
    @dev Later it would be a hedge: the accused would wait for a ruling to be published.
    @param report The report's number, of an exit.
    @param company The company of the report.
    @param salt The salt of the stake's company key.
    @param stake The stake, which may have been declared after the commitment too.
    @param version A version of it.
    @param record That version.
    @param exit The exit.
    @param sold The same, as it was reported.
    """
    word: uint256 = self._word(report, OPEN)
    subject: uint256 = self._accused(word)
    assert self.claims[report] & MASK_32 != 0, "DOES_NOT_MEET"
    assert self.declared[report] == 0 and self.answering[exit] == 0, "ALREADY_ANSWERED"
    self._check_stake(report, subject, company, salt, stake, version, record)
    self._check_exit(subject, stake, exit, sold)
    assert sold.reported_at >= (word >> COMMITTED_AT) & MASK_32, "DECLARED_BEFORE"
    assert sold.reported_at <= (word >> ANSWER_AT) & MASK_32, "ANSWER_TOO_LATE"
    # At zero cost. Its gain is above what it fetched only if a ruling on the exit found more.
    gain: uint256 = max(sold.proceeds, sold.gain)
    assert gain != 0 and gain <= MOST_GAIN, "BAD_AMOUNT"
    self.answering[exit] = report
    self.declared[report] = gain | (sold.gain << GAIN_AT) | (exit << EXIT_AT)
    log DeclaredAfter(report=report, stake=stake, exit=exit, gain=gain)


# --- rulings ---


@external
def rule_small(report: uint256, outcome: uint256, gain: uint256):
    """
    @notice The authority rules on a report of at most 100,000 dollars: a light decision.
    @param report The report's number.
    @param outcome 1 upheld; 2 unproven: each has the own bond back; 3 frivolous: the reporter's
           bond goes to the accused.
    @param gain Upheld, of an exit: what was hidden, at zero cost, all that was declared after the
           report included. Else 0.
    """
    alleged: uint256 = max(self.claims[report] >> AMOUNT_AT, self.declared[report] & MASK_90)
    assert max(alleged, gain) <= SMALL_RULING, "RULING_TOO_LARGE"
    self._rule(report, outcome, gain)


@external
def rule_large(report: uint256, outcome: uint256, gain: uint256):
    """
    @notice The authority, or after its end the members, rule on a report of any amount: a heavy
            decision.
    @param report The report's number.
    @param outcome As in `rule_small`.
    @param gain As in `rule_small`.
    """
    self._rule(report, outcome, gain)


@external
def expire(report: uint256):
    """
    @notice Ends a report on which nobody ruled within 120 days after the time to answer;
            anyone may. Bonds go back; what the
            accused declared after the report counts as upheld at half.
    @param report The report's number.
    """
    word: uint256 = self._word(report, OPEN)
    within: uint256 = (word >> ANSWER_AT) & MASK_32
    assert block.timestamp > within + RULED_WITHIN, "MAY_BE_RULED"
    declared: uint256 = self.declared[report] & MASK_90
    if declared != 0:
        self._uphold(report, word, declared)
        return
    log Ruled(report=report, outcome=EXPIRED, gain=0, penalty=0, reward=0, bonus=0)
    self._give_bonds_back(report, word, EXPIRED)


# --- strikes ---


@external
def strike(person: uint256, reason_hash: bytes32):
    """
    @notice The authority gives a person a strike: a light decision.
    @param person The person.
    @param reason_hash The salted hash of the reasons.
    """
    self._only_authority()
    assert staticcall REGISTRY.word(person) != 0, "PERSON_UNKNOWN"
    assert reason_hash != empty(bytes32), "EMPTY_HASH"
    self._strike(person, BY_AUTHORITY, 0, reason_hash)


@external
def strike_late(debt: uint256):
    """
    @notice Gives an issuer a strike for a debt that is 90 days overdue; anyone may, once a debt.
    @dev Counted from the day when the debt was opened, if it was overdue from the start: whoever
         comes forward late pays interest only.
    @param debt The debt's number.
    """
    issuer: uint256 = 0
    late: uint256 = 0
    issuer, late = staticcall COMPANIES.late_for(debt)
    strike_after: uint256 = bold.at(
        staticcall RULES.numbers(bold.WATCHING), bold.STRIKE_AFTER
    )
    assert late >= strike_after, "NOT_LATE_ENOUGH"
    assert not self.struck[debt], "ALREADY_STRUCK"
    self.struck[debt] = True
    self._strike(issuer, BY_DEBT, debt, empty(bytes32))


# --- answers ---


@view
@external
@reentrant
def report(id: uint256) -> Report:
    """
    @notice All about a report; all zero where there is none. Before it is revealed its subject
            is 0, and `company_hash` is the commitment.
    @param id Its number.
    """
    word: uint256 = self.words[id]
    facts: uint256 = self.claims[id]
    declared: uint256 = self.declared[id]
    return Report(
        reporter=word & MASK_48,
        subject=(word >> SUBJECT_AT) & MASK_48,
        state=word >> STATE_AT,
        committed_at=(word >> COMMITTED_AT) & MASK_32,
        answer_by=(word >> ANSWER_AT) & MASK_32,
        closed_at=facts & MASK_32,
        amount=facts >> AMOUNT_AT,
        declared=declared & MASK_90,
        declared_gain=(declared >> GAIN_AT) & MASK_90,
        exit=declared >> EXIT_AT,
        bond=(word >> BOND_AT) & MASK_40,
        counter_bond=(word >> COUNTER_AT) & MASK_40,
        company_hash=self.hashes[id],
    )


@view
@external
@reentrant
def accused_of(report: uint256) -> uint256:
    """
    @notice Whom a report accuses; 0 where it is not revealed.
    @param report Its number.
    """
    return (self.words[report] >> SUBJECT_AT) & MASK_48


@view
@external
@reentrant
def commitment(reporter: uint256, claim: Claim, salt: bytes32) -> bytes32:
    """
    @notice The hash to commit to.
    @param reporter The person who will commit and reveal.
    @param claim What will be reported.
    @param salt Random, 32 bytes.
    """
    return self._commitment(reporter, claim, salt)


@view
@external
@reentrant
def strikes(person: uint256) -> (uint256, uint256, uint256):
    """
    @notice How many strikes a person was ever given, when the last was, and the one before (0:
            none).
    """
    record: uint256 = self.records[person]
    return (
        (record >> COUNT_AT) & MASK_32,
        record & MASK_32,
        (record >> BEFORE_AT) & MASK_32,
    )


@view
@external
@reentrant
def ban_grounds(person: uint256) -> uint8:
    """
    @notice Why a ban of this person may be proposed by anyone; 0: it may not. Bits: 1 two
            strikes in three years, 2 a large hiding, 4 a debt long overdue.
    """
    return self._ground(person)[0]


@view
@external
@reentrant
def ground(person: uint256) -> (uint8, uint256):
    """
    @notice The same, and when the newest of these grounds arose: each is for one proposal.
    """
    return self._ground(person)


# --- within ---


@view
@internal
def _only_authority():
    """
    @notice Refuses everybody else.
    """
    assert msg.sender == self.authority, "NOT_AUTHORITY"


@view
@internal
def _word(report: uint256, state: uint256) -> uint256:
    """
    @notice The first word of a report that has to be in this state.
    """
    word: uint256 = self.words[report]
    assert word != 0, "NO_SUCH_REPORT"
    assert word >> STATE_AT == state, "REPORT_MOVED_ON"
    return word


@pure
@internal
def _in_state(word: uint256, state: uint256) -> uint256:
    """
    @notice The same word, in another state.
    """
    return (word & (2**STATE_AT - 1)) | (state << STATE_AT)


@view
@internal
def _accused(word: uint256) -> uint256:
    """
    @notice Refuses everybody but the accused, in whatever standing they are.
    """
    subject: uint256 = (word >> SUBJECT_AT) & MASK_48
    assert staticcall REGISTRY.person_of(msg.sender) == subject, "NOT_YOURS"
    return subject


@view
@internal
def _commitment(reporter: uint256, claim: Claim, salt: bytes32) -> bytes32:
    """
    @notice Binds a report to its reporter, to what it says, and to this contract.
    """
    return keccak256(abi_encode(chain.id, self, reporter, claim, salt))


@view
@internal
def _check_claim(reporter: uint256, committed: uint256, claim: Claim):
    """
    @notice Refuses what cannot be a report. An exit is hidden only when the time to report it
            was over at the commitment, as the reporter tells it.
    """
    assert claim.subject != reporter, "OWN_REPORT"
    assert staticcall REGISTRY.word(claim.subject) != 0, "PERSON_UNKNOWN"
    assert len(claim.company) != 0, "COMPANY_EMPTY"
    assert claim.evidence_hash != empty(bytes32), "EMPTY_HASH"
    assert claim.amount <= MOST_GAIN, "BAD_AMOUNT"
    if claim.closed_at == 0:
        assert claim.amount == 0, "BAD_AMOUNT"
        return
    report_within: uint256 = bold.at(
        staticcall RULES.numbers(bold.COMPANIES), bold.REPORT_WITHIN
    )
    assert claim.closed_at <= committed, "NOT_HIDDEN_YET"
    assert claim.closed_at + report_within <= committed, "NOT_HIDDEN_YET"


@internal
def _join(first: uint256, committed: uint256):
    """
    @notice Lets a report of the same thing count for the one that was revealed first. Of what it
            says only the time counts: its bond is out of danger, so that it could claim anything.
    """
    word: uint256 = self.words[first]
    if committed < (word >> COMMITTED_AT) & MASK_32:
        self.words[first] = (word & ~(MASK_32 << COMMITTED_AT)) | (committed << COMMITTED_AT)


@view
@internal
def _check_stake(
    report: uint256,
    subject: uint256,
    company: String[96],
    salt: bytes32,
    stake: uint256,
    version: uint256,
    record: ICompanies.Stake,
):
    """
    @notice Refuses a stake that is not the subject's, or not in the company of the report.
    """
    assert keccak256(company) == self.hashes[report], "DOES_NOT_MEET"
    assert record.owner == subject, "DOES_NOT_MEET"
    opened: bytes32 = keccak256(concat(convert(company, Bytes[96]), b":", salt))
    assert opened == record.company_key, "WRONG_OPENING"
    assert staticcall COMPANIES.is_declared(stake, version, record), "NO_SUCH_STAKE"


@view
@internal
def _check_exit(subject: uint256, stake: uint256, exit: uint256, sold: ICompanies.Exit):
    """
    @notice Refuses an exit that is not the subject's, or not of this stake.
    """
    assert sold.owner == subject and sold.stake == stake, "DOES_NOT_MEET"
    assert staticcall COMPANIES.is_reported(exit, sold), "NO_SUCH_EXIT"


@internal
def _rule(report: uint256, outcome: uint256, gain: uint256):
    """
    @notice A ruling, once the accused has answered or had the time to.
    """
    self._only_authority()
    word: uint256 = self._word(report, OPEN)
    answered: bool = (word >> COUNTER_AT) & MASK_40 != 0
    declared: uint256 = self.declared[report] & MASK_90
    assert (
        answered or declared != 0 or block.timestamp > (word >> ANSWER_AT) & MASK_32
    ), "MAY_BE_ANSWERED"
    if outcome == UPHELD:
        # A stake that was hidden has no gain yet; an exit has, or nothing was hidden.
        assert (gain == 0) == (self.claims[report] & MASK_32 == 0), "BAD_AMOUNT"
        assert gain <= MOST_GAIN and gain >= declared, "BAD_AMOUNT"
        self._uphold(report, word, gain)
        return
    assert outcome == UNPROVEN or outcome == FRIVOLOUS, "BAD_AMOUNT"
    assert declared == 0 and gain == 0, "BAD_AMOUNT"
    log Ruled(report=report, outcome=outcome, gain=0, penalty=0, reward=0, bonus=0)
    if outcome == UNPROVEN:
        self._give_bonds_back(report, word, UNPROVEN)
        return
    self.words[report] = self._in_state(word, FRIVOLOUS)
    subject: uint256 = (word >> SUBJECT_AT) & MASK_48
    bond: uint256 = (word >> BOND_AT) & MASK_40
    counter_bond: uint256 = (word >> COUNTER_AT) & MASK_40
    log BondWon(report=report, person=subject, amount=bond)
    if counter_bond != 0:
        log BondReturned(report=report, person=subject, amount=counter_bond)
    extcall LEDGER.pay(subject, bond + counter_bond, True)


@internal
def _uphold(report: uint256, word: uint256, gain: uint256):
    """
    @notice What was hidden is owed at zero cost, and the penalty with it. Of the penalty half
            goes to the reporter, up to a bound, and the rest to the holders: as a gain of theirs,
            which follows the part that others hold until it is paid.
    """
    self.words[report] = self._in_state(word, UPHELD)
    reporter: uint256 = word & MASK_48
    subject: uint256 = (word >> SUBJECT_AT) & MASK_48
    bond: uint256 = (word >> BOND_AT) & MASK_40
    counter_bond: uint256 = (word >> COUNTER_AT) & MASK_40
    numbers: uint256 = staticcall RULES.numbers(bold.WATCHING)

    percent: uint256 = bold.at(numbers, bold.PENALTY)
    declared: uint256 = self.declared[report] & MASK_90
    penalty: uint256 = (gain - declared) * percent // 100 + declared * percent // 200
    outside: uint256 = staticcall LEDGER.outside(subject)
    owed: uint256 = penalty * outside // S
    reward: uint256 = min(owed // 2, bold.at(numbers, bold.MOST_REWARD) * DOLLAR)
    bonus: uint256 = min(min(self.forfeited, bond), owed - reward)
    self.forfeited -= bonus
    if reward != 0:
        penalty -= (reward * S + outside - 1) // outside
    log Ruled(
        report=report,
        outcome=UPHELD,
        gain=gain,
        penalty=penalty,
        reward=reward,
        bonus=bonus,
    )
    log BondReturned(report=report, person=reporter, amount=bond)
    if counter_bond != 0:
        log BondWon(report=report, person=reporter, amount=counter_bond)

    if gain > bold.at(numbers, bold.LARGE_HIDING) * DOLLAR:
        record: uint256 = self.records[subject]
        self.records[subject] = (record & (2**HID_AT - 1)) | (block.timestamp << HID_AT)
    self._strike(subject, BY_REPORT, report, empty(bytes32))
    if gain != 0:
        # What the accused reported themselves becomes a debt of its own, of its own gain.
        hidden: uint256 = gain - ((self.declared[report] >> GAIN_AT) & MASK_90)
        if hidden + penalty != 0:
            extcall COMPANIES.open_found(
                subject,
                hidden,
                hidden + penalty,
                reporter,
                reward,
                self.claims[report] & MASK_32 if hidden != 0 else 0,
            )
    extcall LEDGER.pay(reporter, bond + counter_bond + bonus, True)


@internal
def _take_bond(person: uint256, bond: uint256, permit: ILedger.Permit):
    """
    @notice Pulls a bond into the ledger.
    """
    received: uint256 = extcall LEDGER.pull(person, msg.sender, bond, LEDGER.address, permit)
    assert received >= bond, "UNDERPAID"


@internal
def _give_bonds_back(report: uint256, word: uint256, state: uint256):
    """
    @notice Ends a report in which nobody was wrong: each has the own bond back.
    """
    self.words[report] = self._in_state(word, state)
    reporter: uint256 = word & MASK_48
    bond: uint256 = (word >> BOND_AT) & MASK_40
    log BondReturned(report=report, person=reporter, amount=bond)
    extcall LEDGER.pay(reporter, bond, True)
    counter_bond: uint256 = (word >> COUNTER_AT) & MASK_40
    if counter_bond != 0:
        subject: uint256 = (word >> SUBJECT_AT) & MASK_48
        log BondReturned(report=report, person=subject, amount=counter_bond)
        extcall LEDGER.pay(subject, counter_bond, True)


@internal
def _strike(person: uint256, cause: uint256, number: uint256, reason_hash: bytes32):
    """
    @notice Counts a strike.
    """
    record: uint256 = self.records[person]
    count: uint256 = (record >> COUNT_AT) & MASK_32
    last: uint256 = record & MASK_32
    self.records[person] = (
        block.timestamp
        | (last << BEFORE_AT)
        | ((count + 1) << COUNT_AT)
        | ((record >> HID_AT) << HID_AT)
    )
    log Struck(person=person, cause=cause, number=number, reason_hash=reason_hash)


@view
@internal
def _ground(person: uint256) -> (uint8, uint256):
    """
    @notice Why a ban may be proposed, and since when.
    """
    grounds: uint8 = 0
    since: uint256 = 0
    record: uint256 = self.records[person]
    before: uint256 = (record >> BEFORE_AT) & MASK_32
    if before != 0 and before + STRIKES_WITHIN > block.timestamp:
        grounds |= TWO_STRIKES
        since = record & MASK_32
    hid: uint256 = record >> HID_AT
    if hid != 0:
        grounds |= LARGE_HIDING
        since = max(since, hid)
    ban_after: uint256 = bold.at(staticcall RULES.numbers(bold.WATCHING), bold.BAN_AFTER)
    for debt: uint256 in staticcall Companies(COMPANIES.address).debts_of(person):
        issuer: uint256 = 0
        late: uint256 = 0
        issuer, late = staticcall COMPANIES.late_for(debt)
        if late >= ban_after:
            grounds |= LONG_OVERDUE
            since = max(since, block.timestamp - late + ban_after)
    return grounds, since
