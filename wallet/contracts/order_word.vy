# pragma version ~=0.4.3
"""
@title An order in one storage word
@license AGPL-3.0-only
@notice units 84 | price 64 | seq 32 | times 64 | slot 8 | side 2 | mark 1, from the lowest bit
        up. The times of a buy are when it was placed (32) and when it lapses (32);
        those of a sell are the raise of its book when it was placed (64). The mark of a sell says
        that its maker was banned already, that of a buy that its money counts toward what people
        without a document may pay.
@dev An order that is gone leaves its word; whether it still stands is for its book to say.
"""

SELL: constant(uint256) = 1
BUY: constant(uint256) = 2

MAX_UNITS: constant(uint256) = 2**84 - 1
MAX_PRICE: constant(uint256) = 2**64 - 1
MASK_32: constant(uint256) = 2**32 - 1


@pure
@internal
def pack(
    units: uint256,
    price: uint256,
    seq: uint256,
    times: uint256,
    slot: uint256,
    side: uint256,
    mark: bool,
) -> uint256:
    """
    @notice The word of these facts; each must fit its width, which the caller has checked.
    """
    return (
        units
        | (price << 84)
        | (seq << 148)
        | (times << 180)
        | (slot << 244)
        | (side << 252)
        | (convert(mark, uint256) << 254)
    )


@pure
@internal
def units(word: uint256) -> uint256:
    """
    @notice Base units of shares that are offered or asked for.
    """
    return word & MAX_UNITS


@pure
@internal
def price(word: uint256) -> uint256:
    """
    @notice The limit as it was placed.
    """
    return (word >> 84) & MAX_PRICE


@pure
@internal
def seq(word: uint256) -> uint256:
    """
    @notice The place in the order of arrival, of both sides together.
    """
    return (word >> 148) & MASK_32


@pure
@internal
def times(word: uint256) -> uint256:
    """
    @notice Of a sell: the raise of its book when it was placed.
    """
    return (word >> 180) & MAX_PRICE


@pure
@internal
def placed(word: uint256) -> uint256:
    """
    @notice Of a buy: when it was placed, in seconds.
    """
    return (word >> 180) & MASK_32


@pure
@internal
def expires(word: uint256) -> uint256:
    """
    @notice Of a buy: from when on no auction takes it in, in seconds.
    """
    return (word >> 212) & MASK_32


@pure
@internal
def slot(word: uint256) -> uint256:
    """
    @notice Its place in the book of its side.
    """
    return (word >> 244) & 63


@pure
@internal
def side(word: uint256) -> uint256:
    """
    @notice 0 none, 1 a sell, 2 a buy.
    """
    return (word >> 252) & 3


@pure
@internal
def is_marked(word: uint256) -> bool:
    """
    @notice Of a sell: whether its maker was banned already when it was placed; of a buy: whether
            its money was counted.
    """
    return (word >> 254) & 1 == 1


@pure
@internal
def with_units(word: uint256, units: uint256) -> uint256:
    """
    @notice The same order for other units.
    """
    return (word & ~MAX_UNITS) | units
