# pragma version 0.4.3
# pragma nonreentrancy on
# pragma optimize gas
"""
@title Companies: stakes, exits, and the debts that come of them
@license AGPL-3.0-only
@notice A person declares a stake in a company, and two of three attestors whom they named confirm
        it. When the stake is sold, its owner reports the exit; attested, its gain is owed to the
        holders of the owner's token: a debt.
@dev A debt is kept as a gain that is not yet shared. What is due is that gain times the part that
     others hold on the day of payment, plus a tenth a year when it is late. The ledger moves the
     money and shares it; this contract only keeps count.
@custom:security Functions that others ask in the middle of their own work (`garnish`, `blocked`,
     `overdue`) call nobody but the auction's `debt_news`, which only sets a flag.
"""

from snekmate.utils import eip712_domain_separator as eip712

import signatures as signing
import standing
from interfaces import ICompanies
from interfaces import ILedger
from interfaces import IRegistry

implements: ICompanies
initializes: eip712
exports: eip712.eip712Domain


interface Auction:
    def exit_news(token: uint256, gain: uint256): nonpayable
    def debt_news(token: uint256): nonpayable


interface Offering:
    def fail(issuer: uint256): nonpayable


# What a commitment hides until the exit: the whole stake, as it was bought.
struct Opening:
    units: uint256
    cost: uint256
    acquired_at: uint256
    salt: bytes32


struct Stake:
    owner: uint256
    company_key: bytes32
    commitment: bytes32
    package_hash: bytes32
    attestors: uint256[3]
    attested_at: uint256
    sold: uint256  # units in exits so far


struct Exit:
    stake: uint256
    owner: uint256
    units: uint256
    proceeds: uint256
    selling_costs: uint256
    cost: uint256  # as it counted when the exit was reported
    gain: uint256
    closed_at: uint256
    reported_at: uint256
    attested_at: uint256
    evidence_hash: bytes32


struct Debt:
    issuer: uint256
    exit: uint256
    gain: uint256  # not yet shared
    due: uint256


event AuthoritySet:
    authority: indexed(address)

event Wired:
    offering: indexed(address)
    auction: indexed(address)

event StakeDeclared:
    stake: indexed(uint256)
    owner: indexed(uint256)
    company_key: indexed(bytes32)
    commitment: bytes32
    package_hash: bytes32
    attestors: uint256[3]

event StakeAttested:
    stake: indexed(uint256)
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
    evidence_hash: bytes32

event ExitAttested:
    exit: indexed(uint256)
    attestors: DynArray[uint256, 3]

event DebtOpened:
    debt: indexed(uint256)
    exit: indexed(uint256)
    issuer: indexed(uint256)
    gain: uint256
    due: uint256

# Interest is `amount * S // outside - gain_settled`, as a gain.
event DebtPaid:
    debt: indexed(uint256)
    issuer: indexed(uint256)
    payer: indexed(address)  # the ledger, when money on its way to the issuer was taken
    amount: uint256
    gain_settled: uint256
    gain_left: uint256
    late: uint256  # seconds past the due date

event DebtEnded:
    debt: indexed(uint256)
    issuer: indexed(uint256)

event CostConfirmed:
    token: indexed(uint256)
    holder: indexed(uint256)
    serial: uint256
    units: uint256
    cost: uint256
    attestors: DynArray[uint256, 3]


S: constant(uint256) = 10_000_000 * 10**18
MAX_OPEN: constant(uint256) = 32  # open debts of one person
GARNISHED_AT_ONCE: constant(uint256) = 8
DAY: constant(uint256) = 86_400
COST_COUNTS_AFTER: constant(uint256) = 90 * DAY
TIME_TO_REPORT: constant(uint256) = 30 * DAY
TIME_TO_PAY: constant(uint256) = 30 * DAY
# A tenth a year, simple: after ten years of delay the gain has doubled.
DOUBLED_AFTER: constant(uint256) = 10 * 365 * DAY
NEWSWORTHY: constant(uint256) = 1_000 * 10**6  # dollars of proceeds
MAX_MONEY: constant(uint256) = 2**96 - 1
MAX_UNITS: constant(uint256) = 2**128 - 1

# A debt is one word: gain 96 | due 32 | next 32 | exit 47 | news 1 | issuer 48, from the lowest
# bit up. `next` is the debt of the same issuer that is due after it; `news` says that its exit was
# large enough to be news, so that its payment in full is: otherwise trifles, which an issuer can
# have at any time, would use up the one news in seven days that an issuer can cause.
GAIN_MASK: constant(uint256) = 2**96 - 1
MASK_32: constant(uint256) = 2**32 - 1
MASK_64: constant(uint256) = 2**64 - 1
MASK_47: constant(uint256) = 2**47 - 1
DUE_AT: constant(uint256) = 96
NEXT_AT: constant(uint256) = 128
EXIT_AT: constant(uint256) = 160
NEWS: constant(uint256) = 1 << 207
ISSUER_AT: constant(uint256) = 208

STAKE_TYPE: constant(bytes32) = keccak256(
    "Stake(uint256 stake,bytes32 companyKey,bytes32 commitment,bytes32 packageHash)"
)
EXIT_TYPE: constant(bytes32) = keccak256(
    "Exit(uint256 exit,uint256 stake,uint256 units,uint256 proceeds,uint256 sellingCosts,uint64 closedAt,bytes32 evidenceHash)"
)
COST_TYPE: constant(bytes32) = keccak256(
    "Cost(uint256 token,uint256 holder,uint256 serial,uint256 units,uint256 cost)"
)

registry: immutable(IRegistry)
ledger: immutable(ILedger)
auction: Auction
offering: Offering
deployer: immutable(address)
wired: bool
# Who may decide, once there is something to decide here.
authority: public(address)

stake_count: public(uint256)
exit_count: public(uint256)
debt_count: public(uint256)
stakes: HashMap[uint256, Stake]
exits: HashMap[uint256, Exit]
debts: HashMap[uint256, uint256]
# What of a person is open: exits 64 | debts 64 | the first debt 64 | when that is due 64.
matters: HashMap[uint256, uint256]
confirmed: HashMap[bytes32, bool]


@deploy
def __init__(registry_: address, ledger_: address):
    """
    @notice Deploys the contract; `wire` tells it the two contracts that are deployed after it.
    @param registry_ Who is who.
    @param ledger_ Where shares and money are.
    """
    eip712.__init__("Symbolon Companies", "1")
    registry = IRegistry(registry_)
    ledger = ILedger(ledger_)
    deployer = msg.sender
    self.authority = msg.sender
    log AuthoritySet(authority=msg.sender)


@external
def wire(offering_: address, auction_: address):
    """
    @notice Tells the contract, once, whom to give news.
    @param offering_ Where issuers raise money.
    @param auction_ Where holders trade.
    """
    assert msg.sender == deployer, "NOT_DEPLOYER"
    assert not self.wired, "ALREADY_WIRED"
    self.wired = True
    self.offering = Offering(offering_)
    self.auction = Auction(auction_)
    log Wired(offering=offering_, auction=auction_)


@external
def set_authority(authority_: address):
    """
    @notice Hands the authority's role on.
    @param authority_ Who holds it from now on.
    """
    assert msg.sender == self.authority, "NOT_AUTHORITY"
    self.authority = authority_
    log AuthoritySet(authority=authority_)


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
    @return The stake's number.
    """
    owner: uint256 = staticcall registry.person_of(msg.sender)
    assert owner != 0, "NOT_A_PERSON"
    assert company_key != empty(bytes32) and commitment != empty(bytes32), "EMPTY_HASH"
    assert package_hash != empty(bytes32), "EMPTY_HASH"
    assert attestors[0] != attestors[1] and attestors[1] != attestors[2], "SAME_ATTESTOR"
    assert attestors[0] != attestors[2], "SAME_ATTESTOR"
    for attestor: uint256 in attestors:
        assert attestor != owner, "OWN_ATTESTOR"
        self._check_serving(attestor)
    stake: uint256 = self.stake_count + 1
    self.stake_count = stake
    self.stakes[stake] = Stake(
        owner=owner,
        company_key=company_key,
        commitment=commitment,
        package_hash=package_hash,
        attestors=attestors,
        attested_at=0,
        sold=0,
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
def attest_stake(
    stake: uint256, signatures: DynArray[Bytes[65], 3], attestors: DynArray[uint256, 3]
):
    """
    @notice Confirms a declared stake. Its cost counts in exits that close 90 days later or after.
    @param stake The stake.
    @param signatures EIP-712 signatures of `Stake` by at least two of the three named attestors.
    @param attestors Who signed, in the same order.
    """
    record: Stake = self.stakes[stake]
    assert record.owner != 0, "NO_SUCH_STAKE"
    assert record.attested_at == 0, "ALREADY_ATTESTED"
    digest: bytes32 = eip712._hash_typed_data_v4(
        keccak256(
            abi_encode(
                STAKE_TYPE, stake, record.company_key, record.commitment, record.package_hash
            )
        )
    )
    self._check_named(attestors, record.attestors)
    self._check_signed(digest, signatures, attestors)
    self.stakes[stake].attested_at = block.timestamp
    log StakeAttested(stake=stake, attestors=attestors)


# Exits


@external
def report_exit(
    stake: uint256,
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
    @param units How much of it was sold.
    @param proceeds What it fetched, in base units of the dollar, before tax.
    @param selling_costs What selling it cost (never tax).
    @param closed_at When the sale closed, in seconds since 1970.
    @param evidence_hash The salted hash of what the attestors will look at.
    @param opening What the commitment hid; empty: the cost counts as zero.
    @return The exit's number.
    """
    record: Stake = self.stakes[stake]
    assert record.owner != 0, "NO_SUCH_STAKE"
    assert staticcall registry.person_of(msg.sender) == record.owner, "NOT_OWNER"
    assert closed_at <= block.timestamp, "NOT_CLOSED_YET"
    assert evidence_hash != empty(bytes32), "EMPTY_HASH"
    assert units != 0 and units <= MAX_UNITS, "BAD_AMOUNT"
    assert proceeds <= MAX_MONEY and selling_costs <= MAX_MONEY, "BAD_AMOUNT"
    cost: uint256 = self._cost_that_counts(record, units, closed_at, opening)
    gain: uint256 = 0
    if proceeds > cost + selling_costs:
        gain = proceeds - cost - selling_costs
    self.stakes[stake].sold = record.sold + units
    exit: uint256 = self.exit_count + 1
    self.exit_count = exit
    self.exits[exit] = Exit(
        stake=stake,
        owner=record.owner,
        units=units,
        proceeds=proceeds,
        selling_costs=selling_costs,
        cost=cost,
        gain=gain,
        closed_at=closed_at,
        reported_at=block.timestamp,
        attested_at=0,
        evidence_hash=evidence_hash,
    )
    self.matters[record.owner] += 1
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
        evidence_hash=evidence_hash,
    )
    extcall self.offering.fail(record.owner)
    if proceeds >= NEWSWORTHY:
        extcall self.auction.exit_news(record.owner, gain)
    return exit


@external
def attest_exit(
    exit: uint256, signatures: DynArray[Bytes[65], 3], attestors: DynArray[uint256, 3]
):
    """
    @notice Confirms a reported exit. Its gain is then owed to the holders within 30 days, less
            the time by which the report came later than 30 days after closing.
    @param exit The exit.
    @param signatures EIP-712 signatures of `Exit` by two of the stake's three attestors or more.
    @param attestors Who signed, in the same order.
    """
    record: Exit = self.exits[exit]
    assert record.owner != 0, "NO_SUCH_EXIT"
    assert record.attested_at == 0, "ALREADY_ATTESTED"
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
    self._check_named(attestors, self.stakes[record.stake].attestors)
    self._check_signed(digest, signatures, attestors)
    self.exits[exit].attested_at = block.timestamp
    log ExitAttested(exit=exit, attestors=attestors)
    self.matters[record.owner] -= 1
    if record.gain == 0 or staticcall ledger.outside(record.owner) == 0:
        return
    due: uint256 = block.timestamp + TIME_TO_PAY
    reported_after: uint256 = record.reported_at - record.closed_at
    if reported_after > TIME_TO_REPORT:
        due -= reported_after - TIME_TO_REPORT
    self._open_debt(record.owner, exit, record.gain, due, record.proceeds >= NEWSWORTHY)


# Debts


@external
def pay_debt(debt: uint256, amount: uint256, permit: ILedger.Permit) -> uint256:
    """
    @notice Pays a debt, or a part of it, with the caller's money: anyone may pay for the issuer.
            Whoever holds the token now receives it.
    @param debt The debt.
    @param amount At most this is taken, and never more than is due. At zero outside holders
           nothing is, and the debt ends.
    @param permit The approval of the dollar, if the caller has not given one.
    @return What was paid.
    """
    word: uint256 = self.debts[debt]
    assert word != 0, "NO_SUCH_DEBT"
    assert word & GAIN_MASK != 0, "DEBT_IS_PAID"
    issuer: uint256 = word >> ISSUER_AT
    outside: uint256 = staticcall ledger.outside(issuer)
    due: uint256 = self._due_now(word, outside)
    if due == 0:
        log DebtEnded(debt=debt, issuer=issuer)
        self._close(debt, word)
        return 0
    part: uint256 = min(amount, due)
    assert part != 0, "NOTHING_TO_PAY"
    received: uint256 = extcall ledger.share(issuer, msg.sender, part, permit)
    if self._settle(debt, word, received, outside, msg.sender):
        self._close(debt, word)
    return received


@external
def garnish(person: uint256, amount: uint256, outside: uint256) -> (uint256, bool, uint256):
    """
    @notice Takes what is overdue out of money on its way to a person: the earliest due first.
            The ledger keeps what is taken and shares it as a gain of `taken * S // outside`.
    @dev Bounded to eight debts a step, so that no delivery grows past its gas; while more are
         overdue the ledger keeps the rest as a credit. The ledger is locked meanwhile, so whatever
         it must know is returned.
    @param person Who the money is for.
    @param amount The money.
    @param outside The units of the person's own token that others hold.
    @return What the debts took, whether debts remain overdue that the step had no room for, and
            when the first of the open debts falls due (0: there is none).
    """
    assert msg.sender == ledger.address, "NOT_LEDGER"
    taken: uint256 = 0
    news: bool = False
    for i: uint256 in range(GARNISHED_AT_ONCE):
        if taken == amount or not self._overdue(person):
            break
        debt: uint256 = (self.matters[person] >> 128) & MASK_64
        word: uint256 = self.debts[debt]
        due: uint256 = self._due_now(word, outside)
        settled: bool = due == 0
        if settled:
            log DebtEnded(debt=debt, issuer=person)
        else:
            part: uint256 = min(amount - taken, due)
            taken += part
            settled = self._settle(debt, word, part, outside, msg.sender)
        if settled:
            self._unlist(debt, word)
            news = news or word & NEWS != 0
    if news:
        extcall self.auction.debt_news(person)
    return taken, taken != amount and self._overdue(person), self.matters[person] >> 192


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
    self._check_signed(digest, signatures, attestors)
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
    return self.matters[person] != 0


@reentrant
@view
@external
def overdue(person: uint256) -> bool:
    """
    @notice Whether a debt of the person is past its due date: no buying, debts first.
    @param person The person.
    """
    return self._overdue(person)


@reentrant
@view
@external
def stake(id: uint256) -> Stake:
    """
    @notice A stake; all zero where there is none.
    @param id Its number.
    """
    return self.stakes[id]


@reentrant
@view
@external
def exit(id: uint256) -> Exit:
    """
    @notice An exit; all zero where there is none.
    @param id Its number.
    """
    return self.exits[id]


@reentrant
@view
@external
def debt(id: uint256) -> Debt:
    """
    @notice A debt; all zero where there is none, gain zero where it is paid.
    @param id Its number.
    """
    word: uint256 = self.debts[id]
    return Debt(
        issuer=word >> ISSUER_AT,
        exit=(word >> EXIT_AT) & MASK_47,
        gain=word & GAIN_MASK,
        due=(word >> DUE_AT) & MASK_32,
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
    word: uint256 = self.debts[id]
    outside: uint256 = staticcall ledger.outside(word >> ISSUER_AT)
    return self._due_now(word, outside), self._late(word)


@reentrant
@view
@external
def debts_of(person: uint256) -> DynArray[uint256, MAX_OPEN]:
    """
    @notice The open debts of a person, the earliest due first.
    @param person The person.
    """
    ids: DynArray[uint256, MAX_OPEN] = []
    debt: uint256 = (self.matters[person] >> 128) & MASK_64
    for i: uint256 in range(MAX_OPEN):
        if debt == 0:
            break
        ids.append(debt)
        debt = (self.debts[debt] >> NEXT_AT) & MASK_32
    return ids


# Within


@view
def _check_serving(person: uint256):
    """
    @dev Refuses who is not an attestor in good standing.
    """
    assert staticcall registry.is_attestor(person), "NOT_ATTESTOR"
    assert staticcall registry.standing(person) == standing.ACTIVE, "ATTESTOR_NOT_ACTIVE"


@pure
def _check_named(attestors: DynArray[uint256, 3], named: uint256[3]):
    """
    @dev Refuses who was not named when the stake was declared.
    """
    for attestor: uint256 in attestors:
        assert attestor in named, "NOT_NAMED"


@view
def _check_signed(
    digest: bytes32, signatures: DynArray[Bytes[65], 3], attestors: DynArray[uint256, 3]
):
    """
    @dev At least two different serving attestors signed the digest, each with their own wallet.
    """
    assert len(attestors) >= 2 and len(signatures) == len(attestors), "TOO_FEW_ATTESTORS"
    seen: DynArray[uint256, 3] = []
    for i: uint256 in range(len(attestors), bound=3):
        attestor: uint256 = attestors[i]
        assert attestor not in seen, "SAME_ATTESTOR"
        seen.append(attestor)
        self._check_serving(attestor)
        signer: address = signing.signer(digest, signatures[i])
        assert signer == staticcall registry.wallet_of(attestor), "BAD_SIGNATURE"


@view
def _cost_that_counts(
    record: Stake, units: uint256, closed_at: uint256, opening: Opening
) -> uint256:
    """
    @dev What the units cost, pro rata and rounded down; parts of a stake add up to its cost.
         An opening that is given must be the committed one, whether its cost counts or not.
    """
    if opening.salt == empty(bytes32) and opening.units == 0:
        return 0
    opened: bytes32 = keccak256(
        abi_encode(opening.units, opening.cost, opening.acquired_at, opening.salt)
    )
    assert opened == record.commitment, "WRONG_OPENING"
    assert opening.units <= MAX_UNITS and opening.cost <= MAX_MONEY, "BAD_AMOUNT"
    assert record.sold + units <= opening.units, "MORE_THAN_DECLARED"
    if record.attested_at == 0 or record.attested_at + COST_COUNTS_AFTER > closed_at:
        return 0
    upto: uint256 = opening.cost * (record.sold + units) // opening.units
    return upto - opening.cost * record.sold // opening.units


def _open_debt(issuer: uint256, exit: uint256, gain: uint256, due: uint256, news: bool):
    """
    @dev Files a debt among the issuer's open ones, in the order of due dates. Anyone may pay a
         debt, so nobody can keep this list full against their holders' will.
    """
    open: uint256 = self.matters[issuer]
    assert (open >> 64) & MASK_64 < MAX_OPEN, "TOO_MANY_DEBTS"
    debt: uint256 = self.debt_count + 1
    self.debt_count = debt
    before: uint256 = 0
    after: uint256 = (open >> 128) & MASK_64
    for i: uint256 in range(MAX_OPEN):
        if after == 0 or (self.debts[after] >> DUE_AT) & MASK_32 > due:
            break
        before = after
        after = (self.debts[after] >> NEXT_AT) & MASK_32
    word: uint256 = (
        gain | (due << DUE_AT) | (after << NEXT_AT) | (exit << EXIT_AT) | (issuer << ISSUER_AT)
    )
    self.debts[debt] = word | NEWS if news else word
    open += 1 << 64
    if before == 0:
        open = (open & (2**128 - 1)) | (debt << 128) | (due << 192)
    else:
        self._set_next(before, debt)
    self.matters[issuer] = open
    log DebtOpened(debt=debt, exit=exit, issuer=issuer, gain=gain, due=due)
    if before == 0:
        extcall ledger.set_due(issuer, due)


def _settle(debt: uint256, word: uint256, paid: uint256, outside: uint256, payer: address) -> bool:
    """
    @dev Takes a payment off a debt: it settles a gain of x * S // ext * 10y // (10y + late).
    @return Whether this pays it in full; the caller then takes it off the list.
    """
    late: uint256 = self._late(word)
    gain: uint256 = word & GAIN_MASK
    settled: uint256 = paid * S // outside * DOUBLED_AFTER // (DOUBLED_AFTER + late)
    settled = min(settled, gain)
    log DebtPaid(
        debt=debt,
        issuer=word >> ISSUER_AT,
        payer=payer,
        amount=paid,
        gain_settled=settled,
        gain_left=gain - settled,
        late=late,
    )
    if settled == gain:
        return True
    self.debts[debt] = word - settled
    return False


def _close(debt: uint256, word: uint256):
    """
    @dev Closes a debt that its payer settled, and tells the ledger and the auction.
    """
    issuer: uint256 = word >> ISSUER_AT
    due_before: uint256 = self.matters[issuer] >> 192
    first_due: uint256 = self._unlist(debt, word)
    if first_due != due_before:
        extcall ledger.set_due(issuer, first_due)
    if word & NEWS != 0:
        extcall self.auction.debt_news(issuer)


def _unlist(debt: uint256, word: uint256) -> uint256:
    """
    @dev Takes a settled debt off its issuer's list.
    @return When the first of those left falls due; 0: none is left.
    """
    issuer: uint256 = word >> ISSUER_AT
    self.debts[debt] = word & ~GAIN_MASK
    open: uint256 = self.matters[issuer] - (1 << 64)
    after: uint256 = (word >> NEXT_AT) & MASK_32
    before: uint256 = (open >> 128) & MASK_64
    if before == debt:
        due: uint256 = 0
        if after != 0:
            due = (self.debts[after] >> DUE_AT) & MASK_32
        open = (open & (2**128 - 1)) | (after << 128) | (due << 192)
    else:
        for i: uint256 in range(MAX_OPEN):
            if (self.debts[before] >> NEXT_AT) & MASK_32 == debt:
                break
            before = (self.debts[before] >> NEXT_AT) & MASK_32
        self._set_next(before, after)
    self.matters[issuer] = open
    return open >> 192


def _set_next(debt: uint256, next: uint256):
    """
    @dev Lets another debt follow a debt.
    """
    self.debts[debt] = (self.debts[debt] & ~(MASK_32 << NEXT_AT)) | (next << NEXT_AT)


@view
def _late(word: uint256) -> uint256:
    """
    @dev Seconds past a debt's due date.
    """
    due: uint256 = (word >> DUE_AT) & MASK_32
    return block.timestamp - due if block.timestamp > due else 0


@view
def _due_now(word: uint256, outside: uint256) -> uint256:
    """
    @dev The least payment that settles the whole gain, interest included.
    """
    gain: uint256 = word & GAIN_MASK
    grown: uint256 = gain + self._ceil_div(gain * self._late(word), DOUBLED_AFTER)
    return self._ceil_div(grown * outside, S)


@pure
def _ceil_div(a: uint256, b: uint256) -> uint256:
    """
    @dev a / b, rounded up.
    """
    return (a + b - 1) // b


@view
def _overdue(person: uint256) -> bool:
    """
    @dev The list is in the order of due dates, so the first tells.
    """
    first_due: uint256 = self.matters[person] >> 192
    return first_due != 0 and block.timestamp > first_due
