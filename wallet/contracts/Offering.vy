# pragma version ~=0.4.3
# pragma nonreentrancy on
# pragma optimize gas
"""
@title Offering: an issuer sells own shares at a fixed price
@license AGPL-3.0-only
@notice Money waits here until the close. Below the minimum everybody pulls back exactly what they
        paid; else anyone may pull an investor's shares for them, and the issuer withdraws the
        money of pulled shares after three days. Shares for sale stay with the issuer, reserved.
"""

from interfaces import ICompanies
from interfaces import IDollar
from interfaces import ILedger
from interfaces import IOffering
from interfaces import IRegistry
import clearing
import entry_word
import offering_line
import offering_taking
import offering_views
import standing as stand

implements: IOffering
initializes: offering_line
initializes: offering_taking[offering_line := offering_line]
initializes: offering_views[offering_line := offering_line]

exports: (offering_taking.__interface__, offering_views.__interface__)


event AuthoritySet:
    authority: indexed(address)


event OfferingOpened:
    offering: indexed(uint256)
    issuer: indexed(uint256)
    units_min: uint256
    units_max: uint256
    price: uint256
    deadline: uint256
    regime: uint16
    lockup: uint256
    terms_hash: bytes32


event Committed:
    offering: indexed(uint256)
    entry: uint256
    person: indexed(uint256)
    units: uint256
    paid: uint256


event CommitmentWithdrawn:
    offering: indexed(uint256)
    entry: uint256
    person: indexed(uint256)
    amount: uint256


event CommitmentRejected:
    offering: indexed(uint256)
    entry: uint256
    person: indexed(uint256)


event ProceedsPaid:
    offering: indexed(uint256)
    issuer: indexed(uint256)
    amount: uint256


DAY: constant(uint256) = 86400
LONGEST: constant(uint256) = 60 * DAY
SETTLED_BEFORE: constant(uint256) = 2 * DAY  # no withdrawal of a commitment later than this
SHORTEST: constant(uint256) = SETTLED_BEFORE + 3600
LONGEST_LOCKUP: constant(uint256) = 2 * 365 * DAY
REST: constant(uint256) = 3 * DAY
REFUND_BY_ANYONE: constant(uint256) = 30 * DAY
S: constant(uint256) = 10_000_000 * 10**18
KEPT: constant(uint256) = S * 51 // 100

DEPLOYER: immutable(address)
registry: immutable(IRegistry)
ledger: immutable(ILedger)

authority: public(address)
companies: ICompanies
count: public(uint256)


@deploy
def __init__(registry_: address, ledger_: address, dollar_: address):
    """
    @param registry_ Who is a person.
    @param ledger_ Where shares are, and the only spender of the dollar.
    @param dollar_ The money.
    """
    registry = IRegistry(registry_)
    ledger = ILedger(ledger_)
    offering_line.__init__(ledger)
    offering_taking.__init__(registry, ledger, IDollar(dollar_))
    DEPLOYER = msg.sender
    self.authority = msg.sender
    log AuthoritySet(authority=msg.sender)


@external
def wire(companies: address):
    """
    @notice Names the contract that knows exits and debts, once.
    """
    assert msg.sender == DEPLOYER, "NOT_DEPLOYER"
    assert self.companies.address == empty(address), "ALREADY_WIRED"
    self.companies = ICompanies(companies)


@external
def set_authority(authority: address):
    """
    @notice Hands the authority on.
    """
    assert msg.sender == self.authority, "NOT_AUTHORITY"
    self.authority = authority
    log AuthoritySet(authority=authority)


# --- opening ---


@external
def open(
    units_min: uint256,
    units_max: uint256,
    price: uint256,
    deadline: uint256,
    regime: uint16,
    lockup: uint256,
    terms_hash: bytes32,
) -> uint256:
    """
    @notice Offers own shares.
    @param units_min Below this many everybody gets their money back.
    @param units_max At most this many are sold; they are reserved now.
    @param price In millionths of a dollar for 10**6 shares.
    @param deadline Until when commitments are taken.
    @param regime The row of compliance; only 0, no regime, is open yet.
    @param lockup Seconds from the close in which the shares cannot be sold on.
    @param terms_hash Hash of the terms.
    @return The offering's number.
    """
    issuer: uint256 = 0
    facts: uint256 = 0
    issuer, facts = staticcall registry.who(msg.sender)
    assert stand.of(facts) == stand.ACTIVE, "NOT_ACTIVE"
    assert stand.level(facts) == stand.DOCUMENT, "DOCUMENT_NEEDED"
    assert staticcall ledger.balance_of(issuer, issuer) != 0, "NO_SUCH_TOKEN"
    assert offering_line.open_of[issuer] == 0, "OFFERING_OPEN"
    assert not staticcall self.companies.blocked(issuer), "OWN_MATTER_OPEN"
    assert not staticcall ledger.overdue(issuer), "OVERDUE"
    assert units_min != 0 and units_min <= units_max and units_max <= S, "BAD_AMOUNT"
    assert price != 0 and price < 2**64, "BAD_PRICE"
    assert deadline >= block.timestamp + SHORTEST, "DEADLINE_TOO_SOON"
    assert deadline <= block.timestamp + LONGEST, "DEADLINE_TOO_FAR"
    assert regime == 0, "NO_SUCH_REGIME"
    assert lockup <= LONGEST_LOCKUP, "LOCKUP_TOO_LONG"
    assert terms_hash != empty(bytes32), "EMPTY_HASH"
    # What is reserved for an earlier offering whose shares wait to be pulled is as good as sold.
    assert staticcall ledger.sellable(issuer, issuer) >= KEPT + units_max, "ISSUER_KEEPS_51"
    id: uint256 = self.count + 1
    self.count = id
    offer: offering_line.Offer = empty(offering_line.Offer)
    offer.issuer = issuer
    offer.units_min = units_min
    offer.units_max = units_max
    offer.price = price
    offer.deadline = deadline
    offer.regime = convert(regime, uint256)
    offer.lockup = lockup
    offer.terms_hash = terms_hash
    offer.status = offering_line.OPEN
    offering_line.offers[id] = offer
    offering_line.open_of[issuer] = id
    extcall ledger.reserve(issuer, issuer, units_max)
    log OfferingOpened(
        offering=id,
        issuer=issuer,
        units_min=units_min,
        units_max=units_max,
        price=price,
        deadline=deadline,
        regime=regime,
        lockup=lockup,
        terms_hash=terms_hash,
    )
    return id


# --- the line ---


@external
def commit(id: uint256, units: uint256, permit: ILedger.Permit) -> uint256:
    """
    @notice Lays money in an offering for shares. Above the maximum one waits in line.
    @param id The offering.
    @param units How many shares, in base units.
    @param permit Lets the ledger take the money; deadline 0: it was approved before.
    @return The place in line, from 0.
    """
    offer: offering_line.Offer = offering_line.offers[id]
    assert offer.status == offering_line.OPEN, "OFFERING_NOT_OPEN"
    assert block.timestamp < offer.deadline, "OFFERING_OVER"
    person: uint256 = 0
    facts: uint256 = 0
    person, facts = staticcall registry.who(msg.sender)
    assert stand.of(facts) == stand.ACTIVE, "NOT_ACTIVE"
    assert person != offer.issuer, "OWN_OFFERING"
    assert not staticcall ledger.overdue(person), "OVERDUE"
    # Who is not active does not raise: nobody new is drawn in, though what stands may still close.
    assert staticcall registry.standing(offer.issuer) == stand.ACTIVE, "ISSUER_NOT_ACTIVE"
    assert units != 0 and units <= S, "BAD_AMOUNT"
    cost: uint256 = clearing.cost_up(units, offer.price)
    place: uint256 = offer.entries
    offering_line.offers[id].entries = place + 1
    offering_line.offers[id].committed = offer.committed + units
    paid: uint256 = extcall ledger.pull(person, msg.sender, cost, self, permit)
    assert paid >= cost, "UNDERPAID"
    offering_line.keep(
        id,
        place,
        entry_word.Entry(
            person=person,
            units=units,
            paid=paid,
            serial=0,
            state=entry_word.IN_LINE,
            believed=False,
        ),
    )
    log Committed(offering=id, entry=place, person=person, units=units, paid=paid)
    return place


@external
def withdraw(id: uint256, entry: uint256):
    """
    @notice Takes a commitment back, until 48 hours before the deadline.
    """
    e: entry_word.Entry = offering_line.entry(id, entry)
    offer: offering_line.Offer = offering_line.offers[id]
    assert staticcall registry.person_of(msg.sender) == e.person, "NOT_YOURS"
    assert e.state == entry_word.IN_LINE, "NOT_IN_LINE"
    assert offer.status == offering_line.OPEN, "OFFERING_NOT_OPEN"
    assert block.timestamp + SETTLED_BEFORE <= offer.deadline, "TOO_LATE_TO_WITHDRAW"
    e.state = entry_word.WITHDRAWN
    offering_line.keep(id, entry, e)
    offering_line.offers[id].committed = offer.committed - e.units
    offering_taking.give_back(e.person, e.paid, True)
    log CommitmentWithdrawn(offering=id, entry=entry, person=e.person, amount=e.paid)


@external
def reject(id: uint256, entry: uint256):
    """
    @notice The issuer refuses an investor before the close, who then pulls the money back.
    """
    e: entry_word.Entry = offering_line.entry(id, entry)
    offer: offering_line.Offer = offering_line.offers[id]
    assert staticcall registry.person_of(msg.sender) == offer.issuer, "NOT_ISSUER"
    assert e.state == entry_word.IN_LINE, "NOT_IN_LINE"
    assert offer.status == offering_line.OPEN, "OFFERING_NOT_OPEN"
    e.state = entry_word.REJECTED
    offering_line.keep(id, entry, e)
    offering_line.offers[id].committed = offer.committed - e.units
    log CommitmentRejected(offering=id, entry=entry, person=e.person)


@external
def refund(id: uint256, entry: uint256):
    """
    @notice Gives money back that buys no shares: of a failed offering, of a rejected commitment,
            of a place behind the cut, and of who may no longer hold (at their own call, after 30
            days at anyone's). Called by another it is credited in the ledger.
    """
    e: entry_word.Entry = offering_line.entry(id, entry)
    offer: offering_line.Offer = offering_line.offers[id]
    own: bool = staticcall registry.person_of(msg.sender) == e.person
    if e.state != entry_word.REJECTED:
        assert e.state == entry_word.IN_LINE, "NOTHING_TO_REFUND"
        if offer.status != offering_line.FAILED:
            assert offer.status == offering_line.SUCCEEDED, "OFFERING_NOT_CLOSED"
            units: uint256 = offering_line.allotted(offer, entry, e.units)
            if units != 0:
                assert not staticcall ledger.can_receive(e.person), "SHARES_WAIT"
                if not own:
                    assert block.timestamp >= offer.closed_at + REFUND_BY_ANYONE, "SHARES_WAIT"
                extcall ledger.unreserve(offer.issuer, offer.issuer, units)
    e.state = entry_word.REFUNDED
    offering_line.keep(id, entry, e)
    offering_taking.give_back(e.person, e.paid, own)
    log offering_taking.Refunded(offering=id, entry=entry, person=e.person, amount=e.paid)


# --- the close ---


@external
def close(id: uint256, max_steps: uint256):
    """
    @notice Closes an offering after its deadline. Anyone may.
    @param max_steps How many places of a line that is too long this call may walk.
    """
    offer: offering_line.Offer = offering_line.offers[id]
    if offer.status != offering_line.CLOSING:
        assert offer.status == offering_line.OPEN, "OFFERING_NOT_OPEN"
        assert block.timestamp >= offer.deadline, "OFFERING_RUNS"
        if offer.committed < offer.units_min:
            offering_line.fail(id, offering_line.BELOW_MINIMUM)
            return
        # Reading: nothing of a frozen person is sold, and a banned one does not raise. Without
        # this a fraud found in the last 48 hours would still get the money.
        standing: uint8 = staticcall registry.standing(offer.issuer)
        if standing == stand.FROZEN or standing == stand.BANNED:
            offering_line.fail(id, offering_line.ISSUER_STOPPED)
            return
    offering_line.succeed(id, max_steps)


@external
def fail(issuer: uint256):
    """
    @notice An exit of the issuer is reported: an open offering of theirs fails.
    """
    assert msg.sender == self.companies.address, "NOT_COMPANIES"
    id: uint256 = offering_line.open_of[issuer]
    if id != 0:
        offering_line.fail(id, offering_line.EXIT_REPORTED)


@external
def proceeds(id: uint256):
    """
    @notice Pays the issuer the money of pulled shares, three days after the close, debts first.
    """
    offer: offering_line.Offer = offering_line.offers[id]
    assert staticcall registry.person_of(msg.sender) == offer.issuer, "NOT_ISSUER"
    assert offer.status == offering_line.SUCCEEDED, "OFFERING_NOT_CLOSED"
    assert block.timestamp >= offer.closed_at + REST, "PROCEEDS_REST"
    assert offer.proceeds != 0, "NO_PROCEEDS"
    offering_line.offers[id].proceeds = 0
    offering_taking.give_back(offer.issuer, offer.proceeds, True)
    log ProceedsPaid(offering=id, issuer=offer.issuer, amount=offer.proceeds)
