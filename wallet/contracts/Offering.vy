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

from interfaces import IAuction
from interfaces import ICompanies
from interfaces import ICompliance
from interfaces import IDollar
from interfaces import ILedger
from interfaces import IOffering
from interfaces import IRegistry
from interfaces import IRules
import bold
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
YEAR: constant(uint256) = 365 * DAY
HOUR: constant(uint256) = 3600
LONGEST_LOCKUP: constant(uint256) = 2 * YEAR
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
def __init__(registry_: address, ledger_: address, dollar_: address, rules_: address):
    """
    @param registry_ Who is a person.
    @param ledger_ Where shares are, and the only spender of the dollar.
    @param dollar_ The money.
    @param rules_ The numbers that may change, and the stop of the market.
    """
    registry = IRegistry(registry_)
    ledger = ILedger(ledger_)
    offering_line.__init__(ledger, IRules(rules_))
    offering_taking.__init__(registry, ledger, IDollar(dollar_))
    DEPLOYER = msg.sender
    self.authority = msg.sender
    log AuthoritySet(authority=msg.sender)


@external
def wire(companies: address, compliance: address, auction: address):
    """
    @notice Names the contracts that know exits and debts, who may hold what, and whether an
            auction is being settled; once.
    """
    assert msg.sender == DEPLOYER, "NOT_DEPLOYER"
    assert self.companies.address == empty(address), "ALREADY_WIRED"
    self.companies = ICompanies(companies)
    offering_line.compliance = ICompliance(compliance)
    offering_taking.auction = IAuction(auction)


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
    @param regime The row of compliance.
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
    numbers: uint256 = offering_line.numbers()
    shortest: uint256 = bold.at(numbers, bold.NO_WITHDRAWAL) + HOUR
    assert deadline >= block.timestamp + shortest, "DEADLINE_TOO_SOON"
    longest: uint256 = bold.at(numbers, bold.LONGEST_OFFERING)
    assert deadline <= block.timestamp + longest, "DEADLINE_TOO_FAR"
    self._stated(issuer)
    assert lockup <= LONGEST_LOCKUP, "LOCKUP_TOO_LONG"
    assert terms_hash != empty(bytes32), "EMPTY_HASH"
    # What is reserved for an earlier offering whose shares wait to be pulled is as good as sold.
    assert staticcall ledger.sellable(issuer, issuer) >= KEPT + units_max, "ISSUER_KEEPS_51"
    id: uint256 = self.count + 1
    self.count = id
    kind: uint256 = convert(regime, uint256)
    most: uint256 = clearing.cost_up(units_max, price)
    refusal: uint8 = staticcall offering_line.compliance.open_check(issuer, kind, most, lockup)
    assert refusal == 0, "NOT_COMPLIANT"
    extcall offering_line.compliance.note_open(id, issuer, kind, most, deadline)
    offer: offering_line.Offer = empty(offering_line.Offer)
    offer.issuer = issuer
    offer.units_min = units_min
    offer.units_max = units_max
    offer.price = price
    offer.deadline = deadline
    offer.regime = kind
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


@view
@internal
def _stated(issuer: uint256):
    """
    @notice Refuses who has had holders for more than a year and has not filed this year's
            statement.
    """
    # Reading: shares were first in other hands when an offering first sold some; nobody states
    # anything to holders who are not there.
    first: uint256 = offering_line.first_sold[issuer]
    if first == 0 or block.timestamp <= first + YEAR or staticcall ledger.outside(issuer) == 0:
        return
    stated: uint256 = staticcall self.companies.stated_at(issuer)
    assert stated + YEAR >= block.timestamp, "STATEMENT_MISSING"


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
    offering_line.numbers()
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
    extcall offering_line.compliance.note_commit(id, person, paid)
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
    # Works while the market is stopped, too: it takes nobody's shares.
    settled: uint256 = staticcall offering_line.rules.numbers(bold.OFFERING)
    until: uint256 = offer.deadline - bold.at(settled, bold.NO_WITHDRAWAL)
    assert block.timestamp <= until, "TOO_LATE_TO_WITHDRAW"
    e.state = entry_word.WITHDRAWN
    offering_line.keep(id, entry, e)
    offering_line.offers[id].committed = offer.committed - e.units
    offering_taking.give_back(id, e.person, e.paid, True)
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
                # Whoever stole a key does not turn the shares into money while a recovery waits.
                facts: uint256 = staticcall registry.word(e.person)
                assert not stand.is_held(facts), "FROZEN"
                assert (
                    staticcall offering_line.compliance.judge_takers(id, [e.person]) != 0
                ), "SHARES_WAIT"
                if not own:
                    assert block.timestamp >= offer.closed_at + REFUND_BY_ANYONE, "SHARES_WAIT"
                offering_line.offers[id].sold = offer.sold - units
                offering_line.unpulled[offer.issuer] -= units
                extcall ledger.unreserve(offer.issuer, offer.issuer, units)
    e.state = entry_word.REFUNDED
    offering_line.keep(id, entry, e)
    offering_taking.give_back(id, e.person, e.paid, own)
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
        facts: uint256 = staticcall registry.word(offer.issuer)
        if stand.freeze_runs(facts) or stand.is_banned(facts):
            offering_line.fail(id, offering_line.ISSUER_STOPPED)
            return
        # A recovery of the issuer's wallet is no fault of theirs: the close waits for its end.
        assert not stand.is_held(facts), "FROZEN"
    # What fails gives money back, and does so while the market is stopped, too.
    offering_line.numbers()
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
    numbers: uint256 = staticcall offering_line.rules.numbers(bold.OFFERING)
    assert block.timestamp >= offer.closed_at + bold.at(numbers, bold.REST), "PROCEEDS_REST"
    assert offer.proceeds != 0, "NO_PROCEEDS"
    offering_line.offers[id].proceeds = 0
    offering_taking.send(offer.issuer, offer.proceeds, True)
    log ProceedsPaid(offering=id, issuer=offer.issuer, amount=offer.proceeds)
