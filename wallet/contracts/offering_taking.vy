# pragma version ~=0.4.3
# pragma nonreentrancy on
"""
@title Taking: how shares of a closed offering reach their buyers, and at what believed cost
@license AGPL-3.0-only
@notice A price is believed when at least three DOCUMENT buyers took their shares, none above half.
"""

from interfaces import IAuction
from interfaces import IDollar
from interfaces import ILedger
from interfaces import IRegistry
import bold
import clearing
import entry_word
import offering_line
import standing as stand

uses: offering_line


# `serial` is the lot's; `believed` what counts as its cost unless it joined an older lot.
event Taken:
    offering: indexed(uint256)
    entry: uint256
    person: indexed(uint256)
    units: uint256
    paid: uint256
    believed: uint256
    serial: uint256


event Believed:
    offering: indexed(uint256)
    entry: uint256
    cost: uint256


event Refunded:
    offering: indexed(uint256)
    entry: uint256
    person: indexed(uint256)
    amount: uint256


registry: immutable(IRegistry)
ledger: immutable(ILedger)

auction: IAuction
taken_by: HashMap[uint256, HashMap[uint256, uint256]]


@deploy
def __init__(registry_: IRegistry, ledger_: ILedger, dollar_: IDollar):
    registry = registry_
    ledger = ledger_
    extcall dollar_.approve(ledger_.address, max_value(uint256), default_return_value=True)


@external
def take(id: uint256, entries: DynArray[uint256, 32]):
    """
    @notice Pulls investors' shares for them. Anyone may; who may not hold now is passed over.
    """
    offer: offering_line.Offer = offering_line.offers[id]
    assert offer.status == offering_line.SUCCEEDED, "OFFERING_NOT_CLOSED"
    numbers: uint256 = offering_line.numbers()
    # Who may have shares was judged when the auction was priced; nobody joins them in between.
    assert not staticcall self.auction.settling(offer.issuer), "SETTLING"
    people: DynArray[uint256, 32] = []
    for place: uint256 in entries:
        people.append(offering_line.entry(id, place).person)
    refused: uint256 = staticcall offering_line.compliance.judge_takers(id, people)
    # Whether the price counts is judged with the whole batch, so that who comes first in it is
    # treated as who comes last.
    taking: DynArray[uint256, 32] = []
    for k: uint256 in range(len(entries), bound=32):
        if (refused >> k) & 1 == 0 and self._count_in(id, entries[k]):
            taking.append(entries[k])
    offer = offering_line.offers[id]
    counting: uint256 = 0
    if offering_line.is_believed(offer, numbers):
        counting = numbers
        self._refer(offer)
    for place: uint256 in taking:
        self._place(id, offer, place, counting)


@internal
def _refer(offer: offering_line.Offer):
    """
    @notice Lets a price that is believed be the reference price, where there is none.
    """
    if staticcall ledger.reference(offer.issuer) == 0:
        extcall ledger.set_reference(offer.issuer, offer.price)


@internal
def _count_in(id: uint256, place: uint256) -> bool:
    """
    @notice Marks an entry as taken and counts its buyer, if they can have their shares now.
    """
    e: entry_word.Entry = offering_line.entry(id, place)
    offer: offering_line.Offer = offering_line.offers[id]
    units: uint256 = offering_line.allotted(offer, place, e.units)
    if e.state != entry_word.IN_LINE or units == 0:
        return False
    facts: uint256 = staticcall registry.word(e.person)
    if stand.of(facts) != stand.ACTIVE:
        return False
    if not staticcall ledger.placeable(offer.issuer, e.person, self._unlocks(offer)):
        return False
    e.state = entry_word.TAKEN
    offering_line.keep(id, place, e)
    before: uint256 = self.taken_by[id][e.person]
    self.taken_by[id][e.person] = before + units
    if before == 0 and stand.level(facts) == stand.DOCUMENT:
        offering_line.offers[id].takers = offer.takers + 1
    offering_line.offers[id].taken = offer.taken + units
    offering_line.offers[id].largest = max(offer.largest, before + units)
    offering_line.unpulled[offer.issuer] -= units
    return True


@internal
def _place(id: uint256, offer: offering_line.Offer, place: uint256, counting: uint256):
    """
    @notice Moves an entry's shares, and gives back what was paid for more than it got.
    @param counting The numbers of offerings, if the price counts; 0: it does not yet.
    """
    e: entry_word.Entry = offering_line.entry(id, place)
    units: uint256 = offering_line.allotted(offer, place, e.units)
    paid: uint256 = clearing.cost_up(units, offer.price)
    cost: uint256 = 0
    if counting != 0:
        cost = offering_line.cost_that_counts(offer, units, paid, counting)
    e.serial = extcall ledger.place(
        ILedger.Placement(
            token=offer.issuer,
            buyer=e.person,
            units=units,
            paid=paid,
            believed=cost,
            believed_if_joined=offering_line.cost_if_joined(offer, units, cost),
            unlocks=self._unlocks(offer),
        )
    )
    e.believed = counting != 0
    offering_line.keep(id, place, e)
    offering_line.offers[id].proceeds += paid
    log Taken(
        offering=id,
        entry=place,
        person=e.person,
        units=units,
        paid=paid,
        believed=cost,
        serial=e.serial,
    )
    if e.paid != paid:
        own: bool = staticcall registry.person_of(msg.sender) == e.person
        self.give_back(id, e.person, e.paid - paid, own)
        log Refunded(offering=id, entry=place, person=e.person, amount=e.paid - paid)


@external
def believe(id: uint256, entries: DynArray[uint256, 32]):
    """
    @notice Lets the cost count of shares that were taken before it was known that the price is
            believed; lots that were joined to others or moved since are passed over.
    """
    offer: offering_line.Offer = offering_line.offers[id]
    numbers: uint256 = staticcall offering_line.rules.numbers(bold.OFFERING)
    assert offering_line.is_believed(offer, numbers), "PRICE_NOT_BELIEVED"
    self._refer(offer)
    for place: uint256 in entries:
        e: entry_word.Entry = offering_line.entry(id, place)
        if e.state != entry_word.TAKEN or e.believed:
            continue
        units: uint256 = offering_line.allotted(offer, place, e.units)
        paid: uint256 = clearing.cost_up(units, offer.price)
        cost: uint256 = offering_line.cost_that_counts(offer, units, paid, numbers)
        if not extcall ledger.set_cost(offer.issuer, e.person, e.serial, units, cost):
            continue
        e.believed = True
        offering_line.keep(id, place, e)
        log Believed(offering=id, entry=place, cost=cost)


@internal
def give_back(id: uint256, person: uint256, amount: uint256, deliver: bool):
    """
    @notice Gives an investor money back that bought no shares.
    """
    extcall offering_line.compliance.note_uncommit(id, person, amount)
    self.send(person, amount, deliver)


@internal
def send(person: uint256, amount: uint256, deliver: bool):
    """
    @notice Sends money that waited here to a person, through the ledger: debts first.
    @dev What the ledger received is what counts. It pulls the money itself, so that it is locked
         meanwhile: a token that calls back could else move other money in or out of the ledger
         between the two looks at its balance.
    """
    received: uint256 = extcall ledger.pull(
        person, self, amount, ledger.address, empty(ILedger.Permit)
    )
    extcall ledger.pay(person, received, deliver)


@pure
@internal
def _unlocks(offer: offering_line.Offer) -> uint256:
    """
    @notice From when on the shares can be sold on; 0: at once.
    """
    return offer.closed_at + offer.lockup if offer.lockup != 0 else 0
