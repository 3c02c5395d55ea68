"""My token: who holds me, what I have shared, and what a share has been worth."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.base.money import ALL_SHARES, money_of
from wallet.books import holdings
from wallet.books.persons import PersonRef
from wallet.books.sums import permyriad
from wallet.books.view import View


@dataclass(frozen=True, slots=True)
class HolderRow:
    """One holder: since when, and when the last of their locked shares unlocks (None: none)."""

    person: PersonRef
    units: int
    permyriad: int
    since: int
    unlocks: int | None
    claimed: int
    claimable: int


@dataclass(frozen=True, slots=True)
class PricePoint:
    """A price at which the token changed hands: `kind` is offering or auction."""

    at: int
    price: int
    units: int
    money: int
    kind: str


@dataclass(frozen=True, slots=True)
class MyToken:
    """An issuer's own token. `face` is the address of its ERC-20 face, where one was made."""

    person: PersonRef
    name: str
    terms_hash: str
    issued_at: int
    reference: int | None
    own_units: int
    outside_units: int
    reserved_units: int
    holders: tuple[HolderRow, ...]
    shared_total: int
    unclaimed: int
    gains_total: int
    raised_total: int
    history: tuple[PricePoint, ...]
    face: str | None


def my_token(view: View) -> MyToken | None:
    """The token of whoever looks; None before they have issued one."""
    if view.me is None:
        return None
    row = view.tables.row("SELECT * FROM token WHERE id = ?", view.me)
    if row is None:
        return None
    own = holdings.position(view.tables, view.me, view.me)
    holders = holders_of(view, view.me)
    return MyToken(
        person=view.person(view.me),
        name=row["name"],
        terms_hash=row["terms_hash"],
        issued_at=row["issued"],
        reference=row["reference"] or None,
        own_units=own["units"],
        outside_units=ALL_SHARES - own["units"],
        reserved_units=own["reserved"],
        holders=holders,
        shared_total=row["shared"],
        unclaimed=sum(holder.claimable for holder in holders),
        gains_total=row["gains"],
        raised_total=row["raised"],
        history=history_of(view, view.me),
        face=row["face"],
    )


def holders_of(view: View, token: int) -> tuple[HolderRow, ...]:
    """Everybody but the issuer who holds shares or can still claim, the largest first."""
    acc = holdings.accumulator(view.tables, token)
    rows = view.tables.rows("SELECT * FROM position WHERE token = ? AND person != ?", token, token)
    found = []
    for row in rows:
        claimable = holdings.claimable(row, acc)
        if not row["units"] and not claimable:
            continue
        lots = holdings.lots(view.tables, token, row["person"])
        unlocks = max((lot["unlocks"] for lot in lots), default=0)
        found.append(
            HolderRow(
                person=view.person(row["person"]),
                units=row["units"],
                permyriad=permyriad(row["units"]),
                since=row["since"],
                unlocks=unlocks if unlocks > view.now else None,
                claimed=row["received"],
                claimable=claimable,
            )
        )
    return tuple(sorted(found, key=lambda holder: (-holder.units, holder.person.id)))


def history_of(view: View, token: int) -> tuple[PricePoint, ...]:
    """Prices at which shares changed hands, oldest first."""
    raises = view.tables.rows(
        "SELECT closed AS at, price, sold AS units FROM offering WHERE issuer = ? AND success = 1",
        token,
    )
    settled = view.tables.rows(
        "SELECT settled AS at, price, units, money FROM auction"
        " WHERE token = ? AND settled IS NOT NULL AND price IS NOT NULL",
        token,
    )
    points = [
        PricePoint(row["at"], row["price"], row["units"],
                   money_of(row["units"], row["price"]), "offering")
        for row in raises
    ] + [
        PricePoint(row["at"], row["price"], row["units"], row["money"], "auction")
        for row in settled
    ]  # fmt: skip
    return tuple(sorted(points, key=lambda point: point.at))


def terms_of(view: View, token: int) -> bytes | None:
    """The terms that an issuer carried in their event, as they were given; None for none."""
    row = view.tables.row("SELECT terms FROM token WHERE id = ?", token)
    return bytes.fromhex(row["terms"][2:]) if row and row["terms"] else None
