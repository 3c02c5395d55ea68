# pragma version ~=0.4.3
# pragma nonreentrancy on
# pragma optimize codesize
"""
@title Ledger: shares, what they earn, and all money but what waits in an offering
@license AGPL-3.0-only
@notice The only spender of the dollar. Shares move only through an offering or an auction of
        this network; whatever is gained passes `siphon`, which owes the holders their part.
        Keyed by person id; a token's id is its issuer's. ERC-6909 by current wallet, to read.
@dev No authority has any power here: nothing can be called that a person, or a contract of the
     network that is named once for all, does not call. A seam is kept for one shielded module
     (`shielded`): a holder of record that has to pass `siphon` on every exit. Nothing uses it yet.
"""

from interfaces import ICompliance
from interfaces import IFace
from interfaces import ILedger
from interfaces import IRegistry
import cash
import holdings
import packing
import standing as stand

implements: ILedger

initializes: holdings
initializes: cash[holdings := holdings]

event Issued:
    token: indexed(uint256)
    name: String[64]
    terms_hash: bytes32


event Terms:
    token: indexed(uint256)
    terms: Bytes[24576]


event Claimed:
    holder: indexed(uint256)
    token: indexed(uint256)
    amount: uint256
    passed_on: uint256
    by: address


# `serial` is the buyer's lot and `believed` the cost added to it (both 0 for a buy-back, which
# makes no lot). A serial that was there before was joined: the later dates hold.
event Sold:
    token: indexed(uint256)
    seller: indexed(uint256)
    buyer: indexed(uint256)
    units: uint256
    paid: uint256
    proceeds: uint256
    cost: uint256
    gain: uint256
    siphon: uint256
    serial: uint256
    believed: uint256
    unlocks: uint256


event Placed:
    token: indexed(uint256)
    buyer: indexed(uint256)
    units: uint256
    paid: uint256
    believed: uint256
    unlocks: uint256
    serial: uint256


event CostSet:
    token: indexed(uint256)
    person: indexed(uint256)
    serial: uint256
    cost: uint256


event ReferenceSet:
    token: indexed(uint256)
    price: uint256


event FaceMade:
    token: indexed(uint256)
    face: address


# Somebody became a holder of a token or ceased to be one. `retail` is how they are counted: as
# they were when they became one.
event HolderCounted:
    token: indexed(uint256)
    person: indexed(uint256)
    joins: bool
    retail: bool
    holders: uint256
    retail_holders: uint256


# ERC-6909
event Transfer:
    caller: address
    sender: indexed(address)
    receiver: indexed(address)
    id: indexed(uint256)
    amount: uint256


DEPLOYER: immutable(address)

offering: public(address)
auction: public(address)
compliance: public(address)
# Who may take money in, and pay out what they keep here.
movers: HashMap[address, bool]
# The original of the ERC-20 faces.
face: address
shielded: public(address)
names: HashMap[uint256, String[64]]


@deploy
def __init__(registry: address, dollar: address):
    """
    @notice A ledger of these people, in this money.
    @param registry The registry of people.
    @param dollar The money token.
    """
    cash.__init__(registry, dollar)
    DEPLOYER = msg.sender


@external
def wire(
    offering: address,
    auction: address,
    companies: address,
    face: address,
    compliance: address,
    watching: address,
    disputes: address,
    shielded: address,
):
    """
    @notice Names the contracts that may move shares and money; once, by the deployer.
    @param face The original of the ERC-20 faces, made for this ledger.
    @param compliance Who knows how many holders there may be; empty for no such bound.
    @param shielded The one shielded module; empty, as there is none yet.
    """
    self._only(DEPLOYER)
    assert self.offering == empty(address) and offering != empty(address), "ALREADY_WIRED"
    self.offering = offering
    self.auction = auction
    self.face = face
    self.compliance = compliance
    self.shielded = shielded
    cash.companies = companies
    for mover: address in [offering, auction, companies, watching, disputes]:
        self.movers[mover] = True


# --- issuing ---


@external
def issue(
    name: String[64], name_signature: Bytes[65], terms_hash: bytes32, terms: Bytes[24576]
) -> uint256:
    """
    @notice Creates the caller's token: ten million shares, all theirs, once and for ever.
    @param name Display name, attested by a verifier.
    @param name_signature The verifier's signature of it.
    @param terms_hash Hash of the terms document.
    @param terms The terms, compressed, by choice; carried as event data only.
    @return The token id: the issuer's person id.
    """
    issuer: uint256 = 0
    word: uint256 = 0
    issuer, word = staticcall IRegistry(cash.REGISTRY).who(msg.sender)
    assert stand.of(word) == stand.ACTIVE, "NOT_ACTIVE"
    assert stand.level(word) == stand.DOCUMENT, "DOCUMENT_NEEDED"
    assert not packing.is_issued(holdings.sheets[issuer]), "ALREADY_ISSUED"
    assert len(name) != 0, "NAME_EMPTY"
    assert staticcall IRegistry(cash.REGISTRY).verify_name(
        issuer, name, name_signature
    ), "NAME_NOT_ATTESTED"
    self.names[issuer] = name
    holdings.sheets[issuer] = packing.sheet(empty(address), 0, 0)
    holdings.stocks[issuer][issuer] = packing.stock(holdings.SUPPLY, 0)
    log Issued(token=issuer, name=name, terms_hash=terms_hash)
    if len(terms) != 0:
        log Terms(token=issuer, terms=terms)
    log Transfer(
        caller=msg.sender,
        sender=empty(address),
        receiver=msg.sender,
        id=issuer,
        amount=holdings.SUPPLY,
    )
    return issuer


@external
def make_face(token: uint256) -> address:
    """
    @notice Makes the ERC-20 face of a token; anyone may.
    @return Its address.
    """
    sheet: uint256 = holdings.sheets[token]
    assert packing.is_issued(sheet), "TOKEN_UNKNOWN"
    assert packing.face(sheet) == empty(address), "FACE_EXISTS"
    face: address = create_minimal_proxy_to(self.face)
    extcall IFace(face).initialize(token)
    holdings.sheets[token] = packing.sheet(
        face, packing.reference(sheet), packing.counts(sheet)
    )
    log FaceMade(token=token, face=face)
    return face


# --- what shares earn ---


@internal
def _claim(token: uint256, holder: uint256) -> uint256:
    """
    @notice Settles what a holding earned, and passes on the part of the holder's own holders.
    @return What is left for the holder; 0 when less than one unit was owed.
    """
    assert token != holder, "ISSUER_OWN_CLAIM"
    stock: uint256 = holdings.stocks[token][holder]
    desk: uint256 = holdings.desks[token][holder]
    owed: uint256 = packing.pending(desk)
    accrued: uint256 = holdings._accrued(token, holder, stock)
    if accrued != 0:
        holdings.stocks[token][holder] = packing.stock(
            packing.held(stock), holdings.acc[token]
        )
    if owed != 0:
        holdings.desks[token][holder] = packing.without_pending(desk)
    owed += accrued
    if owed == 0:
        return 0
    passed_on: uint256 = holdings._siphon(holder, owed, holdings.CLAIM, holder)
    log Claimed(holder=holder, token=token, amount=owed, passed_on=passed_on, by=msg.sender)
    return owed - passed_on


@external
def claim(token: uint256, holder: uint256) -> uint256:
    """
    @notice Takes what a holding earned. Anyone may for anyone; only the holder's own wallet has
            it delivered, for others it is credited to the holder.
    @return What was left for the holder after the part of their own holders.
    """
    left: uint256 = self._claim(token, holder)
    if left != 0:
        self._hand_over(holder, left)
    return left


@external
def claim_many(tokens: DynArray[uint256, 32], holder: uint256) -> uint256:
    """
    @notice The same for several tokens at once.
    """
    left: uint256 = 0
    for token: uint256 in tokens:
        left += self._claim(token, holder)
    if left != 0:
        self._hand_over(holder, left)
    return left


@internal
def _hand_over(holder: uint256, amount: uint256):
    """
    @notice Pays a claim.
    """
    word: uint256 = cash._word(holder)
    cash._pay(holder, word, amount, msg.sender == stand.wallet(word))


@external
def withdraw(person: uint256):
    """
    @notice Takes a person's credit to their wallet; anyone may ask for it.
    """
    cash._withdraw(person)


@external
def distribute(amount: uint256, permit: ILedger.Permit) -> uint256:
    """
    @notice An issuer gives money to the own holders.
    @param amount In base units of money.
    @return What arrived and was shared.
    """
    issuer: uint256 = staticcall IRegistry(cash.REGISTRY).person_of(msg.sender)
    assert issuer != 0, "NOT_A_PERSON"
    received: uint256 = cash._pull(issuer, msg.sender, amount, self, permit)
    assert received != 0, "AMOUNT_ZERO"
    self._give(issuer, received, holdings.GIFT)
    return received


# --- movers: offering, auction, companies, and who keeps bonds ---


@view
@internal
def _only(caller: address):
    """
    @notice Refuses all but this one.
    """
    assert msg.sender == caller, "NOT_ALLOWED"


@view
@internal
def _only_mover():
    """
    @notice Refuses all but the contracts of this network.
    """
    assert self.movers[msg.sender], "NOT_ALLOWED"


@view
@internal
def _only_market():
    """
    @notice Refuses all but the offerings and the auctions.
    """
    if msg.sender != self.auction:
        self._only(self.offering)


@external
def pull(
    person: uint256, payer: address, amount: uint256, to: address, permit: ILedger.Permit
) -> uint256:
    """
    @notice Pulls money from a wallet to the ledger or to the offering.
    @return What arrived, which is what counts.
    """
    self._only_mover()
    assert to == self or to == self.offering, "NOT_ALLOWED"
    return cash._pull(person, payer, amount, to, permit)


@external
def pay(person: uint256, amount: uint256, deliver: bool):
    """
    @notice Pays money that lies in the ledger to a person, overdue debts first.
    """
    self._only_mover()
    word: uint256 = cash._word(person)
    cash._pay(person, word, amount, deliver)


@external
def pay_gain(person: uint256, amount: uint256, deliver: bool):
    """
    @notice The same for money that is a gain of this person: their holders' part stays here.
    """
    self._only_mover()
    kept: uint256 = holdings._siphon(person, amount, holdings.PERSONAL, person)
    cash._pay(person, cash._word(person), amount - kept, deliver)


@external
def credit(person: uint256, amount: uint256):
    """
    @notice Credits money that lies in the ledger to a person.
    """
    self._only_mover()
    cash._credit(person, amount)


@external
def share_kept(issuer: uint256, amount: uint256) -> uint256:
    """
    @notice Shares money that lies in the ledger with an issuer's holders.
    @return What they are owed for it; the rest is dust of the pool.
    """
    self._only_mover()
    return self._give(issuer, amount, holdings.BOND)


@external
def reserve(token: uint256, person: uint256, units: uint256):
    """
    @notice Sets units aside for a sale, where they are.
    """
    self._only_market()
    assert holdings._sellable(token, person) >= units, "NOT_ENOUGH_SHARES"
    holdings._reserve(token, person, units, 0)


@external
def unreserve(token: uint256, person: uint256, units: uint256):
    """
    @notice Ends that for some units.
    """
    self._only_market()
    holdings._reserve(token, person, 0, units)


@external
def trade(t: ILedger.Trade):
    """
    @notice Settles one pair of an auction: shares, lots, gain, siphon, and the seller's money.
    @dev What was judged when the settlement began is not judged again here, so that nothing
         that happens to one person later stops it.
    """
    self._only(self.auction)
    assert t.seller != t.token, "ISSUER_SELLS_BY_OFFERING"
    assert t.seller != t.buyer and t.units != 0 and t.proceeds <= t.paid, "TRADE_INVALID"
    seller_word: uint256 = cash._word(t.seller)
    buyer_word: uint256 = cash._word(t.buyer)

    # The seller: claims settled, lots taken.
    desk: packing.Desk = holdings._unreserved(t.token, t.seller, t.units)
    cost: uint256 = 0
    gain: uint256 = 0
    desk, cost, gain = holdings._take_lots(t.token, t.seller, desk, t.units, t.proceeds)
    self._send(t.token, t.seller, desk, t.units)

    # The buyer.
    serial: uint256 = 0
    believed: uint256 = 0
    if t.buyer == t.token:
        balance: uint256 = holdings._balance(t.token, t.buyer)
        holdings.stocks[t.token][t.buyer] = packing.stock(balance + t.units, 0)
    else:
        serial, believed = self._receive(
            t.token,
            t.buyer,
            buyer_word,
            t.units,
            t.believed,
            t.believed_if_joined,
            t.unlocks,
            True,
            not t.first,
        )

    # The money.
    siphon: uint256 = holdings._siphon(t.seller, gain, holdings.SALE, t.seller)
    log Sold(
        token=t.token,
        seller=t.seller,
        buyer=t.buyer,
        units=t.units,
        paid=t.paid,
        proceeds=t.proceeds,
        cost=cost,
        gain=gain,
        siphon=siphon,
        serial=serial,
        believed=believed,
        unlocks=t.unlocks,
    )
    self._show(t.token, seller_word, buyer_word, t.units)
    cash._pay(t.seller, seller_word, t.proceeds - siphon, True)


@external
def place(p: ILedger.Placement) -> uint256:
    """
    @notice Moves reserved shares of an issuer to an investor.
    @return The serial of the investor's lot.
    """
    self._only(self.offering)
    assert p.buyer != p.token and p.units != 0, "TRADE_INVALID"
    buyer_word: uint256 = cash._word(p.buyer)
    assert stand.of(buyer_word) == stand.ACTIVE, "BUYER_NOT_ACTIVE"

    holdings.desks[p.token][p.token] = packing.desk(
        holdings._unreserved(p.token, p.token, p.units)
    )
    balance: uint256 = holdings._balance(p.token, p.token) - p.units
    assert balance >= holdings.KEPT, "ISSUER_KEEPS_HALF"
    holdings.stocks[p.token][p.token] = packing.stock(balance, 0)

    before: uint256 = holdings.sheets[p.token]
    serial: uint256 = 0
    believed: uint256 = 0
    serial, believed = self._receive(
        p.token,
        p.buyer,
        buyer_word,
        p.units,
        p.believed,
        p.believed_if_joined,
        p.unlocks,
        False,
        False,
    )
    self._within_caps(p.token, before)
    log Placed(
        token=p.token,
        buyer=p.buyer,
        units=p.units,
        paid=p.paid,
        believed=believed,
        unlocks=p.unlocks,
        serial=serial,
    )
    self._show(p.token, cash._word(p.token), buyer_word, p.units)
    return serial


@external
def force(token: uint256, sender: uint256, receiver: uint256, units: uint256):
    """
    @notice Moves shares to another person, as a published decision says: lots keep their costs
            and dates, locked ones move too, both keep what they earned. Nothing is paid.
    @dev An issuer's own shares never move so, and nothing becomes an issuer's own.
    """
    self._only(self.auction)
    assert sender != token and receiver != token, "ISSUER_SELLS_BY_OFFERING"
    assert sender != receiver and units != 0, "TRADE_INVALID"
    word: uint256 = cash._word(receiver)
    assert stand.of(word) == stand.ACTIVE, "BUYER_NOT_ACTIVE"
    before: uint256 = holdings.sheets[token]
    desk: packing.Desk = holdings._unreserved(token, sender, 0)
    to: packing.Desk = holdings._unreserved(token, receiver, 0)
    desk, to = holdings._move_lots(token, sender, receiver, desk, to, units)
    to.settled = False
    self._send(token, sender, desk, units)
    self._get(token, receiver, word, to, units)
    self._within_caps(token, before)
    self._show(token, cash._word(sender), word, units)


@internal
def _send(token: uint256, person: uint256, taken: packing.Desk, units: uint256):
    """
    @notice Writes what a holder has left: claims settled, counted out when it is nothing.
    @param taken Their desk, with the lots taken already.
    """
    desk: packing.Desk = taken
    stock: uint256 = holdings.stocks[token][person]
    desk.pending += holdings._accrued(token, person, stock)
    balance: uint256 = packing.held(stock) - units
    assert balance >= desk.reserved, "NOT_ENOUGH_SHARES"
    if balance == 0:
        self._count(token, person, desk.retail, False)
        desk.retail = False
    holdings.stocks[token][person] = packing.stock(balance, holdings.acc[token])
    holdings.desks[token][person] = packing.desk(desk)


@internal
def _receive(
    token: uint256,
    person: uint256,
    word: uint256,
    units: uint256,
    believed: uint256,
    believed_if_joined: uint256,
    unlocks: uint256,
    settled: bool,
    goes_on: bool,
) -> (uint256, uint256):
    """
    @notice Gives shares to a holder: claims settled, a lot added.
    @return The serial of the lot, and the cost added to it.
    """
    desk: packing.Desk = holdings._unreserved(token, person, 0)
    cost: uint256 = 0
    desk, cost = holdings._add_lot(
        token,
        person,
        desk,
        units,
        believed,
        believed_if_joined,
        block.timestamp,
        unlocks,
        goes_on,
    )
    desk.settled = settled
    self._get(token, person, word, desk, units)
    return desk.next_serial - 1, cost


@internal
def _get(token: uint256, person: uint256, word: uint256, added: packing.Desk, units: uint256):
    """
    @notice Writes what a holder has then: claims settled, counted in when they had nothing.
    @param word Their person word.
    @param added Their desk, with the lots added already.
    """
    desk: packing.Desk = added
    stock: uint256 = holdings.stocks[token][person]
    balance: uint256 = packing.held(stock)
    desk.pending += holdings._accrued(token, person, stock)
    # What joined a lot that is on sale must not lock it: the sale could not be settled.
    if desk.reserved != 0:
        locked: uint256 = holdings._locked(token, person, desk)
        assert balance + units >= desk.reserved + locked, "LOTS_RESERVED"
    if balance == 0:
        desk.retail = stand.investor_class(word) == 0
        self._count(token, person, desk.retail, True)
    holdings.stocks[token][person] = packing.stock(balance + units, holdings.acc[token])
    holdings.desks[token][person] = packing.desk(desk)


@internal
def _count(token: uint256, person: uint256, retail: bool, joins: bool):
    """
    @notice Counts a holder in or out.
    """
    sheet: uint256 = holdings.sheets[token]
    if joins:
        sheet = packing.with_holder(sheet, retail)
    else:
        sheet = packing.without_holder(sheet, retail)
    holdings.sheets[token] = sheet
    log HolderCounted(
        token=token,
        person=person,
        joins=joins,
        retail=retail,
        holders=packing.holders(sheet),
        retail_holders=packing.retail(sheet),
    )


@view
@internal
def _within_caps(token: uint256, before: uint256):
    """
    @notice Refuses more holders than there may be.
    @param before The token's sheet before the movement.
    """
    compliance: address = self.compliance
    sheet: uint256 = holdings.sheets[token]
    if sheet != before and compliance != empty(address):
        assert staticcall ICompliance(compliance).room(before, sheet), "TOO_MANY_HOLDERS"


@internal
def _show(token: uint256, sender: uint256, receiver: uint256, units: uint256):
    """
    @notice Shows a movement to wallets of today: by the ledger, and by the token's face.
    @param sender The person word of the sender.
    @param receiver The person word of the receiver.
    """
    log Transfer(
        caller=msg.sender,
        sender=stand.wallet(sender),
        receiver=stand.wallet(receiver),
        id=token,
        amount=units,
    )
    face: address = packing.face(holdings.sheets[token])
    if face != empty(address):
        extcall IFace(face).show(sender, receiver, units)


@external
def set_cost(
    token: uint256, person: uint256, serial: uint256, units: uint256, cost: uint256
) -> bool:
    """
    @notice Believes the cost of a lot later. Only attestors lower what is believed already.
    @param units What the cost was paid for; part of it may have been sold since.
    @param cost In base units of money.
    @return Whether the lot is still there by itself; to the companies an error if not.
    """
    by_attestors: bool = msg.sender != self.offering
    if by_attestors:
        self._only(cash.companies)
    there: bool = False
    new_cost: uint256 = 0
    there, new_cost = holdings._set_cost(token, person, serial, units, cost, by_attestors)
    assert there or not by_attestors, "LOT_GONE"
    if there:
        log CostSet(token=token, person=person, serial=serial, cost=new_cost)
    return there


@external
def set_reference(token: uint256, price: uint256):
    """
    @notice Notes the reference price of a token.
    """
    self._only_market()
    sheet: uint256 = holdings.sheets[token]
    assert packing.is_issued(sheet), "TOKEN_UNKNOWN"
    holdings.sheets[token] = packing.sheet(packing.face(sheet), price, packing.counts(sheet))
    log ReferenceSet(token=token, price=price)


@external
def share(issuer: uint256, payer: address, amount: uint256, permit: ILedger.Permit) -> uint256:
    """
    @notice Pulls money that pays a debt, and shares it with the issuer's holders.
    @return What arrived.
    """
    self._only(cash.companies)
    received: uint256 = cash._pull(issuer, payer, amount, self, permit)
    self._give(issuer, received, holdings.DEBT)
    return received


@internal
def _give(issuer: uint256, amount: uint256, kind: uint8) -> uint256:
    """
    @notice Shares money with an issuer's holders, all of it.
    @return What they are owed for it.
    """
    ext: uint256 = holdings._outside(issuer)
    assert ext != 0, "NO_HOLDERS"
    gain: uint256 = holdings._gain_behind(amount, ext)
    assert kind != holdings.GIFT or gain != holdings.MOST_GAIN, "TOO_LITTLE_OUTSIDE"
    return holdings._siphon(issuer, gain, kind, issuer)


@external
def set_due(person: uint256, first_due: uint256):
    """
    @notice Notes when the oldest open debt of a person falls due; 0 for none.
    """
    self._only(cash.companies)
    cash._set_due(person, first_due)


# --- answers ---


@view
@external
@reentrant
def balance_of(token: uint256, person: uint256) -> uint256:
    """
    @notice Shares of a person, in base units.
    """
    return holdings._balance(token, person)


@view
@external
@reentrant
def outside(token: uint256) -> uint256:
    """
    @notice Shares held by others than the issuer.
    """
    return holdings._outside(token)


@view
@external
@reentrant
def position(token: uint256, person: uint256) -> ILedger.Position:
    """
    @notice All about one holding.
    """
    desk: packing.Desk = packing.read_desk(holdings.desks[token][person])
    stock: uint256 = holdings.stocks[token][person]
    alive: uint256 = 0
    for k: uint256 in range(desk.span, bound=8):
        word: uint256 = holdings.rings[token][person][(desk.next_serial - 1 - k) % 8]
        if packing.lot_units(word) != 0:
            alive += 1
    return ILedger.Position(
        balance=packing.held(stock),
        reserved=desk.reserved,
        claimable=desk.pending + holdings._accrued(token, person, stock),
        locked=holdings._locked(token, person, desk),
        lots_count=alive,
    )


@view
@external
@reentrant
def lots(token: uint256, person: uint256) -> DynArray[ILedger.Lot, 8]:
    """
    @notice The lots alive, oldest first.
    """
    found: DynArray[ILedger.Lot, 8] = []
    desk: packing.Desk = packing.read_desk(holdings.desks[token][person])
    for k: uint256 in range(desk.span, bound=8):
        serial: uint256 = desk.next_serial - desk.span + k
        word: uint256 = holdings.rings[token][person][serial % 8]
        if packing.lot_units(word) != 0:
            found.append(
                ILedger.Lot(
                    serial=serial,
                    units=packing.lot_units(word),
                    cost=packing.lot_cost(word),
                    acquired=packing.lot_acquired(word),
                    unlocks=packing.lot_unlocks(word),
                    joined=(desk.joined >> (serial % 8)) & 1 == 1,
                )
            )
    return found


@view
@external
@reentrant
def claimable(token: uint256, person: uint256) -> uint256:
    """
    @notice What a claim would bring now, before the part of the holder's own holders.
    """
    return packing.pending(holdings.desks[token][person]) + holdings._accrued(
        token, person, holdings.stocks[token][person]
    )


@view
@external
@reentrant
def sellable(token: uint256, person: uint256) -> uint256:
    """
    @notice Units neither reserved nor locked.
    """
    return holdings._sellable(token, person)


@view
@external
@reentrant
def placeable(token: uint256, person: uint256, unlocks: uint256) -> bool:
    """
    @notice Whether shares with this lock-up can be added without locking reserved units.
    """
    return holdings._placeable(token, person, unlocks)


@view
@external
@reentrant
def token_info(token: uint256) -> ILedger.TokenInfo:
    """
    @notice All about one token.
    """
    sheet: uint256 = holdings.sheets[token]
    return ILedger.TokenInfo(
        issued=packing.is_issued(sheet),
        face=packing.face(sheet),
        reference=packing.reference(sheet),
        holders=packing.holders(sheet),
        acc=holdings.acc[token],
        retail=packing.retail(sheet),
    )


@view
@external
@reentrant
def reference(token: uint256) -> uint256:
    """
    @notice Reference price in millionths of a dollar for 10^6 shares; 0 for none.
    """
    return packing.reference(holdings.sheets[token])


@view
@external
@reentrant
def name_of(token: uint256) -> String[64]:
    """
    @notice Display name of an issuer.
    """
    return self.names[token]


@view
@external
@reentrant
def purse(person: uint256) -> (uint256, uint256):
    """
    @notice Credit that waits in the ledger, and when the oldest open debt falls due (0: none).
    """
    word: uint256 = cash.purses[person]
    due: uint256 = packing.first_due(word)
    return packing.credit(word), due if due != packing.NEVER else 0


@view
@external
@reentrant
def overdue(person: uint256) -> bool:
    """
    @notice Whether a debt of the person to their holders is overdue.
    """
    return cash._is_overdue(person)


@view
@external
@reentrant
def can_receive(person: uint256) -> bool:
    """
    @notice Whether a person may be given shares now.
    """
    return stand.of(cash._word(person)) == stand.ACTIVE


@view
@external
@reentrant
def registry() -> address:
    """
    @notice The registry of people.
    """
    return cash.REGISTRY


@view
@external
@reentrant
def dollar() -> address:
    """
    @notice The money token.
    """
    return cash.DOLLAR


@view
@external
@reentrant
def companies() -> address:
    """
    @notice The companies contract.
    """
    return cash.companies


# --- ERC-6909, to read ---


@view
@external
@reentrant
def balanceOf(owner: address, id: uint256) -> uint256:
    """
    @notice Shares of the person whose wallet this is.
    """
    person: uint256 = staticcall IRegistry(cash.REGISTRY).person_of(owner)
    return holdings._balance(id, person)


@view
@external
@reentrant
def allowance(owner: address, spender: address, id: uint256) -> uint256:
    """
    @notice Always nothing: nobody moves shares for another.
    """
    return 0


@view
@external
@reentrant
def isOperator(owner: address, operator: address) -> bool:
    """
    @notice Never: nobody moves shares for another.
    """
    return False


@external
def transfer(receiver: address, id: uint256, amount: uint256) -> bool:
    """
    @notice Refused: shares move through offerings and auctions.
    """
    raise "PLAIN_TRANSFER"


@external
def transferFrom(sender: address, receiver: address, id: uint256, amount: uint256) -> bool:
    """
    @notice Refused: shares move through offerings and auctions.
    """
    raise "PLAIN_TRANSFER"


@external
def approve(spender: address, id: uint256, amount: uint256) -> bool:
    """
    @notice Refused: shares move through offerings and auctions.
    """
    raise "PLAIN_TRANSFER"


@external
def setOperator(operator: address, approved: bool) -> bool:
    """
    @notice Refused: shares move through offerings and auctions.
    """
    raise "PLAIN_TRANSFER"


@view
@external
@reentrant
def supportsInterface(interface_id: bytes4) -> bool:
    """
    @notice ERC-165 and ERC-6909.
    """
    return interface_id == 0x01ffc9a7 or interface_id == 0x0f632fb3
