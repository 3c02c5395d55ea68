"""Calls of every contract and what each says, for the tests of explanations."""

from collections.abc import Mapping
from typing import Any

from tests.signing.cases import NETWORK
from wallet.base.addresses import checksum
from wallet.signing.abi import Function
from wallet.signing.abi_files import contract_functions
from wallet.signing.teller import NoNames

ME = "0x9858EfFD232B4033E47d90003D41EC34EcaEda94"
DAN = checksum("0xda20000000000000000000000000000000000da2")
STRANGER = "0x1111111111111111111111111111111111111111"
SHARE, DOLLAR = 10**18, 10**6
NO_PERMIT = (0, 0, 0, bytes(32), bytes(32))
TIME = 1_795_687_200


class Names(NoNames):
    """Alice signs; Bob, Carol and Dan are known."""

    me = 1
    people: Mapping[int, str] = {1: "Alice Moreau", 2: "Bob Okafor", 3: "Carol Lindqvist"}

    def name_of(self, person: int) -> str:
        return self.people.get(person, f"Person {person}")

    def name_at(self, address: str) -> str | None:
        return "Dan Petrov" if address == DAN else None

    def issuer_of_offering(self, offering: int) -> int | None:
        return {7: 2, 8: 1}.get(offering)

    def issuer_of_debt(self, debt: int) -> int | None:
        return {4: 1, 5: 2}.get(debt)

    def company_of_stake(self, stake: int) -> str | None:
        return {9: "Bakery Ltd"}.get(stake)

    def subject_of_decision(self, decision: int) -> int | None:
        return {7: 2}.get(decision)

    def stake_of_exit(self, exit_: int) -> int | None:
        return {6: 9}.get(exit_)


def function_of(contract: str, name: str) -> Function:
    found = [one for one in contract_functions(contract).values() if one.name == name]
    assert len(found) == 1
    return found[0]


BAN_CAROL = function_of("Registry", "ban").encode((3,))
STOP_MARKET = function_of("Rules", "stop_market").encode((1_795_687_200,))


def attestation(account: str = ME, level: int = 2) -> tuple[Any, ...]:
    return (account, b"\1" * 32, level, 756, 0, TIME, TIME + 86_400, b"\2" * 32, 5)


STAKE_RECORD = (1, b"\1" * 32, b"\2" * 32, b"\3" * 32, [2, 3, 12], TIME)
EXIT_RECORD = (9, 1, 1_000, 500_000 * DOLLAR, 0, 0, 0, TIME, TIME, [2, 3, 12], b"\1" * 32)
PERMIT = (12_600 * DOLLAR, TIME, 0, bytes(32), bytes(32))
SAID: list[tuple[str, str, tuple[Any, ...], str]] = [
    (
        "Auction",
        "sell",
        (2, 84_000 * SHARE, 150_000_000_000),
        "You offer 84,000 shares of Bob Okafor (0.84 %) for at least $12,600.00, that is $0.15 a "
        "share.",
    ),
    (
        "Auction",
        "buy",
        (2, 84_000 * SHARE, 150_000_000_000, PERMIT),
        "You order 84,000 shares of Bob Okafor (0.84 %) for at most $12,600.00, that is $0.15 a "
        "share. The money is laid in the ledger now; what is not spent comes back to you.",
    ),
    (
        "Auction",
        "withdraw",
        (2,),
        "You withdraw your buy order for shares of Bob Okafor and get its money back.",
    ),
    (
        "Auction",
        "release",
        (2, 3),
        "You release the lapsed buy order of Carol Lindqvist for shares of Bob Okafor; its money "
        "goes back to them.",
    ),
    (
        "Auction",
        "release",
        (2, 1),
        "You take back your lapsed buy order for shares of Bob Okafor.",
    ),
    (
        "Auction",
        "settle",
        (2, 10),
        "You settle the auction of Bob Okafor that has ended, for everybody who took part in it.",
    ),
    (
        "Ledger",
        "issue",
        ("Alice Moreau", b"", bytes(32), b""),
        "You issue your own token under the name Alice Moreau: 10,000,000 shares, all of them "
        "yours. Whoever comes to hold some receives, for ever, that part of every gain you make "
        "on the network.",
    ),
    ("Ledger", "claim", (2, 1), "You claim what Bob Okafor owes you as a holder."),
    (
        "Ledger",
        "claim",
        (2, 3),
        "You have what Bob Okafor owes Carol Lindqvist credited to them.",
    ),
    (
        "Ledger",
        "claim_many",
        ([2, 3, 12], 1),
        "You claim what Bob Okafor, Carol Lindqvist and Person 12 owe you as a holder.",
    ),
    ("Ledger", "claim_many", ([2], 1), "You claim what Bob Okafor owes you as a holder."),
    (
        "Ledger",
        "claim_many",
        ([2, 3], 12),
        "You have what Bob Okafor and Carol Lindqvist owe Person 12 credited to them.",
    ),
    (
        "Ledger",
        "withdraw",
        (1,),
        "You take the money out that the ledger keeps for you, to your own account.",
    ),
    (
        "Ledger",
        "withdraw",
        (3,),
        "You have the money that the ledger keeps for Carol Lindqvist paid out to them.",
    ),
    (
        "Ledger",
        "distribute",
        (500 * DOLLAR, NO_PERMIT),
        "You give $500.00 to the holders of your token.",
    ),
    (
        "Ledger",
        "transfer",
        (DAN, 2, 100 * SHARE),
        "You send 100 shares of Bob Okafor to Dan Petrov.",
    ),
    ("Ledger", "make_face", (2,), "You let other wallets show the shares of Bob Okafor."),
    (
        "Offering",
        "open",
        (SHARE, 2_000_000 * SHARE, 100_000_000_000, TIME, 0, 86_400 * 30, bytes(32)),
        "You offer between 1 share and 2,000,000 shares of your own token (20.00 %) at $0.10 a "
        "share, to raise between $0.10 and $200,000.00, until ",
    ),
    (
        "Offering",
        "commit",
        (7, 84_000 * SHARE, PERMIT),
        "You commit $12,600.00 to the offering of Bob Okafor (number 7) for 84,000 shares "
        "(0.84 %).",
    ),
    (
        "Offering",
        "commit",
        (99, 84_000 * SHARE, NO_PERMIT),
        "You commit to buy 84,000 shares (0.84 %) in offering 99, at its price.",
    ),
    (
        "Offering",
        "withdraw",
        (7, 0),
        "You withdraw your commitment to the offering of Bob Okafor (number 7) and get its money "
        "back.",
    ),
    (
        "Offering",
        "take",
        (7, [0, 1]),
        "You have 2 commitments in the offering of Bob Okafor (number 7) turned into shares.",
    ),
    (
        "Offering",
        "proceeds",
        (8,),
        "You take out the money that your own offering (number 8) has raised and may release.",
    ),
    (
        "Companies",
        "declare",
        (b"\1" * 32, b"\2" * 32, b"\3" * 32, [2, 3, 12]),
        "You declare a stake in a company and ask Bob Okafor, Carol Lindqvist and Person 12 to "
        "confirm it. Which company, how much and at what cost stays sealed until you open it.",
    ),
    (
        "Companies",
        "report_exit",
        (
            9,
            1,
            STAKE_RECORD,
            1_000,
            500_000 * DOLLAR,
            0,
            TIME,
            b"\1" * 32,
            (0, 0, 0, bytes(32)),
        ),
        " you sold 1,000 units of stake 9, Bakery Ltd for $500,000.00. You do not open what it "
        "cost, so all of it counts as gain. Once this is confirmed, you owe your holders their "
        "part of the gain.",
    ),
    (
        "Companies",
        "attest_exit",
        (6, EXIT_RECORD, [b"\1" * 65, b"\2" * 65], [2, 3]),
        "You hand in the confirmations of Bob Okafor and Carol Lindqvist for exit 6 of stake 9, "
        "Bakery Ltd.",
    ),
    (
        "Companies",
        "pay_debt",
        (4, 25_000 * DOLLAR, PERMIT),
        "You pay up to $25,000.00 of your debt to your holders (number 4).",
    ),
    (
        "Companies",
        "pay_debt",
        (5, 25_000 * DOLLAR, PERMIT),
        "You pay up to $25,000.00 of the debt of Bob Okafor to their holders (number 5).",
    ),
    (
        "Registry",
        "join",
        (attestation(), b"\1" * 65),
        "You join the network with the identity that a verifier has confirmed. It rests on a "
        "government document and is valid until ",
    ),
    (
        "Registry",
        "ban",
        (12,),
        "You ban Person 12 from the network for good.",
    ),
    (
        "Registry",
        "recover",
        ((ME, b"\1" * 32, False, TIME, 5), [b"\1" * 65, b"\2" * 65]),
        "You ask that this account takes the place of your lost wallet, as verifiers have "
        "confirmed.",
    ),
    (
        "Disputes",
        "dispute",
        (6, EXIT_RECORD, b"\1" * 32, NO_PERMIT),
        "You dispute what was reported of exit 6, Bakery Ltd, and lay down the same bond.",
    ),
    (
        "Disputes",
        "rule_small",
        (6, EXIT_RECORD, 80_000 * DOLLAR),
        "You rule that the gain of exit 6, Bakery Ltd is $80,000.00.",
    ),
    (
        "Watching",
        "reveal",
        (3, (2, "lei:5299", 0, 0, b"\1" * 32), b"\2" * 32),
        "You report that Bob Okafor holds a part of lei:5299 without having declared it.",
    ),
    (
        "Watching",
        "rule_large",
        (3, 1, 5_000 * DOLLAR),
        "You rule on report 3 as upheld, with a hidden gain of $5,000.00.",
    ),
    (
        "Authority",
        "publish",
        (3, 3, NETWORK.contracts["Registry"], BAN_CAROL, b"\1" * 32, ""),
        "You publish a heavy decision about Carol Lindqvist. This would ban Carol Lindqvist from "
        "the network for good.",
    ),
    (
        "Authority",
        "execute",
        (7, NETWORK.contracts["Rules"], STOP_MARKET),
        "You have decision 7 about Bob Okafor carried out. This would stop all trading until ",
    ),
    ("Authority", "veto", (7,), "You vote to stop decision 7 about Bob Okafor."),
    ("Authority", "vote", (8, False), "You vote against decision 8."),
    (
        "Rules",
        "set_number",
        (4, 1, 200),
        "You change \u201cSmallest bond\u201d to $200; the rules print $100.",
    ),
    (
        "Auction",
        "force_transfer",
        (2, 3, 12, 100 * SHARE),
        "You move 100 shares of Bob Okafor from Carol Lindqvist to Person 12.",
    ),
    ("Dollar", "transfer", (DAN, 5 * DOLLAR), "You send $5.00 to Dan Petrov."),
    (
        "Dollar",
        "transfer",
        (STRANGER, 1),
        "You send $0.000001 to the account 0x11111111\u2026111111.",
    ),
    (
        "Dollar",
        "approve",
        (NETWORK.contracts["Ledger"], 5 * DOLLAR),
        "You let the network's own ledger take up to $5.00 from you.",
    ),
]
