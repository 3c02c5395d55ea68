# pragma version ~=0.4.3
"""
@title Decision word: how a decision lies in three words
@license AGPL-3.0-only
@notice Clock: status 8 | class 8 | origin 8 | quorum 8 | published 40 | ready 40 | ends 40 |
        closed 40. Roll: subject 64 | last rank 64 | members 64 | needed vetoes 64. Tally: vetoes
        64 | yes 64 | no 64 | support 64. All from the lowest bit up.
"""

# Status. The last two are never written: they are what an open decision becomes by itself.
PETITION: constant(uint256) = 1  # members gather support to put it to all
OPEN: constant(uint256) = 2
EXECUTED: constant(uint256) = 3
FALLEN: constant(uint256) = 4  # enough vetoes
WITHDRAWN: constant(uint256) = 5
EXPIRED: constant(uint256) = 6
REJECTED: constant(uint256) = 7  # it needed a majority and did not get it

# Origin.
OPERATOR: constant(uint256) = 1
GROUNDS: constant(uint256) = 2  # two strikes, large hiding, a debt long overdue
MEMBERS: constant(uint256) = 3

SMALL: constant(uint256) = 2**8 - 1
TIME: constant(uint256) = 2**40 - 1
MANY: constant(uint256) = 2**64 - 1

# Places in the tally.
VETOES: constant(uint256) = 0
YES: constant(uint256) = 64
NO: constant(uint256) = 128
SUPPORT: constant(uint256) = 192


struct Clock:
    status: uint256
    kind: uint256  # the class
    origin: uint256
    quorum: uint256  # per cent; 0: no majority is needed
    published: uint256
    ready: uint256
    ends: uint256
    closed: uint256  # when it was executed, fell or was withdrawn


struct Roll:
    subject: uint256
    last_rank: uint256
    members: uint256
    needed: uint256


@pure
@internal
def pack_clock(c: Clock) -> uint256:
    """
    @notice The word of a clock. Times come from the chain, or were checked.
    """
    assert max(c.ready, c.ends) <= TIME, "TOO_LARGE"
    return (
        c.status
        | (c.kind << 8)
        | (c.origin << 16)
        | (c.quorum << 24)
        | (c.published << 32)
        | (c.ready << 72)
        | (c.ends << 112)
        | (c.closed << 152)
    )


@pure
@internal
def clock(word: uint256) -> Clock:
    """
    @notice What a clock's word says.
    """
    return Clock(
        status=word & SMALL,
        kind=(word >> 8) & SMALL,
        origin=(word >> 16) & SMALL,
        quorum=(word >> 24) & SMALL,
        published=(word >> 32) & TIME,
        ready=(word >> 72) & TIME,
        ends=(word >> 112) & TIME,
        closed=(word >> 152) & TIME,
    )


@pure
@internal
def pack_roll(r: Roll) -> uint256:
    """
    @notice The word of who counts. Ids, ranks and counts are far below 2**64.
    """
    assert max(max(r.subject, r.last_rank), max(r.members, r.needed)) <= MANY, "TOO_LARGE"
    return r.subject | (r.last_rank << 64) | (r.members << 128) | (r.needed << 192)


@pure
@internal
def roll(word: uint256) -> Roll:
    """
    @notice What a roll's word says.
    """
    return Roll(
        subject=word & MANY,
        last_rank=(word >> 64) & MANY,
        members=(word >> 128) & MANY,
        needed=word >> 192,
    )


@pure
@internal
def tally(word: uint256, place: uint256) -> uint256:
    """
    @notice One count of a tally; `place` is VETOES, YES, NO or SUPPORT.
    """
    return (word >> place) & MANY
