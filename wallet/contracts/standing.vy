# pragma version ~=0.4.3
"""
@title Standing: what a person word says
@license AGPL-3.0-only
@notice A person is one word: wallet 160 | expires 32 | frozen until 32 | country 16 |
        level 4 | class 4 | flags 8 (0 banned, 1 held by a recovery, 2 attestor, 3 the wallet
        was changed before, 4 marked as run out), from the lowest bit up.
@dev Shared by every contract that asks the registry for `word(pid)`.
"""

UNKNOWN: constant(uint8) = 0
ACTIVE: constant(uint8) = 1
EXPIRED: constant(uint8) = 2
FROZEN: constant(uint8) = 3
BANNED: constant(uint8) = 4

WORLD: constant(uint256) = 1
DOCUMENT: constant(uint256) = 2

ADDRESS_MASK: constant(uint256) = 2**160 - 1
TIME_MASK: constant(uint256) = 2**32 - 1


@pure
@internal
def pack(
    wallet: address,
    expires: uint256,
    frozen_until: uint256,
    country: uint256,
    level: uint256,
    investor_class: uint256,
    flags: uint256,
) -> uint256:
    """
    @notice The person word of these facts; each must fit its width.
    """
    assert expires <= TIME_MASK and frozen_until <= TIME_MASK, "TOO_LARGE"
    assert country < 2**16 and level < 2**4 and investor_class < 2**4 and flags < 2**8, "TOO_LARGE"
    return (
        convert(wallet, uint256)
        | (expires << 160)
        | (frozen_until << 192)
        | (country << 224)
        | (level << 240)
        | (investor_class << 244)
        | (flags << 248)
    )


@pure
@internal
def wallet(word: uint256) -> address:
    """
    @notice The one active wallet of the person.
    """
    return convert(word & ADDRESS_MASK, address)


@pure
@internal
def expires(word: uint256) -> uint256:
    """
    @notice When the attestation runs out, in seconds.
    """
    return (word >> 160) & TIME_MASK


@pure
@internal
def frozen_until(word: uint256) -> uint256:
    """
    @notice When the last freeze ends or ended, in seconds; 0 for never frozen.
    """
    return (word >> 192) & TIME_MASK


@pure
@internal
def country(word: uint256) -> uint256:
    """
    @notice ISO 3166-1 numeric country.
    """
    return (word >> 224) & (2**16 - 1)


@pure
@internal
def level(word: uint256) -> uint256:
    """
    @notice 0 none, 1 WORLD, 2 DOCUMENT.
    """
    return (word >> 240) & 15


@pure
@internal
def investor_class(word: uint256) -> uint256:
    """
    @notice 0 retail, 1 accredited, 2 qualified.
    """
    return (word >> 244) & 15


@pure
@internal
def is_banned(word: uint256) -> bool:
    """
    @notice Whether the person is banned.
    """
    return (word >> 248) & 1 == 1


@pure
@internal
def is_held(word: uint256) -> bool:
    """
    @notice Whether a recovery waits: nothing leaves the person or is sold, but orders stand.
    """
    return (word >> 249) & 1 == 1


@view
@internal
def freeze_runs(word: uint256) -> bool:
    """
    @notice Whether a freeze of the person runs at this moment.
    """
    return (word >> 192) & TIME_MASK > block.timestamp


@view
@internal
def is_frozen(word: uint256) -> bool:
    """
    @notice Whether nothing leaves the person or is sold at this moment: a freeze runs, or a
            recovery waits.
    """
    return (word >> 249) & 1 == 1 or (word >> 192) & TIME_MASK > block.timestamp


@pure
@internal
def was_changed(word: uint256) -> bool:
    """
    @notice Whether a recovery ever changed the person's wallet.
    """
    return (word >> 251) & 1 == 1


@view
@internal
def of(word: uint256) -> uint8:
    """
    @notice Standing now: 0 unknown, 1 active, 2 expired, 3 frozen or held by a recovery,
            4 banned.
    """
    if word & ADDRESS_MASK == 0:
        return UNKNOWN
    if (word >> 248) & 1 == 1:
        return BANNED
    if (word >> 249) & 1 == 1 or (word >> 192) & TIME_MASK > block.timestamp:
        return FROZEN
    if (word >> 160) & TIME_MASK <= block.timestamp:
        return EXPIRED
    return ACTIVE
