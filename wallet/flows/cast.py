"""The dozen people of a local network. Their phrase is published here, so it is worth nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wallet.flows.papers import IdentityPaper

PHRASE: Final = "chunk rhythm twist calm into stem alert life notable flame bicycle interest"
"""The twelve words whose accounts 0 to 11 are the cast, in order. Known to everybody."""

PASSPHRASE: Final = "local network"
"""What seals the story's wallet while it is played."""

ENVELOPE: Final = (
    "symbolon1.AREIAdBPWsMFKJX0CkEWQ5Q1xEEGLybsuyA7wkbU688n4j8HuccRSFUMmuXk0mvNqaKb86"
    "6_yaM5iC6UaxQVw97G7AeV3O7FKohXy10aOyTLyP3O-X5PvSThPLCgfl4-SwNsew-TjYKr_z1vsDLYPb"
    "G4nkBEuVWL_D6WoEzE0ZOhfxag_93BMHKPiIg4Vt0I"
)
"""The phrase sealed under the passphrase, so that nobody waits for the sealing."""

VERIFIER: Final = "verifier"
"""Under which name one enters as the local network's verifier."""

DESK_ENVELOPE: Final = (
    "symbolon1.AREIAXX-MbqLV2_avkOsAUx3x5HyK6hWhU-TfzB08LCUu3vsTmHyFOTKzI4EKeJb7DSfpgSK3BHsFsL1Ut"
    "-azziIAq3_DKdL5dWhGRYSuVphA4pFyjgcunybttZCTPbua3de31nMsD4vZ5eETfi1gdRzxdfCoxAH_O1ZDEoZ--0hj_k"
    "28VW567-UmRXr4fhv"
)
"""The local network's own phrase, whose account 1 verifies, sealed under the same passphrase."""

STRANGER: Final = 12
"""The account that somebody of the cast tries to join with a second time."""


@dataclass(frozen=True, slots=True)
class Member:
    """One of the cast: `key` in the story, account number, document, and what they do."""

    key: str
    account: int
    name: str
    document: str
    country: int
    born: str
    work: str
    dollars: int
    attestor: bool = False

    @property
    def paper(self) -> IdentityPaper:
        """The document they show."""
        return IdentityPaper(self.name, self.document, self.country, born=self.born)

    @property
    def terms(self) -> str:
        """The terms under which they issued their shares."""
        return (
            f"{self.work}\n\n"
            f"I, {self.name}, share what I gain with whoever holds my shares: from selling shares "
            "of others, from what I receive as a holder, and from selling companies I have a part "
            "in. One share is one ten-millionth of each gain. I keep at least 51 % of myself. "
            "What I earn by working for wages is not shared.\n"
        )


CAST: Final = (
    Member("alice", 0, "Alice Moreau", "FR20481156", 250, "1986-03-14",
           "Machines that sort waste", 30_000),
    Member("bob", 1, "Bob Okafor", "NG77120934", 566, "1991-07-02",
           "Robotics", 40_000),
    Member("carol", 2, "Carol Lindqvist", "SE55810027", 752, "1983-11-23",
           "Biology", 40_000),
    Member("dan", 3, "Dan Petrov", "BG31906642", 100, "1994-05-30",
           "Games", 60_000),
    Member("eve", 4, "Eve Tanaka", "JP90233718", 392, "1979-01-17",
           "Music", 150_000),
    Member("farid", 5, "Farid Haddad", "MA61740285", 504, "1988-09-08",
           "Water and irrigation", 120_000),
    Member("grace", 6, "Grace Mensah", "GH48372615", 288, "1990-12-01",
           "Medicine", 90_000),
    Member("hugo", 7, "Hugo Almeida", "PT12985503", 620, "1975-06-19",
           "Restaurants", 160_000),
    Member("ines", 8, "Ines Castillo", "ES70441892", 724, "1992-02-11",
           "Architecture", 110_000),
    Member("jonas", 9, "Jonas Weber", "DE83350716", 276, "1981-08-27",
           "Auditing", 60_000, attestor=True),
    Member("kira", 10, "Kira Novak", "SI26619048", 705, "1987-04-05",
           "Law", 70_000, attestor=True),
    Member("liam", 11, "Liam Byrne", "IE94507231", 372, "1984-10-21",
           "Accounting", 80_000, attestor=True),
)  # fmt: skip
"""Everyone, in the order in which they join: the person id is the account number plus one."""

ATTESTORS: Final = tuple(member for member in CAST if member.attestor)


def member(key: str) -> Member:
    """The member called `key`. Raises KeyError."""
    for one in CAST:
        if one.key == key:
            return one
    raise KeyError(key)
