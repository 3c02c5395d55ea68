"""What other wallets show before somebody signs: a line for each act, a label for each field.

Labels and formats go by the name of a field, which means the same in every contract; where it does
not, `EXCEPT` says so. Formats are those of ERC-7730.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

INTENTS: Final[Mapping[str, Mapping[str, str]]] = {
    "Registry": {
        "join": "Join the network",
        "join_world": "Join with a World ID",
        "renew": "Renew your attestation",
        "renew_world": "Renew with your World ID",
        "add_world": "Add your World ID",
        "recover": "Recover a person to this wallet",
        "cancel_recovery": "Cancel the recovery of your person",
        "finish_recovery": "Finish a recovery",
        "mark_expired": "Mark a member who ran out",
        "appoint_verifier": "Appoint a verifier",
        "remove_verifier": "Remove a verifier",
        "appoint_attestor": "Appoint an attestor",
        "remove_attestor": "Remove an attestor",
        "set_world_id": "Name the World ID adapter",
        "freeze": "Freeze a person",
        "unfreeze": "End a freeze",
        "ban": "Ban a person",
        "unban": "End a ban",
    },
    "Ledger": {
        "issue": "Issue your token",
        "make_face": "Make a token's ERC-20 face",
        "claim": "Claim a holding's part",
        "claim_many": "Claim the part of several holdings",
        "withdraw": "Withdraw a credit",
        "distribute": "Give money to your holders",
    },
    "Auction": {
        "sell": "Offer shares in an auction",
        "buy": "Ask for shares in an auction",
        "withdraw": "Withdraw a buy order",
        "release": "Release a buy order that lapsed",
        "settle": "Settle an auction",
        "sync": "Move an auction's clock past a stop",
        "halt": "Halt a token's auctions",
        "force_transfer": "Force a transfer of shares",
    },
    "Offering": {
        "open": "Offer your own shares",
        "commit": "Commit money to an offering",
        "withdraw": "Withdraw a commitment",
        "reject": "Reject an investor",
        "refund": "Pull money back from an offering",
        "close": "Close an offering",
        "take": "Pull investors' shares",
        "believe": "Let costs of an offering count",
        "proceeds": "Pull an offering's proceeds",
    },
    "Companies": {
        "declare": "Declare a stake in a company",
        "amend": "Amend a declared stake",
        "attest_stake": "Confirm a stake",
        "report_exit": "Report the sale of a stake",
        "attest_exit": "Confirm the sale of a stake",
        "pay_debt": "Pay a debt",
        "confirm_cost": "Confirm what a lot cost",
        "state_year": "File the yearly statement",
    },
    "Disputes": {
        "open_window": "Lay a bond for a reported sale",
        "dispute": "Dispute a reported sale",
        "accept": "Accept a sale nobody disputed",
        "take_back": "Take a bond back",
        "lapse": "End a case without a ruling",
        "make_whole": "Make a former holder whole",
        "rule_small": "Rule a case up to 100,000 dollars",
        "rule_large": "Rule a case of any amount",
    },
    "Compliance": {
        "set_limit": "Bring a person's attested limit",
        "add_regime": "Add a regime of offerings",
    },
    "Watching": {
        "commit": "Commit to a report, with a bond",
        "reveal": "Open a report",
        "answer": "Answer a report, with a bond",
        "cure": "Show that it was declared before",
        "declare_after": "Show what was declared after",
        "lapse": "End a report nobody opened",
        "expire": "End a report nobody ruled",
        "strike": "Give a person a strike",
        "strike_late": "Give a strike for a late debt",
        "rule_small": "Rule a report up to 100,000 dollars",
        "rule_large": "Rule a report of any amount",
    },
    "Authority": {
        "publish": "Publish a decision",
        "propose": "Propose a decision to members",
        "propose_ban": "Propose a ban on known grounds",
        "ask_renewal": "Ask members to renew the powers",
        "appeal": "Ask members to end your ban",
        "answer": "Answer a decision about you",
        "withdraw": "Take a decision back",
        "veto": "Veto a decision",
        "veto_all": "Veto several decisions",
        "support": "Support a proposal",
        "vote": "Vote on a decision",
        "execute": "Do what was decided",
        "lift": "End an overruled freeze",
        "claim_shares": "Hold shares for a decision",
        "renew": "Renew the authority's powers",
        "set_operator": "Name the authority's operator",
    },
    "Members": {
        "count": "Count the members",
        "roll": "Bring the count of members up to date",
        "settle_scores": "Score the adviser's opinions",
        "file_opinion": "File a sealed opinion",
        "open_opinion": "Open an opinion",
        "set_adviser": "Appoint the adviser",
    },
    "Rules": {
        "set_number": "Change a number of the rules",
        "stop_market": "Stop the market",
    },
    "Face": {"sync": "Show a change of wallet"},
}
"""Contract, function: the line. Whatever only contracts or a deployer call has none."""

MESSAGES: Final[Mapping[str, str]] = {
    "Attestation": "Attest a person",
    "Name": "Attest a display name",
    "Recovery": "Attest a recovery",
    "Limit": "Attest an investor's yearly limit",
    "Stake": "Confirm a stake in a company",
    "Exit": "Confirm the sale of a stake",
    "Cost": "Confirm what a lot cost",
    "Purchase": "Agree to the terms of an offering",
    "Permit": "Approve money for an act",
}
"""EIP-712 messages by their type."""

BETWEEN_PEOPLE: Final[Mapping[str, Mapping[str, str]]] = {
    "Offering": {
        "Purchase": "Purchase(uint256 offering,bytes32 termsHash,uint256 issuer,uint256 investor,"
        "uint256 units,uint256 paid,uint64 at)"
    }
}
"""Contract, type, `encodeType`: messages that name a contract as theirs, though it reads none."""

Form = tuple[str, str, Mapping[str, Any]]
RAW: Final = "raw"
DOLLARS: Final = ("unit", {"base": "USD", "decimals": 6})
SHARES: Final = ("unit", {"base": "shares", "decimals": 18})
A_SHARE: Final = ("unit", {"base": "USD a share", "decimals": 12})
WHEN: Final = ("date", {"encoding": "timestamp"})
WHOM: Final = ("addressName", {"types": ["wallet", "contract"], "sources": ["local"]})

FORMS: Final[Mapping[str, Form]] = {
    name: (label, kind, params)
    for (kind, params), names in (
        (
            DOLLARS,
            {
                "amount": "Amount",
                "value": "Amount",
                "paid": "Paid",
                "cost": "Cost",
                "gain": "Gain",
                "proceeds": "Proceeds",
                "selling_costs": "Selling costs",
                "sellingCosts": "Selling costs",
                "yearly": "Yearly limit",
                "yearly_": "Yearly limit",
                "issuer_yearly": "Issuer's yearly maximum",
                "investor_floor": "Investor's yearly minimum",
            },
        ),
        (
            SHARES,
            {"units": "Shares", "units_min": "Shares at least", "units_max": "Shares at most"},
        ),
        (
            A_SHARE,
            {"price": "Price", "lowest": "Lowest price", "highest": "Highest price"},
        ),
        (
            WHEN,
            {
                "issuedAt": "Signed",
                "issued_at": "Signed",
                "expiresAt": "Valid until",
                "expires_at": "Valid until",
                "deadline": "Until",
                "until": "Until",
                "closed_at": "Closed",
                "closedAt": "Closed",
                "acquired_at": "Acquired",
                "declared_at": "Declared",
                "reported_at": "Reported",
                "at": "Signed",
            },
        ),
        (("duration", {}), {"lockup": "Locked for"}),
        (
            WHOM,
            {
                "account": "Wallet",
                "wallet": "Wallet",
                "adapter": "Adapter",
                "target": "Contract",
                "operator": "Operator",
                "spender": "Spender",
            },
        ),
        (
            (RAW, {}),
            {
                "a": "Attestation",
                "r": "Recovery",
                "pid": "Person",
                "person": "Person",
                "holder": "Holder",
                "investor": "Investor",
                "offering": "Offering",
                "issuer": "Issuer",
                "owner": "Owner",
                "subject": "Person concerned",
                "from_person": "From person",
                "to_person": "To person",
                "token": "Token of person",
                "tokens": "Tokens of persons",
                "attestors": "Attestors",
                "level": "Level",
                "country": "Country",
                "investorClass": "Investor class",
                "inPerson": "Proved in person",
                "name": "Name",
                "company": "Company",
                "id": "Offering",
                "entry": "Place in line",
                "entries": "Places in line",
                "regime": "Regime",
                "max_pairs": "Orders at most",
                "max_steps": "Places at most",
                "most": "At most",
                "stake": "Stake",
                "version": "Version",
                "exit": "Sale",
                "case": "Case",
                "debt": "Debt",
                "serial": "Lot",
                "n": "Buy-back",
                "report": "Report",
                "outcome": "Outcome",
                "decision": "Decision",
                "decisions": "Decisions",
                "kind": "Class",
                "yes": "In favour",
                "uphold": "For the decision",
                "uri": "Reasons at",
                "group": "Group",
                "place": "Place",
                "to": "New value",
                "lockup_days": "Lock-up in days",
                "resale_days": "Resale limited for days",
                "accredited_only": "Accredited only",
                "most_retail": "Most who are not accredited",
                "investor_share": "Share of the limit, in hundredths of a per cent",
                "countries": "Countries",
                "data": "Call",
                "sealed": "Seal",
            },
        ),
    )
    for name, label in names.items()
}
"""A field's label, format and parameters by its name."""

HIDDEN: Final = frozenset(
    "v r s salt nonce signature signatures name_signature proof terms source record sold".split()
)
"""Fields that nobody can judge by looking: parts of proofs, and records that are passed back."""

OPTIONAL: Final = frozenset(
    """personTag credentialHash terms_hash company_key companyKey commitment package_hash
    packageHash termsHash evidence_hash evidenceHash reason_hash answer_hash statement_hash
    hash""".split()
)
"""Salted hashes, shown by wallets that can."""

EXCEPT: Final[Mapping[tuple[str, str], Form]] = {
    ("Watching.rule_small", "outcome"): ("Outcome", "enum", {"$ref": "$.metadata.enums.outcome"}),
    ("Watching.rule_large", "outcome"): ("Outcome", "enum", {"$ref": "$.metadata.enums.outcome"}),
    ("Registry.join", "a.level"): ("Level", "enum", {"$ref": "$.metadata.enums.level"}),
    ("Registry.renew", "a.level"): ("Level", "enum", {"$ref": "$.metadata.enums.level"}),
    ("Attestation", "level"): ("Level", "enum", {"$ref": "$.metadata.enums.level"}),
    ("Companies.report_exit", "units"): ("Units sold", RAW, {}),
    ("Companies.report_exit", "opening.units"): ("Units of the stake", RAW, {}),
    ("Exit", "units"): ("Units sold", RAW, {}),
    ("Permit", "owner"): ("Owner", *WHOM),
    ("Watching.cure", "salt"): ("Salt", RAW, {}),
    ("Authority.execute", "data"): ("Call", "calldata", {"calleePath": "target"}),
    ("Authority.publish", "data"): ("Call", "calldata", {"calleePath": "target"}),
    ("Authority.propose", "data"): ("Call", "calldata", {"calleePath": "target"}),
    ("Authority.claim_shares", "data"): ("Call", "calldata", {"calleePath": "target"}),
    ("Authority.lift", "data"): ("Call", "calldata", {"calleePath": "target"}),
}
"""Fields, by act and path, that mean something else than their name does elsewhere."""

ENUMS: Final[Mapping[str, Mapping[str, str]]] = {
    "outcome": {"1": "Upheld", "2": "Unproven", "3": "Frivolous"},
    "level": {"1": "World ID", "2": "Document"},
}
