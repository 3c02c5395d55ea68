# pragma version ~=0.4.3
# pragma nonreentrancy on
# pragma optimize gas
"""
@title Ledger: shares, what they earn, and all money but what waits in an offering
@license AGPL-3.0-only
@notice The only spender of the dollar. Shares move only through an offering or an auction of
        this network; whatever is gained passes `siphon`, which owes the holders their part.
        Keyed by person id; a token's id is its issuer's. ERC-6909 by current wallet, to read.
@dev A seam is kept for one shielded module (`shielded`): a holder of record that has to pass
     `siphon` on every exit. Nothing uses it yet.
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


event ComplianceSet:
    hook: address


event ShieldedSet:
    module: address


event AuthoritySet:
    authority: indexed(address)


# ERC-6909
event Transfer:
    caller: address
    sender: indexed(address)
    receiver: indexed(address)
    id: indexed(uint256)
    amount: uint256


DEPLOYER: immutable(address)
HOOKED: constant(uint256) = 1 << 160

authority: public(address)
offering: public(address)
# The auction's address, and in the bit above it whether there is a compliance hook: a trade
# asks for both in one read.
auction_word: uint256
compliance: public(address)
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
    self.authority = msg.sender
    log AuthoritySet(authority=msg.sender)


@external
def wire(offering: address, auction: address, companies: address, face: address):
    """
    @notice Names the contracts that may move shares and money; once, by the deployer.
    @param face The original of the ERC-20 faces, made for this ledger.
    """
    self._only(DEPLOYER)
    assert self.offering == empty(address) and offering != empty(address), "ALREADY_WIRED"
    self.offering = offering
    self.auction_word = convert(auction, uint256)
    self.face = face
    cash.companies = companies


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
        face, packing.reference(sheet), packing.holders(sheet)
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
    ext: uint256 = holdings._outside(issuer)
    assert ext != 0, "NO_HOLDERS"
    received: uint256 = cash._pull(issuer, msg.sender, amount, self, permit)
    assert received != 0, "AMOUNT_ZERO"
    gain: uint256 = holdings._gain_behind(received, ext)
    assert gain != holdings.MOST_GAIN, "TOO_LITTLE_OUTSIDE"
    holdings._siphon(issuer, gain, holdings.GIFT, issuer)
    return received


# --- movers: offering, auction, companies ---


@view
@internal
def _only(caller: address):
    """
    @notice Refuses all but this one.
    """
    assert msg.sender == caller, "NOT_ALLOWED"


@view
@internal
def _auction() -> address:
    """
    @notice The auctions of this network.
    """
    return convert(self.auction_word & (HOOKED - 1), address)


@view
@internal
def _only_mover():
    """
    @notice Refuses all but the contracts of this network.
    """
    if msg.sender != self._auction() and msg.sender != self.offering:
        self._only(cash.companies)


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
def credit(person: uint256, amount: uint256):
    """
    @notice Credits money that lies in the ledger to a person.
    """
    self._only_mover()
    cash._credit(person, amount)


@external
def reserve(token: uint256, person: uint256, units: uint256):
    """
    @notice Sets units aside for a sale, where they are.
    """
    self._only_mover()
    assert holdings._sellable(token, person) >= units, "NOT_ENOUGH_SHARES"
    holdings._reserve(token, person, units, 0)


@external
def unreserve(token: uint256, person: uint256, units: uint256):
    """
    @notice Ends that for some units.
    """
    self._only_mover()
    holdings._reserve(token, person, 0, units)


@external
def trade(t: ILedger.Trade):
    """
    @notice Settles one pair of an auction: shares, lots, gain, siphon, and the seller's money.
    @dev What was judged when the settlement began is not judged again here, so that nothing
         that happens to one person later stops it.
    """
    word: uint256 = self.auction_word
    self._only(convert(word & (HOOKED - 1), address))
    assert t.seller != t.token, "ISSUER_SELLS_BY_OFFERING"
    assert t.seller != t.buyer and t.units != 0 and t.proceeds <= t.paid, "TRADE_INVALID"
    if word >= HOOKED:
        self._ask_compliance(t.token, t.seller, t.buyer, t.units)
    sheet: uint256 = holdings.sheets[t.token]
    acc: uint256 = holdings.acc[t.token]

    # The seller: claims settled, lots taken.
    stock: uint256 = holdings.stocks[t.token][t.seller]
    desk: packing.Desk = holdings._unreserved(t.token, t.seller, t.units)
    desk.pending += holdings._accrued(t.token, t.seller, stock)
    cost: uint256 = 0
    gain: uint256 = 0
    desk, cost, gain = holdings._take_lots(t.token, t.seller, desk, t.units, t.proceeds)
    balance: uint256 = packing.held(stock) - t.units
    holdings.stocks[t.token][t.seller] = packing.stock(balance, acc)
    holdings.desks[t.token][t.seller] = packing.desk(desk)
    holders: uint256 = packing.holders(sheet)
    if balance == 0:
        holders -= 1

    # The buyer.
    serial: uint256 = 0
    believed: uint256 = 0
    stock = holdings.stocks[t.token][t.buyer]
    balance = packing.held(stock)
    if t.buyer == t.token:
        holdings.stocks[t.token][t.buyer] = packing.stock(balance + t.units, 0)
    else:
        if balance == 0:
            holders += 1
        serial, believed = self._receive(
            t.token,
            t.buyer,
            stock,
            t.units,
            t.believed,
            t.believed_if_joined,
            t.unlocks,
            True,
            not t.first,
        )
    if holders != packing.holders(sheet):
        holdings.sheets[t.token] = packing.sheet(
            packing.face(sheet), packing.reference(sheet), holders
        )

    # The money.
    siphon: uint256 = holdings._siphon(t.seller, gain, holdings.SALE, t.seller)
    seller_word: uint256 = cash._word(t.seller)
    buyer_word: uint256 = cash._word(t.buyer)
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
    self._show(t.token, sheet, stand.wallet(seller_word), stand.wallet(buyer_word), t.units)
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
    self._ask_compliance(p.token, p.token, p.buyer, p.units)

    sheet: uint256 = holdings.sheets[p.token]
    holdings.desks[p.token][p.token] = packing.desk(
        holdings._unreserved(p.token, p.token, p.units)
    )
    balance: uint256 = holdings._balance(p.token, p.token) - p.units
    assert balance >= holdings.KEPT, "ISSUER_KEEPS_HALF"
    holdings.stocks[p.token][p.token] = packing.stock(balance, 0)

    stock: uint256 = holdings.stocks[p.token][p.buyer]
    if packing.held(stock) == 0:
        holdings.sheets[p.token] = packing.sheet(
            packing.face(sheet), packing.reference(sheet), packing.holders(sheet) + 1
        )
    assert holdings._placeable(p.token, p.buyer, p.unlocks), "LOTS_RESERVED"
    serial: uint256 = 0
    believed: uint256 = 0
    serial, believed = self._receive(
        p.token,
        p.buyer,
        stock,
        p.units,
        p.believed,
        p.believed_if_joined,
        p.unlocks,
        False,
        False,
    )
    log Placed(
        token=p.token,
        buyer=p.buyer,
        units=p.units,
        paid=p.paid,
        believed=believed,
        unlocks=p.unlocks,
        serial=serial,
    )
    self._show(
        p.token,
        sheet,
        stand.wallet(cash._word(p.token)),
        stand.wallet(buyer_word),
        p.units,
    )
    return serial


@internal
def _receive(
    token: uint256,
    person: uint256,
    stock: uint256,
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
    desk: packing.Desk = packing.read_desk(holdings.desks[token][person])
    desk.pending += holdings._accrued(token, person, stock)
    cost: uint256 = 0
    desk, cost = holdings._add_lot(
        token, person, desk, units, believed, believed_if_joined, unlocks, goes_on
    )
    desk.settled = settled
    holdings.desks[token][person] = packing.desk(desk)
    holdings.stocks[token][person] = packing.stock(
        packing.held(stock) + units, holdings.acc[token]
    )
    return desk.next_serial - 1, cost


@internal
def _show(token: uint256, sheet: uint256, sender: address, receiver: address, units: uint256):
    """
    @notice Shows a movement to wallets of today: by the ledger, and by the token's face.
    """
    log Transfer(caller=msg.sender, sender=sender, receiver=receiver, id=token, amount=units)
    face: address = packing.face(sheet)
    if face != empty(address):
        extcall IFace(face).emit_transfer(sender, receiver, units)


@view
@internal
def _ask_compliance(token: uint256, sender: uint256, receiver: uint256, units: uint256):
    """
    @notice Asks the hook, where there is one.
    """
    hook: address = self.compliance
    if hook != empty(address):
        assert (
            staticcall ICompliance(hook).check(token, sender, receiver, units) == 0
        ), "NOT_COMPLIANT"


@external
def set_cost(token: uint256, person: uint256, serial: uint256, units: uint256, cost: uint256):
    """
    @notice Believes the cost of a lot later.
    @param units What the cost was paid for; part of it may have been sold since.
    @param cost In base units of money.
    """
    if msg.sender != self.offering:
        self._only(cash.companies)
    log CostSet(
        token=token,
        person=person,
        serial=serial,
        cost=holdings._set_cost(token, person, serial, units, cost),
    )


@external
def set_reference(token: uint256, price: uint256):
    """
    @notice Notes the reference price of a token.
    """
    if msg.sender != self.offering:
        self._only(self._auction())
    sheet: uint256 = holdings.sheets[token]
    assert packing.is_issued(sheet), "TOKEN_UNKNOWN"
    holdings.sheets[token] = packing.sheet(packing.face(sheet), price, packing.holders(sheet))
    log ReferenceSet(token=token, price=price)


@external
def share(issuer: uint256, payer: address, amount: uint256, permit: ILedger.Permit) -> uint256:
    """
    @notice Pulls money that pays a debt, and shares it with the issuer's holders.
    @return What arrived.
    """
    self._only(cash.companies)
    ext: uint256 = holdings._outside(issuer)
    assert ext != 0, "NO_HOLDERS"
    received: uint256 = cash._pull(issuer, payer, amount, self, permit)
    holdings._siphon(issuer, holdings._gain_behind(received, ext), holdings.DEBT, issuer)
    return received


@external
def set_due(person: uint256, first_due: uint256):
    """
    @notice Notes when the oldest open debt of a person falls due; 0 for none.
    """
    self._only(cash.companies)
    cash._set_due(person, first_due)


# --- the authority ---


@external
def set_authority(authority: address):
    """
    @notice Hands the role on.
    """
    self._only(self.authority)
    assert authority != empty(address), "EMPTY_ADDRESS"
    self.authority = authority
    log AuthoritySet(authority=authority)


@external
def set_compliance(hook: address):
    """
    @notice Names the contract that is asked on every movement; empty for no regime.
    """
    self._only(self.authority)
    self.compliance = hook
    self.auction_word = self.auction_word & (HOOKED - 1)
    if hook != empty(address):
        self.auction_word |= HOOKED
    log ComplianceSet(hook=hook)


@external
def set_shielded(module: address):
    """
    @notice Names the one shielded module, once.
    """
    self._only(self.authority)
    assert self.shielded == empty(address) and module != empty(address), "ALREADY_WIRED"
    self.shielded = module
    log ShieldedSet(module=module)


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
    return packing.credit(word), packing.first_due(word)


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
def auction() -> address:
    """
    @notice The auctions.
    """
    return self._auction()


@view
@external
@reentrant
def companies() -> address:
    """
    @notice The companies contract.
    """
    return cash.companies


# --- ERC-1404 ---


@view
@external
@reentrant
def detect_restriction(token: uint256, seller: uint256, buyer: uint256, units: uint256) -> uint8:
    """
    @notice Why these shares could not be traded from one to the other; 0 when they could.
    """
    if not packing.is_issued(holdings.sheets[token]):
        return 2
    selling: uint8 = stand.of(cash._word(seller))
    if selling == stand.UNKNOWN:
        return 3
    if selling == stand.FROZEN:
        return 4
    buying: uint8 = stand.of(cash._word(buyer))
    if buying != stand.ACTIVE:
        return 5 + buying if buying != stand.UNKNOWN else 5
    if holdings._sellable(token, seller) < units:
        return 10
    hook: address = self.compliance
    if hook != empty(address):
        return staticcall ICompliance(hook).check(token, seller, buyer, units)
    return 0


@view
@external
@reentrant
def restriction_message(code: uint8) -> String[96]:
    """
    @notice The same in words.
    """
    return staticcall IFace(self.face).messageForTransferRestriction(code)


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
