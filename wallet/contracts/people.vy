# pragma version ~=0.4.3
"""
@title People: who is who, as the registry keeps it
@license AGPL-3.0-only
@notice State of the registry that its parts share: the word of each person, whose wallet an
        address is, whose tag a tag is, and who may attest.
@dev A pointer is person 64 | joined 32 | issue time of the last attestation 32 | rank among
     members 32 | spoken for by 64, from the lowest bit up. An active wallet names its person and
     is spoken for by nobody. A wallet that was somebody's, or is to become it when a recovery
     is over, names no person, and is spoken for by that one: nobody else can join with it.
     A tag is person 64 | level at which it was shown 8.
"""

import standing as stand

ID_MASK: constant(uint256) = 2**64 - 1
TIME_MASK: constant(uint256) = 2**32 - 1

# Flags of a person word.
BANNED: constant(uint256) = 1 << 248
HELD: constant(uint256) = 1 << 249
ATTESTOR: constant(uint256) = 1 << 250
CHANGED: constant(uint256) = 1 << 251
MARKED: constant(uint256) = 1 << 252

# People so far 128 | members so far 128: both are counted when somebody joins.
counted: uint256
pointers: HashMap[address, uint256]
# See `standing`.
words: HashMap[uint256, uint256]
tags: HashMap[bytes32, uint256]
verifiers: HashMap[address, bool]


@pure
@internal
def pointer(person: uint256, joined: uint256, issued: uint256, rank: uint256) -> uint256:
    """
    @notice The pointer of an active wallet.
    """
    return person | (joined << 64) | (issued << 96) | (rank << 128)


@pure
@internal
def pointed(pointer: uint256) -> uint256:
    """
    @notice The person whose active wallet this is; 0 for none.
    """
    return pointer & ID_MASK


@pure
@internal
def joined(pointer: uint256) -> uint256:
    """
    @notice When the person joined, in seconds.
    """
    return (pointer >> 64) & TIME_MASK


@pure
@internal
def issued(pointer: uint256) -> uint256:
    """
    @notice When the last attestation that was used was issued, in seconds.
    """
    return (pointer >> 96) & TIME_MASK


@pure
@internal
def rank(pointer: uint256) -> uint256:
    """
    @notice The rank among members: 1, 2, 3, ...; 0 for who never showed a document.
    """
    return (pointer >> 128) & TIME_MASK


@pure
@internal
def spoken_for(person: uint256) -> uint256:
    """
    @notice The pointer of a wallet that was this person's, or is to become it.
    """
    return person << 160


@pure
@internal
def speaker(pointer: uint256) -> uint256:
    """
    @notice By whom a wallet is spoken for; 0 for nobody.
    """
    return (pointer >> 160) & ID_MASK


@view
@internal
def check_free(wallet: address):
    """
    @notice Refuses a wallet that is, was, or is to become somebody's.
    """
    pointer: uint256 = self.pointers[wallet]
    if pointer != 0:
        assert pointer & ID_MASK == 0, "ALREADY_JOINED"
        raise "WALLET_USED"


@internal
def show_tag(tag: bytes32, person: uint256, level: uint256) -> bool:
    """
    @notice Gives a tag to a person, for ever; refuses one that belongs to somebody else.
    @param level At which level it was shown; a document counts from when it is seen first.
    @return Whether the tag is new.
    """
    assert tag != empty(bytes32), "TAG_EMPTY"
    kept: uint256 = self.tags[tag]
    owner: uint256 = kept & ID_MASK
    if owner != 0 and owner != person:
        assert not stand.is_banned(self.words[owner]), "TAG_BURNT"
        raise "TAG_TAKEN"
    if level > kept >> 64:
        self.tags[tag] = person | (level << 64)
    return owner == 0


@view
@internal
def pointer_of(person: uint256) -> uint256:
    """
    @notice The pointer of a person's active wallet; 0 for nobody.
    """
    return self.pointers[stand.wallet(self.words[person])]
