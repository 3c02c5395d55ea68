# pragma version 0.4.3
# pragma nonreentrancy on
# pragma optimize codesize
"""
@title Companies: stakes, exits, and the debts that come of them
@license AGPL-3.0-only
@notice A person declares a stake in a company, and two of three attestors whom they named confirm
        it. When the stake is sold, its owner reports the exit; attested, or accepted after a
        window in which it could be disputed, its gain is owed to the holders of the owner's token:
        a debt. Windows and cases are in `Disputes`, reports by others in `Watching`.
@dev A stake's versions and exits are kept as hashes: who acts on one passes the record, which the
     events tell. The ledger moves the money and shares it; this contract only keeps count.
@custom:security Functions that others ask in the middle of their own work (`garnish`, `blocked`,
     `overdue`) call nobody but the auction's `debt_news`, which only sets a flag, and the
     offering's view `unpulled`. `garnish` may come while this contract pays a person's debt:
     `pay_gain` is the last thing that `pay_debt` does.
"""

from snekmate.utils import eip712_domain_separator as eip712

import bold
import debt_list as debts
import signatures as signing
from interfaces import ICompanies
from interfaces import ILedger
from interfaces import IRegistry
from interfaces import IRules

implements: ICompanies
initializes: eip712
initializes: debts


interface Auction:
    def exit_news(token: uint256, gain: uint256): nonpayable
    def debt_news(token: uint256): nonpayable


interface Offering:
    def fail(issuer: uint256): nonpayable
    def unpulled(issuer: uint256) -> uint256: view


# What a commitment hides until the exit: the whole stake, as it was bought.
struct Opening:
    units: uint256
    cost: uint256
    acquired_at: uint256
    salt: bytes32


struct StakeState:
    owner: uint256
    version: uint256
    sold: uint256  # units in exits so far
    counted: uint256  # cost that counted in them


struct Debt:
    issuer: uint256
    creditor: uint256  # 0: the issuer's holders
    gain: uint256  # not yet shared, or of a personal debt the amount not yet paid
    due: uint256
    opened: uint256  # 0 for a personal debt
    rate: uint256  # per cent a year
    news: bool  # whether its payment in full is news


event Wired:
    disputes: indexed(address)
    watching: indexed(address)

event StakeDeclared:
    stake: indexed(uint256)
    owner: indexed(uint256)
    company_key: indexed(bytes32)
    commitment: bytes32
    package_hash: bytes32
    attestors: uint256[3]

event StakeAmended:
    stake: indexed(uint256)
    version: uint256
    commitment: bytes32
    package_hash: bytes32
    attestors: uint256[3]

event StakeAttested:
    stake: indexed(uint256)
    version: uint256
    attestors: DynArray[uint256, 3]

event ExitReported:
    exit: indexed(uint256)
    stake: indexed(uint256)
    owner: indexed(uint256)
    units: uint256
    proceeds: uint256
    selling_costs: uint256
    cost: uint256
    gain: uint256
    closed_at: uint256
    attestors: uint256[3]
    evidence_hash: bytes32

event ExitAttested:
    exit: indexed(uint256)
    attestors: DynArray[uint256, 3]

# Accepted, or ruled: the record's gain is this from now on.
event ExitDecided:
    exit: indexed(uint256)
    gain: uint256

event ExitFound:
    exit: indexed(uint256)
    owner: indexed(uint256)
    gain: uint256
    closed_at: uint256

event CostConfirmed:
    token: indexed(uint256)
    holder: indexed(uint256)
    serial: uint256
    units: uint256
    cost: uint256
    attestors: DynArray[uint256, 3]

event Stated:
    person: indexed(uint256)
    statement_hash: bytes32


MOST_VERSIONS: constant(uint256) = 16
GARNISHED_AT_ONCE: constant(uint256) = 8
NEWSWORTHY: constant(uint256) = 1_000 * 10**6  # dollars of proceeds
MAX_MONEY: constant(uint256) = 2**96 - 1
MAX_UNITS: constant(uint256) = 2**96 - 1
DONE: constant(uint8) = 4

# A stake's word: owner 40 | version 16 | units sold 96 | cost counted 96, from the lowest bit up.
MASK_16: constant(uint256) = 2**16 - 1
VERSION_AT: constant(uint256) = 40
ONE_VERSION: constant(uint256) = 1 << 40
SOLD_AT: constant(uint256) = 56
COUNTED_AT: constant(uint256) = 152
# A version's word: when it was attested 32 | the upper 224 bits of its record's hash.
HASH_MASK: constant(uint256) = max_value(uint256) - (2**32 - 1)

STAKE_TYPE: constant(bytes32) = keccak256(
    "Stake(uint256 stake,uint256 version,bytes32 companyKey,bytes32 commitment,bytes32 packageHash)"
)
EXIT_TYPE: constant(bytes32) = keccak256(
    "Exit(uint256 exit,uint256 stake,uint256 units,uint256 proceeds,uint256 sellingCosts,uint64 closedAt,bytes32 evidenceHash)"
)
COST_TYPE: constant(bytes32) = keccak256(
    "Cost(uint256 token,uint256 holder,uint256 serial,uint256 units,uint256 cost)"
)

registry: immutable(IRegistry)
ledger: immutable(ILedger)
rules: immutable(IRules)
offering: immutable(Offering)
auction: immutable(Auction)
deployer: immutable(address)
disputes: public(address)
watching: public(address)

stake_count: public(uint256)
# The last number given to an exit or a debt; an exit and its debt have the same.
count: public(uint256)
stakes: HashMap[uint256, uint256]
versions: HashMap[uint256, HashMap[uint256, uint256]]
# exit -> hash of its record
exits: HashMap[uint256, bytes32]
confirmed: HashMap[bytes32, bool]
stated_at: public(HashMap[uint256, uint256])


@deploy
def __init__(
    registry_: address, ledger_: address, rules_: address, offering_: address, auction_: address
):
    """
    @notice Deploys the contract; `wire` tells it the contracts that are deployed after it.
    @param registry_ Who is who.
    @param ledger_ Where shares and money are.
    @param rules_ The numbers that a decision may change.
    @param offering_ Where issuers raise money.
    @param auction_ Where holders trade.
    """
    eip712.__init__("Symbolon Companies", "1")
    registry = IRegistry(registry_)
    ledger = ILedger(ledger_)
    rules = IRules(rules_)
    offering = Offering(offering_)
    auction = Auction(auction_)
    deployer = msg.sender


@external
def wire(disputes: address, watching: address):
    """
    @notice Tells the contract, once, who decides about exits.
    @param disputes Where exits are disputed.
    @param watching Where hidden exits are reported.
    """
    assert msg.sender == deployer, "NOT_DEPLOYER"
    assert self.disputes == empty(address), "ALREADY_WIRED"
    assert disputes != empty(address), "EMPTY_ADDRESS"
    self.disputes = disputes
    self.watching = watching
    log Wired(disputes=disputes, watching=watching)


# Stakes


@external
def declare(
    company_key: bytes32, commitment: bytes32, package_hash: bytes32, attestors: uint256[3]
) -> uint256:
    """
    @notice Declares a stake in a company. What it is, and what it cost, stays hidden until an exit.
    @param company_key The salted hash that names the company.
    @param commitment keccak256(abi_encode(units, cost, acquired_at, salt)).
    @param package_hash The salted hash of the Open Cap Format package.
    @param attestors Three serving attestors, of whom two confirm the stake and later its exits.
    @return The stake's number; this is its version 1.
    """
    owner: uint256 = staticcall registry.person_of(msg.sender)
    assert owner != 0, "NOT_A_PERSON"
    assert company_key != empty(bytes32), "EMPTY_HASH"
    stake: uint256 = self.stake_count + 1
    self.stake_count = stake
    self.stakes[stake] = owner | ONE_VERSION
    self._keep_version(
        stake,
        1,
        ICompanies.Stake(
            owner=owner,
            company_key=company_key,
            commitment=commitment,
            package_hash=package_hash,
            attestors=attestors,
            declared_at=block.timestamp,
        ),
    )
    log StakeDeclared(
        stake=stake,
        owner=owner,
        company_key=company_key,
        commitment=commitment,
        package_hash=package_hash,
        attestors=attestors,
    )
    return stake


@external
def amend(
    stake: uint256,
    record: ICompanies.Stake,
    commitment: bytes32,
    package_hash: bytes32,
    attestors: uint256[3],
) -> uint256:
    """
    @notice Corrects a stake: its cost as corrected counts 90 days after this version is attested,
            and the version before it until then.
    @param stake The stake.
    @param record Its present version.
    @param commitment As in `declare`.
    @param package_hash As in `declare`.
    @param attestors As in `declare`; they may be others, if those named serve no longer.
    @return The number of the new version.
    """
    word: uint256 = self.stakes[stake]
    version: uint256 = (word >> VERSION_AT) & MASK_16
    self._check_record(stake, version, record)
    assert staticcall registry.person_of(msg.sender) == record.owner, "NOT_OWNER"
    assert version < MOST_VERSIONS, "TOO_MANY_VERSIONS"
    self.stakes[stake] = word + ONE_VERSION
    self._keep_version(
        stake,
        version + 1,
        ICompanies.Stake(
            owner=record.owner,
            company_key=record.company_key,
            commitment=commitment,
            package_hash=package_hash,
            attestors=attestors,
            declared_at=block.timestamp,
        ),
    )
    log StakeAmended(
        stake=stake,
        version=version + 1,
        commitment=commitment,
        package_hash=package_hash,
        attestors=attestors,
    )
    return version + 1


@external
def attest_stake(
    stake: uint256,
    version: uint256,
    record: ICompanies.Stake,
    signatures: DynArray[Bytes[65], 3],
    attestors: DynArray[uint256, 3],
):
    """
    @notice Confirms the present version of a stake. Its cost counts in exits that close 90 days
            later or after.
    @param stake The stake.
    @param version The version.
    @param record What was declared.
    @param signatures EIP-712 signatures of `Stake` by at least two of the three named attestors.
    @param attestors Who signed, in the same order.
    """
    word: uint256 = self._check_record(stake, version, record)
    assert version == (self.stakes[stake] >> VERSION_AT) & MASK_16, "NOT_THE_VERSION"
    assert word & debts.MASK_32 == 0, "ALREADY_ATTESTED"
    digest: bytes32 = eip712._hash_typed_data_v4(
        keccak256(
            abi_encode(
                STAKE_TYPE,
                stake,
                version,
                record.company_key,
                record.commitment,
                record.package_hash,
            )
        )
    )
    self._check_named(attestors, record.attestors)
    self._check_signed(digest, signatures, attestors, staticcall rules.numbers(bold.COMPANIES))
    self.versions[stake][version] = word | block.timestamp
    log StakeAttested(stake=stake, version=version, attestors=attestors)


# Exits


@external
def report_exit(
    stake: uint256,
    version: uint256,
    record: ICompanies.Stake,
    units: uint256,
    proceeds: uint256,
    selling_costs: uint256,
    closed_at: uint256,
    evidence_hash: bytes32,
    opening: Opening,
) -> uint256:
    """
    @notice Reports that a stake, or a part of it, was sold. Until its debt is paid the owner
            neither raises nor buys back, and an open offering of theirs fails.
    @param stake The stake.
    @param version The version whose cost counts: the newest attested 90 days before closing. Its
           attestors confirm the exit.
    @param record What that version declared.
    @param units How much of it was sold.
    @param proceeds What it fetched, in base units of the dollar, before tax.
    @param selling_costs What selling it cost (never tax).
    @param closed_at When the sale closed, in seconds since 1970.
    @param evidence_hash The salted hash of what the attestors will look at.
    @param opening What the commitment hid; empty: the cost counts as zero.
    @return The exit's number.
    """
    attested: uint256 = self._check_record(stake, version, record) & debts.MASK_32
    assert staticcall registry.person_of(msg.sender) == record.owner, "NOT_OWNER"
    assert closed_at <= block.timestamp, "NOT_CLOSED_YET"
    assert evidence_hash != empty(bytes32), "EMPTY_HASH"
    assert units != 0 and units <= MAX_UNITS, "BAD_AMOUNT"
    assert proceeds <= MAX_MONEY and selling_costs <= MAX_MONEY, "BAD_AMOUNT"
    cost: uint256 = self._sell(stake, version, record, attested, units, closed_at, opening)
    gain: uint256 = 0
    if proceeds > cost + selling_costs:
        gain = proceeds - cost - selling_costs
    exit: uint256 = self.count + 1
    self.count = exit
    self.exits[exit] = self._hash(
        ICompanies.Exit(
            stake=stake,
            owner=record.owner,
            units=units,
            proceeds=proceeds,
            selling_costs=selling_costs,
            cost=cost,
            gain=gain,
            closed_at=closed_at,
            reported_at=block.timestamp,
            attestors=record.attestors,
            evidence_hash=evidence_hash,
        )
    )
    self._begin(exit, record.owner)
    log ExitReported(
        exit=exit,
        stake=stake,
        owner=record.owner,
        units=units,
        proceeds=proceeds,
        selling_costs=selling_costs,
        cost=cost,
        gain=gain,
        closed_at=closed_at,
        attestors=record.attestors,
        evidence_hash=evidence_hash,
    )
    extcall offering.fail(record.owner)
    if proceeds >= NEWSWORTHY:
        extcall auction.exit_news(record.owner, gain)
    return exit


@external
def attest_exit(
    exit: uint256,
    record: ICompanies.Exit,
    signatures: DynArray[Bytes[65], 3],
    attestors: DynArray[uint256, 3],
):
    """
    @notice Confirms a reported exit. Its gain is then owed to the holders within 30 days, less
            the time by which the report came later than 30 days after closing.
    @param exit The exit.
    @param record What was reported.
    @param signatures EIP-712 signatures of `Exit` by two of the stake's three attestors or more.
    @param attestors Who signed, in the same order.
    """
    self._check_open(exit, record)
    digest: bytes32 = eip712._hash_typed_data_v4(
        keccak256(
            abi_encode(
                EXIT_TYPE,
                exit,
                record.stake,
                record.units,
                record.proceeds,
                record.selling_costs,
                record.closed_at,
                record.evidence_hash,
            )
        )
    )
    self._check_named(attestors, record.attestors)
    numbers: uint256 = staticcall rules.numbers(bold.COMPANIES)
    self._check_signed(digest, signatures, attestors, numbers)
    log ExitAttested(exit=exit, attestors=attestors)
    self._owe(exit, record, record.gain, block.timestamp, numbers)


@external
def hold(exit: uint256):
    """
    @notice An exit is disputed: until the case ends nobody attests it (the disputes alone).
    @param exit The exit, as reported.
    """
    assert msg.sender == self.disputes, "NOT_ALLOWED"
    debts.words[exit] ^= (debts.REPORTED ^ debts.IN_A_CASE) << debts.STATE_AT


@external
def decide(exit: uint256, record: ICompanies.Exit, gain: uint256, since: uint256):
    """
    @notice An exit is accepted or ruled: its gain is owed (the disputes alone).
    @param exit The exit.
    @param record What was reported.
    @param gain The gain as found; the record's is this from now on.
    @param since From when the time to pay runs.
    """
    assert msg.sender == self.disputes, "NOT_ALLOWED"
    assert self.exits[exit] == self._hash(record), "WRONG_RECORD"
    state: uint256 = debts._state(debts.words[exit])
    assert state == debts.REPORTED or state == debts.IN_A_CASE, "ALREADY_ATTESTED"
    assert gain <= MAX_MONEY, "BAD_AMOUNT"
    found: ICompanies.Exit = record
    if gain != record.gain:
        found.gain = gain
        self.exits[exit] = self._hash(found)
    log ExitDecided(exit=exit, gain=gain)
    self._owe(exit, found, gain, since, staticcall rules.numbers(bold.COMPANIES))
    if gain > record.gain and gain >= NEWSWORTHY:
        extcall auction.exit_news(record.owner, gain - record.gain)


@external
def open_found(
    issuer: uint256,
    gain: uint256,
    owed: uint256,
    reporter: uint256,
    reward: uint256,
    closed_at: uint256,
) -> uint256:
    """
    @notice A hidden exit was found out: its gain is owed like a reported one's, and the reporter's
            reward with it (the watching contract alone). Never refused for the issuer's sake.
    @param issuer Who hid it.
    @param gain The hidden gain, at zero cost.
    @param owed The same and the holders' part of the penalty, as a gain to be shared.
    @param reporter Who reported it.
    @param reward What they are owed; 0 for nothing.
    @param closed_at When the sale closed; 0: unknown.
    @return The exit's number.
    """
    assert msg.sender == self.watching, "NOT_ALLOWED"
    assert gain <= MAX_MONEY and owed <= MAX_MONEY and reward <= MAX_MONEY, "BAD_AMOUNT"
    numbers: uint256 = staticcall rules.numbers(bold.COMPANIES)
    exit: uint256 = self.count + 1
    self.count = exit
    record: ICompanies.Exit = empty(ICompanies.Exit)
    record.owner = issuer
    record.proceeds = gain
    record.gain = gain
    record.closed_at = closed_at
    record.reported_at = block.timestamp
    self.exits[exit] = self._hash(record)
    log ExitFound(exit=exit, owner=issuer, gain=gain, closed_at=closed_at)
    if closed_at == 0:
        record.closed_at = block.timestamp
    self._begin(exit, issuer)
    self._owe(exit, record, owed, block.timestamp, numbers)
    if reward != 0:
        self._owe_person(issuer, exit, reporter, reward, numbers)
    extcall offering.fail(issuer)
    if gain >= NEWSWORTHY:
        extcall auction.exit_news(issuer, gain)
    return exit


@external
def open_personal(
    issuer: uint256, exit: uint256, creditor: uint256, amount: uint256
) -> uint256:
    """
    @notice Opens a debt to one person, with the usual date (the disputes alone).
    @param issuer Who owes.
    @param exit The exit that it comes of.
    @param creditor Who is owed.
    @param amount What, in base units.
    @return The debt's number.
    """
    assert msg.sender == self.disputes, "NOT_ALLOWED"
    return self._owe_person(
        issuer, exit, creditor, amount, staticcall rules.numbers(bold.COMPANIES)
    )


@external
def state_year(statement_hash: bytes32):
    """
    @notice States the year's exits: nothing sold, or a list. Without it a person with holders
            cannot raise.
    @param statement_hash The salted hash of the statement.
    """
    person: uint256 = staticcall registry.person_of(msg.sender)
    assert person != 0, "NOT_A_PERSON"
    assert statement_hash != empty(bytes32), "EMPTY_HASH"
    self.stated_at[person] = block.timestamp
    log Stated(person=person, statement_hash=statement_hash)


# Debts


@external
def pay_debt(debt: uint256, amount: uint256, permit: ILedger.Permit) -> uint256:
    """
    @notice Pays a debt, or a part of it, with the caller's money: anyone may pay for the issuer.
            Whoever holds the token now receives it; of a personal debt, its creditor.
    @param debt The debt. Personal debts of a person are paid in their order.
    @param amount At most this is taken, and never more than is due. At zero outside holders
           nothing is, and the debt ends.
    @param permit The approval of the dollar, if the caller has not given one.
    @return What was paid.
    """
    word: uint256 = debts.words[debt]
    if debts._state(word) != debts.OWED:
        assert word == 0 and debt != 0 and debt <= self.count, "NO_SUCH_DEBT"
        raise "DEBT_IS_PAID"
    issuer: uint256 = debts._issuer(word)
    if word & debts.PERSONAL != 0:
        return self._pay_person(issuer, debt, word, amount, permit)
    assert not self._waits(word), "SHARES_UNPULLED"
    outside: uint256 = staticcall ledger.outside(issuer)
    if outside == 0:
        log debts.DebtEnded(debt=debt, issuer=issuer)
        self._close(debt, word)
        return 0
    part: uint256 = min(amount, debts._due_now(word, outside))
    assert part != 0, "NOTHING_TO_PAY"
    received: uint256 = extcall ledger.share(issuer, msg.sender, part, permit)
    if debts._settle(debt, word, received, outside, msg.sender):
        self._close(debt, word)
    return received


@reentrant
@external
def garnish(
    person: uint256, amount: uint256, outside: uint256
) -> (uint256, bool, uint256, uint256, uint256):
    """
    @notice Takes what is overdue out of money on its way to a person: the earliest due first.
            The ledger keeps what is taken and shares it as a gain of `taken * S // outside`, or
            as a gain of the one person to whom a personal debt is paid.
    @dev Bounded to eight debts and one creditor a step, so that no delivery grows past its gas;
         while more are overdue the ledger keeps the rest as a credit. The ledger is locked
         meanwhile, so whatever it must know is returned.
    @param person Who the money is for.
    @param amount The money.
    @param outside The units of the person's own token that others hold.
    @return What goes to the person's holders, whether debts remain overdue that the step had no
            room for, when the first of the open debts falls due (0: there is none), and to whom a
            personal debt is paid, and how much.
    """
    assert msg.sender == ledger.address, "NOT_LEDGER"
    left: uint256 = amount
    taken: uint256 = 0
    creditor: uint256 = 0
    paid: uint256 = 0
    news: bool = False
    waits: bool = False
    for i: uint256 in range(GARNISHED_AT_ONCE):
        debt: uint256 = debts._first(debts.matters[person], waits)
        if left == 0 or debt == 0:
            break
        word: uint256 = debts.words[debt]
        if not waits and self._waits(word):
            waits = True
            continue
        personal: bool = word & debts.PERSONAL != 0
        if personal and creditor == 0:
            creditor = debts._other(word)
        if personal and creditor != debts._other(word):
            break
        part: uint256 = min(left, debts._due_now(word, outside))
        settled: bool = part == 0
        if settled:
            log debts.DebtEnded(debt=debt, issuer=person)
        else:
            left -= part
            if personal:
                paid += part
            else:
                taken += part
            settled = debts._settle(debt, word, part, outside, msg.sender)
        if settled:
            debts._unlist(debt, word)
            news = news or word & debts.NEWS != 0
    if news:
        extcall auction.debt_news(person)
    open: uint256 = debts.matters[person]
    return taken, left != 0 and debts._overdue(open), debts._first_due(open), creditor, paid


@external
def confirm_cost(
    token: uint256,
    holder: uint256,
    serial: uint256,
    units: uint256,
    cost: uint256,
    signatures: DynArray[Bytes[65], 3],
    attestors: DynArray[uint256, 3],
):
    """
    @notice Makes what a lot cost believed, where no auction or offering made it so.
    @param token The token.
    @param holder Who holds the lot.
    @param serial The lot.
    @param units How much the purchase was; of a lot sold in part, as much of the cost is left.
    @param cost What was paid for it.
    @param signatures EIP-712 signatures of `Cost` by at least two attestors of the network.
    @param attestors Who signed, in the same order: neither the holder nor the issuer.
    """
    digest: bytes32 = eip712._hash_typed_data_v4(
        keccak256(abi_encode(COST_TYPE, token, holder, serial, units, cost))
    )
    # An older confirmation cannot come back after one that corrected it.
    assert not self.confirmed[digest], "ALREADY_CONFIRMED"
    self.confirmed[digest] = True
    for attestor: uint256 in attestors:
        assert attestor != holder and attestor != token, "OWN_ATTESTOR"
    self._check_signed(digest, signatures, attestors, staticcall rules.numbers(bold.COMPANIES))
    log CostConfirmed(
        token=token, holder=holder, serial=serial, units=units, cost=cost, attestors=attestors
    )
    extcall ledger.set_cost(token, holder, serial, units, cost)


# Views


@reentrant
@view
@external
def blocked(person: uint256) -> bool:
    """
    @notice Whether an exit or a debt of the person is open: they neither raise nor buy back.
    @param person The person.
    """
    return debts.matters[person] != 0


@reentrant
@view
@external
def overdue(person: uint256) -> bool:
    """
    @notice Whether a debt of the person is past its due date: no buying, debts first.
    @param person The person.
    """
    return debts._overdue(debts.matters[person])


@reentrant
@view
@external
def stake(id: uint256) -> StakeState:
    """
    @notice How a stake stands; all zero where there is none.
    @param id Its number.
    """
    word: uint256 = self.stakes[id]
    return StakeState(
        owner=word & debts.MASK_40,
        version=(word >> VERSION_AT) & MASK_16,
        sold=(word >> SOLD_AT) & MAX_UNITS,
        counted=word >> COUNTED_AT,
    )


@reentrant
@view
@external
def attested_at(stake: uint256, version: uint256) -> uint256:
    """
    @notice When a version of a stake was attested; 0: it was not.
    @param stake The stake.
    @param version The version, from 1.
    """
    return self.versions[stake][version] & debts.MASK_32


@reentrant
@view
@external
def is_declared(stake: uint256, version: uint256, record: ICompanies.Stake) -> bool:
    """
    @notice Whether this is what was declared as that version of a stake.
    @param stake The stake.
    @param version The version, from 1.
    @param record What is said of it.
    """
    return self.versions[stake][version] & HASH_MASK == self._version_hash(record)


@reentrant
@view
@external
def is_reported(exit: uint256, record: ICompanies.Exit) -> bool:
    """
    @notice Whether this is what that exit is known to be.
    @param exit The exit.
    @param record What is said of it.
    """
    return self.exits[exit] == self._hash(record)


@reentrant
@view
@external
def exit_state(id: uint256) -> uint8:
    """
    @notice What an exit is: 0 none, 1 reported, 2 in a case, 3 its debt is open, 4 done.
    @param id Its number.
    """
    if self.exits[id] == empty(bytes32):
        return 0
    state: uint256 = debts._state(debts.words[id])
    return DONE if state == 0 else convert(state, uint8)


@reentrant
@view
@external
def debt(id: uint256) -> Debt:
    """
    @notice An open debt; all zero where there is none, or none any more.
    @param id Its number.
    """
    word: uint256 = debts.words[id]
    if debts._state(word) != debts.OWED:
        return empty(Debt)
    personal: bool = word & debts.PERSONAL != 0
    other: uint256 = debts._other(word)
    return Debt(
        issuer=debts._issuer(word),
        creditor=other if personal else 0,
        gain=word & debts.GAIN_MASK,
        due=debts._part(word, debts.DUE_AT),
        opened=0 if personal else other,
        rate=(word >> debts.RATE_AT) & 255,
        news=word & debts.NEWS != 0,
    )


@reentrant
@view
@external
def due_now(id: uint256) -> (uint256, uint256):
    """
    @notice What would pay a debt in full now.
    @param id The debt's number.
    @return Dollars in base units, and the seconds by which the debt is late.
    """
    word: uint256 = debts.words[id]
    if debts._state(word) != debts.OWED:
        return 0, 0
    outside: uint256 = staticcall ledger.outside(debts._issuer(word))
    return debts._due_now(word, outside), debts._late(word)


@reentrant
@view
@external
def late_for(id: uint256) -> (uint256, uint256):
    """
    @notice For how long a debt is overdue, as strikes and bans count it: since it is due and there.
    @param id The debt's number.
    @return Who owes it, and seconds; zeros when it is not overdue.
    """
    word: uint256 = debts.words[id]
    since: uint256 = debts._part(word, debts.DUE_AT)
    if word & debts.PERSONAL == 0:
        since = max(since, debts._other(word))
    if debts._state(word) != debts.OWED or since >= block.timestamp:
        return 0, 0
    return debts._issuer(word), block.timestamp - since


@reentrant
@view
@external
def debts_of(person: uint256) -> DynArray[uint256, debts.MAX_OPEN]:
    """
    @notice What a person owes to the holders, the earliest due first.
    @param person The person.
    """
    return self._chain(debts._part(debts.matters[person], debts.FIRST_AT))


@reentrant
@view
@external
def personal_debts_of(person: uint256) -> DynArray[uint256, debts.MAX_OPEN]:
    """
    @notice What a person owes to single persons, in the order of payment; the first 32.
    @param person The person.
    """
    return self._chain(debts._part(debts.matters[person], debts.HEAD_AT))


# Within


@view
def _chain(first: uint256) -> DynArray[uint256, debts.MAX_OPEN]:
    """
    @dev Debts that follow each other.
    """
    ids: DynArray[uint256, debts.MAX_OPEN] = []
    debt: uint256 = first
    for i: uint256 in range(debts.MAX_OPEN):
        if debt == 0:
            break
        ids.append(debt)
        debt = debts._part(debts.words[debt], debts.NEXT_AT)
    return ids


@pure
def _hash(record: ICompanies.Exit) -> bytes32:
    """
    @dev What is kept of an exit.
    """
    return keccak256(abi_encode(record))


@pure
def _version_hash(record: ICompanies.Stake) -> uint256:
    """
    @dev What is kept of a version of a stake: 224 bits are enough for nobody to find another.
    """
    return convert(keccak256(abi_encode(record)), uint256) & HASH_MASK


def _keep_version(stake: uint256, version: uint256, record: ICompanies.Stake):
    """
    @dev Keeps a version of a stake that names three others who serve.
    """
    assert record.commitment != empty(bytes32), "EMPTY_HASH"
    assert record.package_hash != empty(bytes32), "EMPTY_HASH"
    named: uint256[3] = record.attestors
    assert named[0] != named[1] and named[1] != named[2], "SAME_ATTESTOR"
    assert named[0] != named[2], "SAME_ATTESTOR"
    for attestor: uint256 in named:
        assert attestor != record.owner, "OWN_ATTESTOR"
        assert self._wallet_of_attestor(attestor) != empty(address), "NOT_ATTESTOR"
    self.versions[stake][version] = self._version_hash(record)


@view
def _check_record(stake: uint256, version: uint256, record: ICompanies.Stake) -> uint256:
    """
    @dev Refuses what was not declared as that version of the stake.
    @return The version's word.
    """
    word: uint256 = self.versions[stake][version]
    assert word != 0, "NO_SUCH_STAKE"
    assert word & HASH_MASK == self._version_hash(record), "WRONG_RECORD"
    return word


@view
def _check_open(exit: uint256, record: ICompanies.Exit):
    """
    @dev Refuses an exit that is not as reported, or of which something is decided.
    """
    kept: bytes32 = self.exits[exit]
    assert kept != empty(bytes32), "NO_SUCH_EXIT"
    assert kept == self._hash(record), "WRONG_RECORD"
    state: uint256 = debts._state(debts.words[exit])
    assert state != debts.IN_A_CASE, "CASE_OPEN"
    assert state == debts.REPORTED, "ALREADY_ATTESTED"


@view
def _wallet_of_attestor(person: uint256) -> address:
    """
    @dev The wallet of a serving attestor in good standing; empty for all others.
    """
    return staticcall registry.attestor_of(person)


@pure
def _check_named(attestors: DynArray[uint256, 3], named: uint256[3]):
    """
    @dev Refuses who was not named when the stake was declared.
    """
    for attestor: uint256 in attestors:
        assert attestor in named, "NOT_NAMED"


@view
def _check_signed(
    digest: bytes32,
    signatures: DynArray[Bytes[65], 3],
    attestors: DynArray[uint256, 3],
    numbers: uint256,
):
    """
    @dev So many different serving attestors signed the digest, each with their own wallet.
    """
    needed: uint256 = min(3, bold.at(numbers, bold.SIGNATURES))
    assert len(attestors) >= needed and len(signatures) == len(attestors), "TOO_FEW_ATTESTORS"
    seen: DynArray[uint256, 3] = []
    for i: uint256 in range(len(attestors), bound=3):
        attestor: uint256 = attestors[i]
        assert attestor not in seen, "SAME_ATTESTOR"
        seen.append(attestor)
        wallet: address = self._wallet_of_attestor(attestor)
        assert wallet != empty(address), "NOT_ATTESTOR"
        assert signing.signer(digest, signatures[i]) == wallet, "BAD_SIGNATURE"


def _sell(
    stake: uint256,
    version: uint256,
    record: ICompanies.Stake,
    attested: uint256,
    units: uint256,
    closed_at: uint256,
    opening: Opening,
) -> uint256:
    """
    @dev Notes that units of a stake were sold.
    @return What of their cost counts.
    """
    word: uint256 = self.stakes[stake]
    sold: uint256 = (word >> SOLD_AT) & MAX_UNITS
    counted: uint256 = word >> COUNTED_AT
    assert sold + units <= MAX_UNITS, "BAD_AMOUNT"
    cost: uint256 = 0
    # An opening that is given must be the committed one, whether its cost counts or not.
    if opening.salt != empty(bytes32) or opening.units != 0:
        opened: bytes32 = keccak256(
            abi_encode(opening.units, opening.cost, opening.acquired_at, opening.salt)
        )
        assert opened == record.commitment, "WRONG_OPENING"
        assert opening.units <= MAX_UNITS and opening.cost <= MAX_MONEY, "BAD_AMOUNT"
        assert sold + units <= opening.units, "MORE_THAN_DECLARED"
        if attested != 0:
            age: uint256 = bold.at(staticcall rules.numbers(bold.COMPANIES), bold.COST_AGE)
            if attested + age <= closed_at:
                newest: uint256 = (word >> VERSION_AT) & MASK_16
                for later: uint256 in range(version + 1, newest + 1, bound=MOST_VERSIONS):
                    at: uint256 = self.versions[stake][later] & debts.MASK_32
                    assert at == 0 or at + age > closed_at, "NOT_THE_VERSION"
                cost = self._pro_rata(opening, sold, units, counted)
    self.stakes[stake] = (
        (word & (2**56 - 1)) | ((sold + units) << SOLD_AT) | ((counted + cost) << COUNTED_AT)
    )
    return cost


@pure
def _pro_rata(opening: Opening, sold: uint256, units: uint256, counted: uint256) -> uint256:
    """
    @dev What the units cost, rounded down; parts of a stake add up to its cost, and in all the
         versions of a stake no more of it counts than the newest says of what was sold.
    """
    upto: uint256 = opening.cost * (sold + units) // opening.units
    cost: uint256 = upto - opening.cost * sold // opening.units
    return min(cost, upto - counted if upto > counted else 0)


def _begin(exit: uint256, issuer: uint256):
    """
    @dev An exit is known. No offering begins until its debt is paid: shares wait to be pulled now
         or never.
    """
    word: uint256 = (issuer << debts.ISSUER_AT) | (debts.REPORTED << debts.STATE_AT)
    if staticcall offering.unpulled(issuer) != 0:
        word |= debts.UNPULLED
    debts.words[exit] = word
    debts.matters[issuer] += 1


@view
def _waits(word: uint256) -> bool:
    """
    @dev Whether a debt cannot be paid yet because buyers have not got their shares.
    """
    return (
        word & debts.UNPULLED != 0 and staticcall offering.unpulled(debts._issuer(word)) != 0
    )


def _owe(
    exit: uint256,
    record: ICompanies.Exit,
    gain: uint256,
    since: uint256,
    numbers: uint256,
):
    """
    @dev Ends an exit's report, and files its debt if anybody outside is owed something. Shares
         that were sold and not yet pulled when it was reported count as outside.
    """
    issuer: uint256 = record.owner
    open: uint256 = debts.matters[issuer] - 1
    before: uint256 = debts._first_due(open)
    flags: uint256 = debts.words[exit] & debts.UNPULLED
    if gain == 0 or (staticcall ledger.outside(issuer) == 0 and flags == 0):
        debts.words[exit] = 0
        debts.matters[issuer] = open
        return
    due: uint256 = since + bold.at(numbers, bold.PAY_WITHIN)
    reported_after: uint256 = record.reported_at - record.closed_at
    if reported_after > bold.at(numbers, bold.REPORT_WITHIN):
        due -= reported_after - bold.at(numbers, bold.REPORT_WITHIN)
    if max(record.proceeds, record.gain) >= NEWSWORTHY:
        flags |= debts.NEWS
    rate: uint256 = bold.at(numbers, bold.INTEREST)
    open = debts._list(open, issuer, exit, gain, due, rate, flags)
    debts.matters[issuer] = open
    self._tell_due(issuer, before, debts._first_due(open))


def _owe_person(
    issuer: uint256, exit: uint256, creditor: uint256, amount: uint256, numbers: uint256
) -> uint256:
    """
    @dev Files a personal debt.
    @return Its number.
    """
    debt: uint256 = self.count + 1
    self.count = debt
    due: uint256 = block.timestamp + bold.at(numbers, bold.PAY_WITHIN)
    rate: uint256 = bold.at(numbers, bold.INTEREST)
    open: uint256 = debts.matters[issuer]
    before: uint256 = debts._first_due(open)
    open = debts._queue(open, issuer, debt, exit, creditor, amount, due, rate)
    debts.matters[issuer] = open
    self._tell_due(issuer, before, debts._first_due(open))
    return debt


def _pay_person(
    issuer: uint256, debt: uint256, word: uint256, amount: uint256, permit: ILedger.Permit
) -> uint256:
    """
    @dev Pays a personal debt: a gain of its creditor.
    """
    assert debt == debts._part(debts.matters[issuer], debts.HEAD_AT), "OLDER_DEBT_FIRST"
    part: uint256 = min(amount, debts._due_now(word, 0))
    assert part != 0, "NOTHING_TO_PAY"
    received: uint256 = extcall ledger.pull(issuer, msg.sender, part, ledger.address, permit)
    assert received != 0, "NOTHING_TO_PAY"
    if debts._settle(debt, word, received, 0, msg.sender):
        self._close(debt, word)
    # Last: the creditor's own debts may take their part of it.
    extcall ledger.pay_gain(debts._other(word), received, True)
    return received


def _close(debt: uint256, word: uint256):
    """
    @dev Closes a debt that its payer settled, and tells the ledger and the auction.
    """
    issuer: uint256 = debts._issuer(word)
    before: uint256 = debts._first_due(debts.matters[issuer])
    self._tell_due(issuer, before, debts._first_due(debts._unlist(debt, word)))
    if word & debts.NEWS != 0:
        extcall auction.debt_news(issuer)


def _tell_due(issuer: uint256, before: uint256, after: uint256):
    """
    @dev Tells the ledger when the first open debt falls due, if that has changed.
    """
    if before != after:
        extcall ledger.set_due(issuer, after)
