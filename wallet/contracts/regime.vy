# pragma version ~=0.4.3
# pragma nonreentrancy on
"""
@title Regime: the rows of rules under which shares are offered
@license AGPL-3.0-only
@notice A row is data, with its source in `resources/regimes`; none is legal advice. Rows are only
        ever added, so that what an offering was opened under stays what it was.
@dev A row is one word and, if it names countries, four words of a bit each. From the lowest bit
     up: lock-up days 16 | resale days 16 | most retail 16 | investor share 16 | accredited
     only 1 | all countries 1 | floor 64 | issuer's yearly 64 | there 1.
"""

import standing as stand

struct Row:
    lockup_days: uint256      # the shortest lock-up of what is sold
    resale_days: uint256      # after the close, in which others too buy only who fits the row
    accredited_only: bool
    most_retail: uint256      # buyers in one offering who are not accredited; 0: no bound
    issuer_yearly: uint256    # in 365 days, in base units of money; 0: no bound
    investor_share: uint256   # of the attested limit, in 1/10,000, in 365 days; 0: no bound
    investor_floor: uint256   # what anyone may invest in 365 days all the same
    countries: uint256[4]     # bit c % 256 of word c // 256: ISO 3166-1 numeric c; none set: all


event RegimeAdded:
    regime: indexed(uint256)
    name: String[32]
    source: bytes32
    row: Row


MASK_16: constant(uint256) = 2**16 - 1
MASK_64: constant(uint256) = 2**64 - 1
MOST_ROWS: constant(uint256) = 2**16 - 1
MOST_DAYS: constant(uint256) = 10 * 365

# Codes of refusals, as of ERC-1404.
ACCREDITED: constant(uint8) = 113
COUNTRY: constant(uint8) = 114

regimes: public(uint256)
words: HashMap[uint256, uint256]
countries: HashMap[uint256, uint256[4]]


@internal
def _add(name: String[32], source: bytes32, row: Row) -> uint256:
    """
    @notice Adds a row.
    @return Its number, from 0.
    """
    id: uint256 = self.regimes
    assert id < MOST_ROWS and len(name) != 0 and source != empty(bytes32), "BAD_REGIME"
    assert (
        row.lockup_days <= MOST_DAYS
        and row.resale_days <= MOST_DAYS
        and row.most_retail <= MASK_16
        and row.investor_share <= 10_000
        and (row.investor_floor | row.issuer_yearly) >> 64 == 0
    ), "BAD_REGIME"
    everywhere: bool = True
    for part: uint256 in row.countries:
        if part != 0:
            everywhere = False
    self.words[id] = (
        row.lockup_days
        | (row.resale_days << 16)
        | (row.most_retail << 32)
        | (row.investor_share << 48)
        | (convert(row.accredited_only, uint256) << 64)
        | (convert(everywhere, uint256) << 65)
        | (row.investor_floor << 66)
        | (row.issuer_yearly << 130)
        | (1 << 194)
    )
    if not everywhere:
        self.countries[id] = row.countries
    self.regimes = id + 1
    log RegimeAdded(regime=id, name=name, source=source, row=row)
    return id


@view
@external
@reentrant
def regime(id: uint256) -> Row:
    """
    @notice A row.
    """
    word: uint256 = self.words[id]
    return Row(
        lockup_days=self._lockup(word),
        resale_days=self._resale(word),
        accredited_only=self._accredited_only(word),
        most_retail=self._most_retail(word),
        issuer_yearly=self._issuer_yearly(word),
        investor_share=self._share(word),
        investor_floor=self._floor(word),
        countries=self.countries[id],
    )


@view
@internal
def _fits(id: uint256, facts: uint256) -> uint8:
    """
    @notice Whether a row admits a person as a buyer.
    @param facts The person word.
    @return 0, or why not.
    """
    word: uint256 = self.words[id]
    if self._accredited_only(word) and stand.investor_class(facts) == 0:
        return ACCREDITED
    if not self._everywhere(word):
        country: uint256 = stand.country(facts)
        if country >= 1024 or (self.countries[id][country // 256] >> (country % 256)) & 1 == 0:
            return COUNTRY
    return 0


@pure
@internal
def _is_there(word: uint256) -> bool:
    """
    @notice Whether there is such a row.
    """
    return word != 0


@pure
@internal
def _lockup(word: uint256) -> uint256:
    """
    @notice The shortest lock-up, in days.
    """
    return word & MASK_16


@pure
@internal
def _resale(word: uint256) -> uint256:
    """
    @notice Days after the close in which only who fits the row buys in auctions.
    """
    return (word >> 16) & MASK_16


@pure
@internal
def _most_retail(word: uint256) -> uint256:
    """
    @notice Most buyers of an offering who are not accredited; 0 for no bound.
    """
    return (word >> 32) & MASK_16


@pure
@internal
def _share(word: uint256) -> uint256:
    """
    @notice Part of the attested limit that is invested a year, in 1/10,000; 0 for no bound.
    """
    return (word >> 48) & MASK_16


@pure
@internal
def _accredited_only(word: uint256) -> bool:
    """
    @notice Whether only accredited people buy.
    """
    return (word >> 64) & 1 == 1


@pure
@internal
def _everywhere(word: uint256) -> bool:
    """
    @notice Whether people of all countries buy.
    """
    return (word >> 65) & 1 == 1


@pure
@internal
def _floor(word: uint256) -> uint256:
    """
    @notice What anyone may invest a year.
    """
    return (word >> 66) & MASK_64


@pure
@internal
def _issuer_yearly(word: uint256) -> uint256:
    """
    @notice The most an issuer raises a year; 0 for no bound.
    """
    return (word >> 130) & MASK_64
