# pragma version ~=0.4.3
"""
@title A commitment to an offering in one storage word
@license AGPL-3.0-only
@notice person 32 | units 84 | paid 96 | serial 32 | state 4 | believed 1, from the lowest bit up.
        The serial is of the lot that the shares made, once they were taken.
"""

IN_LINE: constant(uint256) = 1
WITHDRAWN: constant(uint256) = 2
REJECTED: constant(uint256) = 3  # the money waits for the investor
TAKEN: constant(uint256) = 4
REFUNDED: constant(uint256) = 5

MAX_UNITS: constant(uint256) = 2**84 - 1
MAX_MONEY: constant(uint256) = 2**96 - 1
MAX_SERIAL: constant(uint256) = 2**32 - 1


struct Entry:
    person: uint256
    units: uint256
    paid: uint256
    serial: uint256
    state: uint256
    believed: bool


@pure
@internal
def pack(e: Entry) -> uint256:
    """
    @notice The word that says it.
    """
    assert e.person < 2**32 and e.units <= MAX_UNITS and e.paid <= MAX_MONEY, "TOO_LARGE"
    assert e.serial <= MAX_SERIAL, "TOO_LARGE"
    return (
        e.person
        | (e.units << 32)
        | (e.paid << 116)
        | (e.serial << 212)
        | (e.state << 244)
        | (convert(e.believed, uint256) << 248)
    )


@pure
@internal
def unpack(word: uint256) -> Entry:
    """
    @notice What the word says.
    """
    return Entry(
        person=word & (2**32 - 1),
        units=(word >> 32) & MAX_UNITS,
        paid=(word >> 116) & MAX_MONEY,
        serial=(word >> 212) & MAX_SERIAL,
        state=(word >> 244) & 15,
        believed=(word >> 248) & 1 == 1,
    )
