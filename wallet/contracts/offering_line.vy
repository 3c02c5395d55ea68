# pragma version ~=0.4.3
"""
@title The line of an offering: who gets how much when too much was committed
@license AGPL-3.0-only
@notice Commitments are served in the order in which they came, up to the maximum. Where the line
        is cut is found once, at the close, in steps if it is long.
"""

from interfaces import ICompliance
from interfaces import ILedger
from interfaces import IRules
import bold
import clearing
import entry_word


event OfferingClosed:
    offering: indexed(uint256)
    success: bool
    sold: uint256


event OfferingFailed:
    offering: indexed(uint256)
    reason: uint8  # 1 below the minimum, 2 an exit was reported, 3 the issuer is frozen or banned


OPEN: constant(uint256) = 1
CLOSING: constant(uint256) = 2  # the line is being walked
SUCCEEDED: constant(uint256) = 3
FAILED: constant(uint256) = 4

BELOW_MINIMUM: constant(uint8) = 1
EXIT_REPORTED: constant(uint8) = 2
ISSUER_STOPPED: constant(uint8) = 3


struct Offer:
    issuer: uint256
    units_min: uint256
    units_max: uint256
    price: uint256
    deadline: uint256
    regime: uint256
    lockup: uint256  # seconds from the close
    terms_hash: bytes32
    status: uint256
    committed: uint256  # units of all who stand in line
    entries: uint256
    sold: uint256  # units that were taken or still may be
    closed_at: uint256
    reference: uint256  # the reference price at the close
    cut: uint256  # the first entry that does not get all its units, once it is known
    cut_units: uint256  # what that entry gets
    takers: uint256  # distinct DOCUMENT people who took shares
    largest: uint256  # units taken by one person
    taken: uint256
    proceeds: uint256  # money of taken shares that waits for the issuer


line_ledger: immutable(ILedger)
rules: immutable(IRules)

compliance: ICompliance
offers: HashMap[uint256, Offer]
# offering -> place in line, from 0 -> see `entry_word`.
line: HashMap[uint256, HashMap[uint256, uint256]]
# issuer -> the offering that is open; 0: none.
open_of: HashMap[uint256, uint256]
# issuer -> units that are sold and wait to be pulled.
unpulled: HashMap[uint256, uint256]
# issuer -> when shares were first sold; 0: never.
first_sold: HashMap[uint256, uint256]


@deploy
def __init__(ledger: ILedger, rules_: IRules):
    line_ledger = ledger
    rules = rules_


@view
@internal
def numbers() -> uint256:
    """
    @notice The numbers of offerings; see `bold`. Refuses while the market is stopped.
    """
    word: uint256 = 0
    stopped: uint256 = 0
    until: uint256 = 0
    word, stopped, until = staticcall rules.market(bold.OFFERING)
    assert block.timestamp >= until, "MARKET_STOPPED"
    return word


@view
@internal
def entry(id: uint256, place: uint256) -> entry_word.Entry:
    """
    @notice A place in the line.
    """
    return entry_word.unpack(self.line[id][place])


@internal
def keep(id: uint256, place: uint256, e: entry_word.Entry):
    """
    @notice Writes a place in the line.
    """
    self.line[id][place] = entry_word.pack(e)


@internal
def end(id: uint256, status: uint256, sold: uint256):
    """
    @notice Closes an offering; shares that were not sold are free again.
    """
    offer: Offer = self.offers[id]
    self.offers[id].status = status
    self.offers[id].closed_at = block.timestamp
    self.offers[id].sold = sold
    self.open_of[offer.issuer] = 0
    self.unpulled[offer.issuer] += sold
    if sold != 0 and self.first_sold[offer.issuer] == 0:
        self.first_sold[offer.issuer] = block.timestamp
    extcall self.compliance.note_close(id, clearing.cost_up(sold, offer.price))
    if offer.units_max != sold:
        extcall line_ledger.unreserve(offer.issuer, offer.issuer, offer.units_max - sold)
    log OfferingClosed(offering=id, success=status == SUCCEEDED, sold=sold)


@internal
def fail(id: uint256, reason: uint8):
    """
    @notice Ends an offering without success; everybody pulls back exactly what they paid.
    """
    self.end(id, FAILED, 0)
    log OfferingFailed(offering=id, reason=reason)


@internal
def succeed(id: uint256, steps: uint256):
    """
    @notice Ends an offering with success, once it is known where its line is cut.
    @param steps How many places of the line may be walked.
    """
    offer: Offer = self.offers[id]
    sold: uint256 = min(offer.committed, offer.units_max)
    at: uint256 = offer.entries
    part: uint256 = 0
    if offer.committed > offer.units_max:
        at = offer.cut
        before: uint256 = offer.cut_units  # while the line is walked: units of those before `at`
        found: bool = False
        for _: uint256 in range(steps, bound=2**32):
            e: entry_word.Entry = self.entry(id, at)
            units: uint256 = e.units if e.state == entry_word.IN_LINE else 0
            if before + units > offer.units_max:
                part = offer.units_max - before
                found = True
                break
            before += units
            at += 1
        if not found:
            self.offers[id].status = CLOSING
            self.offers[id].cut = at
            self.offers[id].cut_units = before
            return
    self.offers[id].cut = at
    self.offers[id].cut_units = part
    self.offers[id].reference = staticcall line_ledger.reference(offer.issuer)
    self.end(id, SUCCEEDED, sold)


@pure
@internal
def allotted(offer: Offer, place: uint256, units: uint256) -> uint256:
    """
    @notice What a place in the line gets of the units it asked for.
    """
    if place < offer.cut:
        return units
    return offer.cut_units if place == offer.cut else 0


@pure
@internal
def is_believed(offer: Offer, numbers: uint256) -> bool:
    """
    @notice Whether the price counts as cost: enough DOCUMENT buyers took shares, none above half.
    """
    # Reading: "none above half" of all that is taken in the end. What waits may still go to the
    # largest buyer, so it is reckoned as theirs: once true this stays true, and whether it gets
    # true does not depend on who is pulled for first.
    waits: uint256 = offer.sold - offer.taken
    fewest: uint256 = bold.at(numbers, bold.FEWEST_BUYERS)
    return offer.takers >= fewest and 2 * offer.largest + waits <= offer.taken


@pure
@internal
def cost_that_counts(offer: Offer, units: uint256, paid: uint256, numbers: uint256) -> uint256:
    """
    @notice What was paid, up to 120 % (by the rules' number) of the reference price where there
            is one.
    """
    # Reading: the reference price is that of the close, when price and buyers were settled.
    # Asked for at the taking, or later still, a buyer would wait until it has risen.
    if offer.reference == 0:
        return paid
    premium: uint256 = bold.at(numbers, bold.PREMIUM)
    return min(paid, units * offer.reference * premium // (100 * clearing.SCALE))


@pure
@internal
def cost_if_joined(offer: Offer, units: uint256, cost: uint256) -> uint256:
    """
    @notice What counts where the shares join an older lot: up to the reference price.
    """
    return min(cost, clearing.cost_down(units, offer.reference))
