# pragma version ~=0.4.3
# pragma nonreentrancy on
"""
@title Holdings: who holds how much of what, at which cost, and what it earned
@license AGPL-3.0-only
@notice State of the ledger that is about shares: balances, lots, accumulators. Every rounding
        here is in favour of the pool. It knows nothing of wallets and moves no money.
"""

import packing

SUPPLY: constant(uint256) = 10_000_000 * 10**18
KEPT: constant(uint256) = SUPPLY * 51 // 100  # what an issuer always keeps
RING: constant(uint256) = 8
# The most that one act may share. Far above all money there is, and so small that the
# accumulator cannot leave its 172 bits in 2^31 acts: a tiny part outside, which multiplies
# what is given to it, must never stop a token.
MOST_GAIN: constant(uint256) = 2**96

# Kinds of a siphon.
SALE: constant(uint8) = 1
CLAIM: constant(uint8) = 2
DEBT: constant(uint8) = 3
GIFT: constant(uint8) = 4
BOND: constant(uint8) = 5
PERSONAL: constant(uint8) = 6  # a debt to one person, paid to them


event Siphoned:
    issuer: indexed(uint256)
    kind: uint8
    gain: uint256
    amount: uint256
    payer: uint256


# A lot got a new serial, because the ring was full of holes.
event LotMoved:
    token: indexed(uint256)
    person: indexed(uint256)
    old_serial: uint256
    new_serial: uint256


# A lot or a part of one that a published decision gave to another, with its cost and dates. A
# serial that the receiver had before was joined: costs add, and the later dates hold.
event LotForced:
    token: indexed(uint256)
    sender: indexed(uint256)
    receiver: indexed(uint256)
    units: uint256
    cost: uint256
    acquired: uint256
    unlocks: uint256
    from_serial: uint256
    serial: uint256


event Reserved:
    token: indexed(uint256)
    person: indexed(uint256)
    reserved: uint256


# See `packing` for the layout of words.
stocks: HashMap[uint256, HashMap[uint256, uint256]]
desks: HashMap[uint256, HashMap[uint256, uint256]]
rings: HashMap[uint256, HashMap[uint256, uint256[RING]]]
sheets: HashMap[uint256, uint256]
# Money per share so far, times 2^128.
acc: HashMap[uint256, uint256]


@view
@internal
def _balance(token: uint256, person: uint256) -> uint256:
    """
    @notice Shares that a person holds, in base units.
    """
    return packing.held(self.stocks[token][person])


@view
@internal
def _outside(token: uint256) -> uint256:
    """
    @notice Shares held by others than the issuer; 0 for a token that was not issued.
    """
    word: uint256 = self.stocks[token][token]
    if word == 0:  # an issuer always keeps shares
        return 0
    return SUPPLY - packing.held(word)


@internal
def _siphon(issuer: uint256, gain: uint256, kind: uint8, payer: uint256) -> uint256:
    """
    @notice Owes the holders their part of a gain.
    @param issuer Whose gain it is.
    @param gain The gain, in base units of money.
    @param kind What it came from.
    @param payer Whose money it is.
    @return What must stay in the ledger for it; never more than the gain.
    """
    ext: uint256 = self._outside(issuer)
    if ext == 0 or gain == 0:
        return 0
    d: uint256 = (gain << 128) // SUPPLY
    self.acc[issuer] += d
    kept: uint256 = (d * ext + 2**128 - 1) >> 128
    log Siphoned(issuer=issuer, kind=kind, gain=gain, amount=kept, payer=payer)
    return kept


@view
@internal
def _gain_behind(amount: uint256, ext: uint256) -> uint256:
    """
    @notice The gain of which `amount` is the holders' part; at most MOST_GAIN.
    """
    return min(amount * SUPPLY // ext, MOST_GAIN)


@view
@internal
def _accrued(token: uint256, person: uint256, stock: uint256) -> uint256:
    """
    @notice Money earned since the checkpoint of a stock word, rounded down.
    """
    if token == person:
        return 0
    return (packing.held(stock) * (self.acc[token] - packing.checkpoint(stock))) >> 128


@view
@internal
def _locked(token: uint256, person: uint256, desk: packing.Desk) -> uint256:
    """
    @notice Units of lots that may not be sold yet.
    """
    if desk.latest_unlock <= block.timestamp:
        return 0
    locked: uint256 = 0
    for k: uint256 in range(desk.span, bound=RING):
        word: uint256 = self.rings[token][person][(desk.next_serial - 1 - k) % RING]
        if packing.lot_unlocks(word) > block.timestamp:
            locked += packing.lot_units(word)
    return locked


@view
@internal
def _sellable(token: uint256, person: uint256) -> uint256:
    """
    @notice Units that are neither reserved nor locked.
    """
    desk: packing.Desk = packing.read_desk(self.desks[token][person])
    return self._balance(token, person) - desk.reserved - self._locked(token, person, desk)


@view
@internal
def _unreserved(token: uint256, person: uint256, units: uint256) -> packing.Desk:
    """
    @notice The desk of a holding with so many units less reserved.
    """
    desk: packing.Desk = packing.read_desk(self.desks[token][person])
    assert desk.reserved >= units, "NOT_RESERVED"
    desk.reserved -= units
    return desk


@internal
def _reserve(token: uint256, person: uint256, more: uint256, less: uint256):
    """
    @notice Changes what is reserved of a holding.
    """
    desk: packing.Desk = self._unreserved(token, person, less)
    desk.reserved += more
    self.desks[token][person] = packing.desk(desk)
    log Reserved(token=token, person=person, reserved=desk.reserved)


@view
@internal
def _placeable(token: uint256, person: uint256, unlocks: uint256) -> bool:
    """
    @notice Whether shares with this lock-up can be added without locking reserved units, as
            they would if they joined a newest lot that is part of an order.
    """
    desk: packing.Desk = packing.read_desk(self.desks[token][person])
    if desk.reserved == 0 or unlocks <= block.timestamp or desk.span < RING:
        return True
    newest: uint256 = self.rings[token][person][(desk.next_serial - 1) % RING]
    for k: uint256 in range(RING):
        if packing.lot_units(self.rings[token][person][k]) == 0:
            return True  # there will be a lot of its own
    if packing.lot_unlocks(newest) > block.timestamp:
        return True
    return self._sellable(token, person) >= packing.lot_units(newest)


@internal
def _take_lots(
    token: uint256, person: uint256, old: packing.Desk, units: uint256, proceeds: uint256
) -> (packing.Desk, uint256, uint256):
    """
    @notice Takes units out of the lots, first in, first out among those not locked.
    @dev The gain is judged lot by lot: proceeds are split over the lots by cumulative floor,
         so that selling in parts at one price gains the same, and the loss on one lot is no
         credit for another.
    @return The desk afterwards, the cost of what was taken, and the gain.
    """
    desk: packing.Desk = old
    first: uint256 = desk.next_serial - desk.span
    done: uint256 = 0
    cost: uint256 = 0
    gain: uint256 = 0
    for k: uint256 in range(old.span, bound=RING):
        slot: uint256 = (first + k) % RING
        word: uint256 = self.rings[token][person][slot]
        left: uint256 = packing.lot_units(word)
        unlocks: uint256 = packing.lot_unlocks(word)
        if left != 0 and unlocks <= block.timestamp:
            taken: uint256 = min(left, units - done)
            lot_cost: uint256 = packing.lot_cost(word)
            part: uint256 = lot_cost * taken // left
            share: uint256 = proceeds * (done + taken) // units - proceeds * done // units
            done += taken
            left -= taken
            cost += part
            if share > part:
                gain += share - part
            # The word is never zeroed: its dates stay, and the next lot is cheaper to write.
            self.rings[token][person][slot] = packing.lot(
                left, lot_cost - part, packing.lot_acquired(word), unlocks
            )
        if left == 0 and desk.next_serial - desk.span == first + k:
            desk.span -= 1
        if done == units:
            break
    assert done == units, "NOT_ENOUGH_SHARES"
    return desk, cost, gain


@internal
def _add_lot(
    token: uint256,
    person: uint256,
    old: packing.Desk,
    units: uint256,
    believed: uint256,
    believed_if_joined: uint256,
    acquired: uint256,
    unlocks: uint256,
    goes_on: bool,
) -> (packing.Desk, uint256):
    """
    @notice Adds shares to the ring: as a lot of their own, or joined to the newest when all
            eight are in use, or to the lot of the same settlement.
    @return The desk afterwards, and the cost that was added.
    """
    desk: packing.Desk = old
    if not (goes_on and desk.settled) and desk.span == RING:
        desk = self._close_holes(token, person, desk)

    cost: uint256 = believed
    if (goes_on and desk.settled) or desk.span == RING:
        slot: uint256 = (desk.next_serial - 1) % RING
        word: uint256 = self.rings[token][person][slot]
        if not (goes_on and desk.settled):
            desk.joined |= 1 << slot
            desk.settled = False
        if (desk.joined >> slot) & 1 == 1:
            cost = believed_if_joined
        self.rings[token][person][slot] = packing.lot(
            packing.lot_units(word) + units,
            packing.lot_cost(word) + cost,
            max(packing.lot_acquired(word), acquired),
            max(packing.lot_unlocks(word), unlocks),
        )
    else:
        slot: uint256 = desk.next_serial % RING
        self.rings[token][person][slot] = packing.lot(units, cost, acquired, unlocks)
        desk.joined &= ~(1 << slot)
        desk.next_serial += 1
        desk.span += 1
        desk.settled = False
    desk.latest_unlock = max(desk.latest_unlock, unlocks)
    return desk, cost


@internal
def _move_lots(
    token: uint256,
    sender: uint256,
    receiver: uint256,
    old: packing.Desk,
    old_to: packing.Desk,
    units: uint256,
) -> (packing.Desk, packing.Desk):
    """
    @notice Gives units out of the lots of one person to another, first in, first out, locked
            lots like others. What moves keeps its cost and its dates.
    @return The desks of both afterwards.
    """
    desk: packing.Desk = old
    to: packing.Desk = old_to
    first: uint256 = old.next_serial - old.span
    left: uint256 = units
    for k: uint256 in range(old.span, bound=RING):
        slot: uint256 = (first + k) % RING
        word: uint256 = self.rings[token][sender][slot]
        held: uint256 = packing.lot_units(word)
        taken: uint256 = min(held, left)
        if taken != 0:
            lot_cost: uint256 = packing.lot_cost(word)
            cost: uint256 = lot_cost * taken // held
            acquired: uint256 = packing.lot_acquired(word)
            unlocks: uint256 = packing.lot_unlocks(word)
            self.rings[token][sender][slot] = packing.lot(
                held - taken, lot_cost - cost, acquired, unlocks
            )
            # What was believed once stays so: a cost is not cut when such lots are joined.
            to, cost = self._add_lot(
                token, receiver, to, taken, cost, cost, acquired, unlocks, False
            )
            log LotForced(
                token=token,
                sender=sender,
                receiver=receiver,
                units=taken,
                cost=cost,
                acquired=acquired,
                unlocks=unlocks,
                from_serial=first + k,
                serial=to.next_serial - 1,
            )
            left -= taken
        if held == taken and desk.next_serial - desk.span == first + k:
            desk.span -= 1
        if left == 0:
            break
    assert left == 0, "NOT_ENOUGH_SHARES"
    return desk, to


@internal
def _close_holes(token: uint256, person: uint256, old: packing.Desk) -> packing.Desk:
    """
    @notice Makes room in a ring that is full only because a locked lot was overtaken by lots
            that are sold: the lots alive are laid down again, in order, under new serials.
    @dev New serials, so that nothing that was said of an old serial is ever taken for another lot.
    """
    desk: packing.Desk = old
    words: DynArray[uint256, RING] = []
    serials: DynArray[uint256, RING] = []
    joined: DynArray[uint256, RING] = []
    first: uint256 = old.next_serial - old.span
    for k: uint256 in range(old.span, bound=RING):
        slot: uint256 = (first + k) % RING
        word: uint256 = self.rings[token][person][slot]
        if packing.lot_units(word) != 0:
            words.append(word)
            serials.append(first + k)
            joined.append((old.joined >> slot) & 1)
    if len(words) == RING:
        return desk
    desk.joined = 0
    desk.span = len(words)
    k: uint256 = 0
    for word: uint256 in words:
        slot: uint256 = (old.next_serial + k) % RING
        self.rings[token][person][slot] = word
        desk.joined |= joined[k] << slot
        log LotMoved(
            token=token, person=person, old_serial=serials[k], new_serial=old.next_serial + k
        )
        k += 1
    desk.next_serial = old.next_serial + len(words)
    return desk


@internal
def _set_cost(
    token: uint256, person: uint256, serial: uint256, units: uint256, cost: uint256, lower: bool
) -> (bool, uint256):
    """
    @notice Believes a cost later: `cost` for `units`, of which part may have been sold since.
    @param lower Whether it may also be less than what was believed before.
    @return Whether there still is such a lot, not joined by another, and its cost then.
    """
    desk: packing.Desk = packing.read_desk(self.desks[token][person])
    slot: uint256 = serial % RING
    if serial >= desk.next_serial or serial + desk.span < desk.next_serial:
        return False, 0
    word: uint256 = self.rings[token][person][slot]
    left: uint256 = packing.lot_units(word)
    if (desk.joined >> slot) & 1 == 1 or left == 0 or left > units:
        return False, 0
    new_cost: uint256 = cost * left // units
    if not lower:
        new_cost = max(new_cost, packing.lot_cost(word))
    self.rings[token][person][slot] = packing.lot(
        left, new_cost, packing.lot_acquired(word), packing.lot_unlocks(word)
    )
    return True, new_cost
