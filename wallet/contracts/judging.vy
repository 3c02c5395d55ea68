# pragma version ~=0.4.3
"""
@title Judging: which orders stand when the price of an auction is set
@license AGPL-3.0-only
@notice An order that is in an auction stands to its end, whatever its maker's attestation or
        debts or recovery become; a freeze or a ban releases it. Who may not have the shares, and
        who comes when there are as many holders as there may be, is released too. Reads only.
"""

from interfaces import ICompanies
from interfaces import ILedger
from interfaces import IRegistry
import auction_clock
import clearing
import order_book
import order_word as order
import standing as stand

uses: order_book


# Flags of a sort key; see `clearing`.
COUNTS: constant(uint256) = 1
IS_EARLY: constant(uint256) = 2
NOT_ALLOWED: constant(uint256) = 13  # instead, of a buy that compliance refuses

registry: immutable(IRegistry)
ledger: immutable(ILedger)
companies: ICompanies


@deploy
def __init__(registry_: IRegistry, ledger_: ILedger):
    registry = registry_
    ledger = ledger_


@view
@internal
def judge(token: uint256, person: uint256, word: uint256, c: auction_clock.Clock) -> (uint8, bool):
    """
    @notice Whether an order stands when the price is set.
    @return Why it does not (0: it does), and whether its maker counts toward a reference price.
    """
    facts: uint256 = staticcall registry.word(person)
    if stand.freeze_runs(facts):
        return order_book.FROZEN, False
    # Reading: a ban releases what was ordered before it. A banned person may still sell, as an
    # expired one may, and that order is not released by the ban from before it.
    if stand.is_banned(facts) and not order.is_marked(word):
        return order_book.BANNED, False
    if order.side(word) == order.SELL:
        return 0, False
    # A buy from before the opening is an order in the auction only if its maker could have
    # placed it then; once in, it stands, and what was put right since does no harm.
    if order.placed(word) < c.opened:
        if order_book.is_lapsed(word, c):
            return order_book.LAPSED, False
        if stand.expires(facts) <= c.opened:
            return order_book.EXPIRED, False
        credit: uint256 = 0
        first_due: uint256 = 0
        credit, first_due = staticcall ledger.purse(person)
        if first_due != 0 and first_due < c.opened:
            return order_book.OVERDUE, False
    # Reading: an issuer with an open exit or debt "does not buy back": that beats the rule that
    # an order stands to its end, or an issuer would order first and report the exit then.
    if person == token and staticcall self.companies.blocked(person):
        return order_book.OWN_MATTER, False
    # What an issuer pays for the own shares says nothing of what they are worth to others.
    return 0, stand.level(facts) == stand.DOCUMENT and person != token


@view
@internal
def allowed(
    token: uint256, sorted: DynArray[uint256, clearing.MAX_ORDERS]
) -> DynArray[uint256, clearing.MAX_ORDERS]:
    """
    @notice Buys after compliance was asked, all at once: holders are counted in order of price.
    @param sorted Keys as they were gathered.
    @return The same keys, those that it refuses at the end.
    """
    keys: DynArray[uint256, clearing.MAX_ORDERS] = sorted
    people: DynArray[uint256, clearing.MAX_ORDERS] = []
    for key: uint256 in keys:
        if clearing.is_out(key):
            break
        people.append(clearing.person(key))
    if len(people) == 0:
        return keys
    refused: uint256 = staticcall order_book.compliance.judge_buys(token, people)
    if refused != 0:
        last: uint256 = len(keys) - 1
        for k: uint256 in range(clearing.MAX_ORDERS):
            i: uint256 = clearing.MAX_ORDERS - 1 - k
            if (refused >> i) & 1 == 1:
                # To the end; those after it move up.
                out: uint256 = clearing.OUT | (keys[i] & (2**48 - 256)) | NOT_ALLOWED
                for at: uint256 in range(i, last, bound=clearing.MAX_ORDERS):
                    keys[at] = keys[at + 1]
                keys[last] = out
    return keys


@view
@internal
def gather(
    token: uint256, side: uint256, c: auction_clock.Clock, judged: bool
) -> DynArray[uint256, clearing.MAX_ORDERS]:
    """
    @notice The orders of a side.
    @param judged Whether each is held against its maker's standing.
    @return Their keys, sorted; those that do not stand come last, with the reason as flags.
    """
    keys: DynArray[uint256, clearing.MAX_ORDERS] = []
    head: uint256 = order_book.heads[token]
    taken: uint256 = order_book.map_of(head, side)
    seats: uint256 = 0
    for slot: uint256 in range(clearing.MAX_ORDERS):
        if taken >> slot == 0:
            break
        if slot % 4 == 0:
            seats = order_book.seats[token][slot // 4]
        if (taken >> slot) & 1 == 0:
            continue
        person: uint256 = order_book.sitting(seats, side, slot)
        word: uint256 = order_book.orders[token][person]
        reason: uint8 = 0
        counts: bool = False
        if judged:
            reason, counts = self.judge(token, person, word, c)
        key: uint256 = 0
        if reason != 0:
            why: uint256 = convert(reason, uint256)
            key = clearing.OUT | clearing.key(0, 0, 0, person, slot, why)
        else:
            limit: uint256 = 0
            flags: uint256 = 0
            if side == order.SELL:
                limit = order_book.lowest(word, order_book.raised(head))
            else:
                limit = order.MAX_PRICE - order.price(word)
                if order.placed(word) <= auction_clock.early_until(c):
                    flags = IS_EARLY | COUNTS if counts else IS_EARLY
            key = clearing.key(limit, order.seq(word), order.units(word), person, slot, flags)
        # Into its place: those that are greater move up by one.
        hole: uint256 = len(keys)
        keys.append(key)
        for _: uint256 in range(clearing.MAX_ORDERS):
            if hole == 0:
                break
            before: uint256 = keys[unsafe_sub(hole, 1)]
            if before < key:
                break
            keys[hole] = before
            hole = unsafe_sub(hole, 1)
        keys[hole] = key
    return keys


@view
@internal
def outcome(
    token: uint256,
    sells: DynArray[uint256, clearing.MAX_ORDERS],
    buys: DynArray[uint256, clearing.MAX_ORDERS],
) -> clearing.Outcome:
    """
    @notice The price of these orders and of those that had to make room.
    """
    sell: uint256 = 0
    buy: uint256 = 0
    sell, buy = order_book.displaced_in(token, order_book.heads[token])
    return clearing.clear(sells, buys, sell, buy)
