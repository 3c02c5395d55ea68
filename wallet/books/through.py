"""Through others: what I own of everybody by way of those I hold, and what is at stake with each.

What is said to be at stake with a person is this. *If they were banned:* holders keep every claim,
so nothing that is owed is lost; at most, nobody would pay anything for their shares any more. What
I own of them, directly and through others, at the reference price, is then gone. *If they
defaulted:* what they owe their holders now, lateness included, is never paid; of that I miss what
would have reached me, directly and through others. Both are before what goes to my own holders.
What is held through others is part of the value of those others: such sums are never added up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from wallet.base.money import ALL_SHARES
from wallet.books.cascade import Cascade, Holdings, cascade, holdings_from, hops
from wallet.books.persons import PersonRef
from wallet.books.store import EVENTS, Tables
from wallet.books.sums import due_now, outside, value_of
from wallet.books.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable

PARTS: Final = 10**12
"""Parts of a whole are counted in millionths of millionths."""
MOST_ROWS: Final = 500
MOST_LEGS: Final = 24
"""Most neighbours that are named on each side of a person."""
_MOVES: Final = "('Placed', 'Sold', 'LotForced')"
"""The ledger's events that move shares."""


@dataclass(frozen=True, slots=True)
class ThroughRow:
    """One person of whom something reaches me. Parts are in millionths of millionths.

    `units` are held directly. Of a dollar that they gain `owned` reaches me by any way, and `worth`
    is left after my own holders' part. `hops` is the shortest way: 1 where I hold them myself.
    `at_stake` is the value of `owned` at the reference price, None where there is none; `owed_me`
    is what would reach me of what they owe.
    """

    person: PersonRef
    units: int
    owned: int
    worth: int
    hops: int
    reference: int | None
    value: int | None
    at_stake: int | None
    owed_me: int


@dataclass(frozen=True, slots=True)
class Concentration:
    """How the value of what I hold directly is spread.

    `largest` has `largest_permyriad` of it; it is as concentrated as if it lay in `even_hundredths`
    hundredths of people in equal parts (one over the sum of squared parts). None where nothing
    has a price; `unpriced` holdings are left out.
    """

    largest: PersonRef | None
    largest_permyriad: int | None
    even_hundredths: int | None
    unpriced: int


@dataclass(frozen=True, slots=True)
class Through:
    """What reaches me, the most first, and who else owes what would. Of a dollar of my own gains I
    keep `keeps` at once, and `worth` in the end, when what comes back in circles of holdings has
    come back. `people` counts them all, of whom `rows` has the first. Where the books are not
    `whole`, more can come by way of strangers: every part is then the least that it can be."""

    at: int
    me: PersonRef
    keeps: int
    worth: int
    people: int
    rows: tuple[ThroughRow, ...]
    concentration: Concentration
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Leg:
    """A holding next to somebody: `held` of the one by the other, and what of a dollar gained by
    the held one reaches me by this way."""

    person: PersonRef
    held: int
    by_way: int


@dataclass(frozen=True, slots=True)
class Behind:
    """Who lies behind a number: `owned` is the sum of `legs`, the holders through whom it comes.

    `holds` are those whom this person holds, with what comes of them by way of this person. Legs
    by which nothing reaches me are only counted, as are those beyond the largest. Where the books
    are not `whole`, there can be more of both.
    """

    row: ThroughRow
    me: bool
    legs: tuple[Leg, ...]
    more_legs: int
    holds: tuple[Leg, ...]
    more_holds: int
    whole: bool = True


def through(view: View, most: int = MOST_ROWS) -> Through:
    """What of everybody reaches whoever looks, by any way."""
    me = view.me or 0
    known = _known(view)
    if known is None:  # nothing is held, and nobody holds: a dollar stays where it is
        return Through(
            view.now, view.person(me), PARTS, PARTS, 0, (), _concentration(view, ()), view.whole
        )
    import numpy as np

    flow = known.flow
    places = np.flatnonzero(flow.reach > 0)
    order = np.lexsort((known.holdings.people[places], -flow.reach[places]))
    ranked = [at for at in places[order].tolist() if at != flow.at]
    debts = _owed(view, known)
    listed = set(ranked)
    others = (known.holdings.place(debtor) for debtor in sorted(debts))
    ranked += [at for at in others if at is not None and at not in listed]
    return Through(
        at=view.now,
        me=view.person(me),
        keeps=_parts(flow.keeps),
        worth=_parts(flow.worth),
        people=len(ranked),
        rows=tuple(_row(view, known, debts, at) for at in ranked[:most]),
        concentration=_concentration(view, _direct(view)),
        whole=view.whole,
    )


def behind(view: View, person: int) -> Behind:
    """By whom what `person` gains comes to whoever looks, and who lies behind `person` in turn."""
    known = _known(view)
    at = known.holdings.place(person) if known else None
    mine = view.is_me(person)
    if known is None or at is None:
        return Behind(_apart(view, person), mine, (), 0, (), 0, view.whole)
    reach = known.flow.reach
    holders, parts = known.holdings.holders_of(at)
    # My own dollars come by way of nobody.
    legs = () if mine else _legs(view, known, holders, parts, parts * reach[holders])
    held, parts = known.holdings.held_by(at)
    holds = _legs(view, known, held, parts, parts * reach[at])
    return Behind(
        row=_row(view, known, _owed(view, known), at),
        me=mine,
        legs=legs[:MOST_LEGS],
        more_legs=len(legs[MOST_LEGS:]),
        holds=holds[:MOST_LEGS],
        more_holds=len(holds[MOST_LEGS:]),
        whole=view.whole,
    )


@dataclass(frozen=True)
class _Known:
    """The matrix, and one person's row of it."""

    holdings: Holdings
    flow: Cascade
    hops: Any


@dataclass(frozen=True)
class _Kept:
    """What was found after the movement of shares at `mark`; `known` is None for whom nothing
    reaches and who passes nothing on."""

    mark: tuple[str, int]
    me: int
    holdings: Holdings
    known: _Known | None


_KEPT: WeakKeyDictionary[Tables, _Kept] = WeakKeyDictionary()
"""Loading is the slow part, so what was loaded is kept until shares move."""


def _known(view: View) -> _Known | None:
    """The matrix and the row of whoever looks; None for one who holds nothing and is not held."""
    last = view.tables.row(
        f"{EVENTS} WHERE e.name IN {_MOVES} ORDER BY e.block DESC, e.log DESC LIMIT 1"
    )
    mark = (last["hash"], last["log"]) if last else ("", 0)
    kept, me = _KEPT.get(view.tables), view.me or 0
    if kept is None or kept.mark != mark or kept.me != me:
        still = kept is not None and kept.mark == mark
        holdings = kept.holdings if kept is not None and still else load(view.tables)
        at = holdings.place(me)
        known = None
        if at is not None:
            known = _Known(holdings, cascade(holdings, at), hops(holdings, at))
        kept = _KEPT[view.tables] = _Kept(mark, me, holdings, known)
    return kept.known


def load(tables: Tables) -> Holdings:
    """The matrix of all holdings in the books. Raises WalletError where they cannot be right."""
    import numpy as np

    cursor = tables.db.cursor()
    cursor.row_factory = None  # plain tuples, ten million of them in a large network
    cursor.execute(
        "SELECT token, person, CAST(units AS REAL) FROM position"
        " WHERE token != person AND units != '0'"
    )
    kinds = np.dtype([("token", "i8"), ("person", "i8"), ("units", "f8")])
    rows: Any = np.fromiter(cursor, dtype=kinds)
    return holdings_from(rows["token"], rows["person"], rows["units"] / ALL_SHARES)


def _row(view: View, known: _Known, debts: dict[int, int], at: int) -> ThroughRow:
    number = int(known.holdings.people[at])
    owned = _parts(known.flow.reach[at])
    token = view.tables.row(
        "SELECT t.reference, p.units FROM token t LEFT JOIN position p"
        " ON p.token = t.id AND p.person = ? WHERE t.id = ?",
        view.me or 0,
        number,
    )
    units = token["units"] if token and token["units"] and not view.is_me(number) else 0
    reference = (token["reference"] or None) if token else None
    return ThroughRow(
        person=view.person(number),
        units=units,
        owned=owned,
        worth=_parts(known.flow.reach[at] * known.flow.worth),
        hops=int(known.hops[at]),
        reference=reference,
        value=value_of(units, reference or 0),
        at_stake=value_of(owned * ALL_SHARES // PARTS, reference or 0),
        owed_me=debts.get(number, 0),
    )


def _apart(view: View, person: int) -> ThroughRow:
    """One of whom nothing is held; of me, to whom my own dollars come and who keeps them."""
    stays = PARTS if view.is_me(person) else 0
    hop = 0 if stays else -1
    return ThroughRow(view.person(person), 0, stays, stays, hop, None, None, None, 0)


def _legs(view: View, known: _Known, places: Any, held: Any, by_way: Any) -> tuple[Leg, ...]:
    """Holdings by which something reaches me, the most first."""
    people = known.holdings.people
    found = sorted(
        (-way, int(people[at]), part)
        for at, part, way in zip(places.tolist(), held.tolist(), by_way.tolist(), strict=True)
        if way > 0
    )
    return tuple(
        Leg(view.person(number), _parts(part), _parts(-way)) for way, number, part in found
    )


def _owed(view: View, known: _Known) -> dict[int, int]:
    """What would reach me of what each person owes now, by the debtor's id."""
    found: dict[int, int] = {}
    for row in view.tables.rows("SELECT * FROM debt WHERE ended IS NULL"):
        debtor, creditor = row["issuer"], row["creditor"]
        if view.is_me(debtor):
            continue
        ext = ALL_SHARES if creditor else outside(view.tables, debtor)
        due = due_now(row["gain_left"], row["due"], ext, view.now, row["rate"])[0]
        # A payment to holders is a gain of the token, of which they have the part `ext` of all.
        at = known.holdings.place(creditor or debtor)
        if at is not None and ext:
            reach = _parts(known.flow.reach[at])
            found[debtor] = found.get(debtor, 0) + due * ALL_SHARES // ext * reach // PARTS
    return found


def _direct(view: View) -> list[tuple[int, int | None]]:
    """Whom I hold directly, and what that is worth at the reference price."""
    rows = view.tables.rows(
        "SELECT p.token, p.units, t.reference FROM position p JOIN token t ON t.id = p.token"
        " WHERE p.person = ? AND p.token != p.person AND p.units != '0'",
        view.me or 0,
    )
    return [(row["token"], value_of(row["units"], row["reference"])) for row in rows]


def _concentration(view: View, values: Iterable[tuple[int, int | None]]) -> Concentration:
    found = list(values)
    known = [(value, -token) for token, value in found if value is not None]
    total = sum(value for value, _ in known)
    unpriced = len(found) - len(known)
    if not total:
        return Concentration(None, None, None, unpriced)
    value, token = max(known)
    squares = sum(one * one for one, _ in known)
    return Concentration(
        view.person(-token), value * 10_000 // total, 100 * total * total // squares, unpriced
    )


def _parts(share: float) -> int:
    """A share of one in whole parts, rounded to the nearest."""
    return round(share * PARTS)
