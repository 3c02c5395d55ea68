# pragma version ~=0.4.3
"""
@title Packing: how the ledger lays its numbers into words
@license AGPL-3.0-only
@notice Structs are not packed in Vyper, so words are laid out by shifts, here and nowhere else.
        From the lowest bit up:
        stock  balance 84 | checkpoint 172
        desk   reserved 84 | pending 84 | next serial 32 | span 8 | joined mask 8 |
               latest unlock 32 | flags 8 (bit 0: the newest lot is from a settlement,
               bit 1: counted among the holders who are not accredited)
        lot    units 96 | cost 96 | acquired 32 | unlocks 32
        sheet  face 160 | reference price 64 | holders 16 | of them retail 15 | issued 1
        purse  credit 96 | first due 32
@dev Makers refuse what does not fit: nothing is ever cut off.
"""

MASK_8: constant(uint256) = 2**8 - 1
MASK_15: constant(uint256) = 2**15 - 1
MASK_16: constant(uint256) = 2**16 - 1
MASK_32: constant(uint256) = 2**32 - 1
MASK_64: constant(uint256) = 2**64 - 1
MASK_84: constant(uint256) = 2**84 - 1
MASK_96: constant(uint256) = 2**96 - 1
MASK_160: constant(uint256) = 2**160 - 1
NEVER: constant(uint256) = MASK_32  # the first due date of who owed something and no longer does


# What a desk word says besides reserved and pending: where the ring of lots stands.
struct Desk:
    reserved: uint256
    pending: uint256
    next_serial: uint256
    span: uint256          # how many serials back the oldest lot alive is
    joined: uint256        # bit k: the lot in slot k took in a later purchase
    latest_unlock: uint256
    settled: bool          # the newest lot is from a settlement, and a later pair may go on with it
    retail: bool           # counted as not accredited, when they became a holder


@pure
@internal
def _fits(beyond: uint256):
    """
    @notice Refuses numbers with anything beyond their width.
    @param beyond What is left of them, shifted down by their width.
    """
    assert beyond == 0, "TOO_LARGE"


@pure
@internal
def stock(balance: uint256, checkpoint: uint256) -> uint256:
    """
    @notice A stock word.
    """
    self._fits((balance >> 84) | (checkpoint >> 172))
    return balance | (checkpoint << 84)


@pure
@internal
def held(word: uint256) -> uint256:
    """
    @notice Units held, of a stock word.
    """
    return word & MASK_84


@pure
@internal
def checkpoint(word: uint256) -> uint256:
    """
    @notice The accumulator up to which claims are settled, of a stock word.
    """
    return word >> 84


@pure
@internal
def desk(d: Desk) -> uint256:
    """
    @notice A desk word.
    """
    self._fits(
        ((d.reserved | d.pending) >> 84)
        | ((d.next_serial | d.latest_unlock) >> 32)
        | ((d.span | d.joined) >> 8)
    )
    return (
        d.reserved
        | (d.pending << 84)
        | (d.next_serial << 168)
        | (d.span << 200)
        | (d.joined << 208)
        | (d.latest_unlock << 216)
        | (convert(d.settled, uint256) << 248)
        | (convert(d.retail, uint256) << 249)
    )


@pure
@internal
def read_desk(word: uint256) -> Desk:
    """
    @notice What a desk word says.
    """
    return Desk(
        reserved=word & MASK_84,
        pending=(word >> 84) & MASK_84,
        next_serial=(word >> 168) & MASK_32,
        span=(word >> 200) & MASK_8,
        joined=(word >> 208) & MASK_8,
        latest_unlock=(word >> 216) & MASK_32,
        settled=(word >> 248) & 1 == 1,
        retail=(word >> 249) & 1 == 1,
    )


@pure
@internal
def pending(word: uint256) -> uint256:
    """
    @notice Money earned and not yet claimed, of a desk word.
    """
    return (word >> 84) & MASK_84


@pure
@internal
def without_pending(word: uint256) -> uint256:
    """
    @notice The same desk word with nothing pending.
    """
    return word & ~(MASK_84 << 84)


@pure
@internal
def lot(units: uint256, cost: uint256, acquired: uint256, unlocks: uint256) -> uint256:
    """
    @notice A lot word.
    """
    self._fits(((units | cost) >> 96) | ((acquired | unlocks) >> 32))
    return units | (cost << 96) | (acquired << 192) | (unlocks << 224)


@pure
@internal
def lot_units(word: uint256) -> uint256:
    """
    @notice Units of a lot word; 0 when it was sold.
    """
    return word & MASK_96


@pure
@internal
def lot_cost(word: uint256) -> uint256:
    """
    @notice Believed cost of a lot word, in base units of money.
    """
    return (word >> 96) & MASK_96


@pure
@internal
def lot_acquired(word: uint256) -> uint256:
    """
    @notice When the lot was acquired, in seconds.
    """
    return (word >> 192) & MASK_32


@pure
@internal
def lot_unlocks(word: uint256) -> uint256:
    """
    @notice When the lot may be sold, in seconds; 0 for at once.
    """
    return word >> 224


@pure
@internal
def sheet(face: address, reference: uint256, counts: uint256) -> uint256:
    """
    @notice The sheet word of an issued token.
    @param counts Holders and of them retail, as `counts` takes them out of a sheet word.
    """
    self._fits((reference >> 64) | (counts >> 31))
    return convert(face, uint256) | (reference << 160) | (counts << 224) | (1 << 255)


@pure
@internal
def counts(word: uint256) -> uint256:
    """
    @notice Holders and of them retail, as they lie in a sheet word.
    """
    return (word >> 224) & (2**31 - 1)


@pure
@internal
def with_holder(word: uint256, retail: bool) -> uint256:
    """
    @notice The sheet word with one holder more.
    """
    more: uint256 = word + (1 << 224)
    self._fits(1 if (more >> 224) & MASK_16 == 0 else 0)
    return more + (1 << 240) if retail else more


@pure
@internal
def without_holder(word: uint256, retail: bool) -> uint256:
    """
    @notice The sheet word with one holder less, who was counted so.
    """
    less: uint256 = word - (1 << 224)
    return less - (1 << 240) if retail else less


@pure
@internal
def face(word: uint256) -> address:
    """
    @notice The ERC-20 face of a sheet word; empty when there is none.
    """
    return convert(word & MASK_160, address)


@pure
@internal
def reference(word: uint256) -> uint256:
    """
    @notice Reference price of a sheet word; 0 when there is none.
    """
    return (word >> 160) & MASK_64


@pure
@internal
def holders(word: uint256) -> uint256:
    """
    @notice How many people other than the issuer hold the token of a sheet word.
    """
    return (word >> 224) & MASK_16


@pure
@internal
def retail(word: uint256) -> uint256:
    """
    @notice How many of them were not accredited when they became holders.
    """
    return (word >> 240) & MASK_15


@pure
@internal
def is_issued(word: uint256) -> bool:
    """
    @notice Whether the token of a sheet word exists.
    """
    return word >> 255 == 1


@pure
@internal
def purse(credit: uint256, first_due: uint256) -> uint256:
    """
    @notice A purse word.
    """
    self._fits((credit >> 96) | (first_due >> 32))
    return credit | (first_due << 96)


@pure
@internal
def credit(word: uint256) -> uint256:
    """
    @notice Money that waits in the ledger, of a purse word.
    """
    return word & MASK_96


@pure
@internal
def first_due(word: uint256) -> uint256:
    """
    @notice When the oldest open debt falls due, of a purse word; 0 or `NEVER` for none.
    """
    return (word >> 96) & MASK_32
