# pragma version ~=0.4.3
# pragma nonreentrancy on
"""
@title What an offering answers: its terms, its line, and whether its price is believed
@license AGPL-3.0-only
"""

import bold
import entry_word
import offering_line

uses: offering_line


struct EntryInfo:
    person: uint256
    units: uint256
    paid: uint256
    state: uint8  # 1 in line, 2 withdrawn, 3 rejected, 4 taken, 5 refunded
    allotted: uint256  # known once closed
    serial: uint256
    believed: bool


@view
@external
def offering(id: uint256) -> offering_line.Offer:
    """
    @notice All about an offering. Status: 0 none, 1 open, 2 closing, 3 succeeded, 4 failed.
    """
    return offering_line.offers[id]


@view
@external
def entry(id: uint256, place: uint256) -> EntryInfo:
    """
    @notice A place in the line.
    """
    e: entry_word.Entry = offering_line.entry(id, place)
    offer: offering_line.Offer = offering_line.offers[id]
    info: EntryInfo = EntryInfo(
        person=e.person,
        units=e.units,
        paid=e.paid,
        state=convert(e.state, uint8),
        allotted=0,
        serial=e.serial,
        believed=e.believed,
    )
    alive: bool = e.state == entry_word.IN_LINE or e.state == entry_word.TAKEN
    if offer.status == offering_line.SUCCEEDED and alive:
        info.allotted = offering_line.allotted(offer, place, e.units)
    return info


@view
@external
def entries(id: uint256) -> uint256:
    """
    @notice How many places the line has.
    """
    return offering_line.offers[id].entries


@view
@external
def open_of(issuer: uint256) -> uint256:
    """
    @notice The issuer's open offering; 0: none.
    """
    return offering_line.open_of[issuer]


@view
@external
def is_believed(id: uint256) -> bool:
    """
    @notice Whether the price counts as cost by now.
    """
    numbers: uint256 = staticcall offering_line.rules.numbers(bold.OFFERING)
    return offering_line.is_believed(offering_line.offers[id], numbers)


@view
@external
@reentrant
def unpulled(issuer: uint256) -> uint256:
    """
    @notice Units of an issuer that are sold and wait to be pulled: as good as held by others.
    """
    return offering_line.unpulled[issuer]
