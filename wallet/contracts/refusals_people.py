"""Why the registry of people refuses, in words."""

from __future__ import annotations

from typing import Final

_REPORT = "Try again; if it happens again, report it."

PEOPLE: Final = {
    "NOT_A_PERSON": (60, "This wallet belongs to no member yet.", "Have your identity confirmed."),
    "PERSON_UNKNOWN": (61, "There is no such person.", "Look at the number again."),
    "ALREADY_JOINED": (62, "This wallet belongs to a member already.", "Nothing is needed."),
    "NOT_ACTIVE": (
        63,
        "Your identity is not confirmed at this time.",
        "Have it confirmed again under Identity.",
    ),
    "ISSUER_NOT_ACTIVE": (
        64,
        "The issuer's identity is not confirmed at this time.",
        "Wait until the issuer has it confirmed again.",
    ),
    "DOCUMENT_NEEDED": (
        65,
        "This needs an identity confirmed by a government document.",
        "Add a document under Identity.",
    ),
    "WALLET_USED": (
        66,
        "This wallet belonged to a member before, or is about to.",
        "Use a wallet that nobody has used here.",
    ),
    "TAG_TAKEN": (
        67,
        "This human is a member already: one person, one membership.",
        "Use the wallet that you joined with.",
    ),
    "TAG_BURNT": (
        68,
        "This human is banned, and no new wallet or document brings them back.",
        "A banned person may appeal.",
    ),
    "TAG_EMPTY": (69, "The confirmation names no human.", "Ask your verifier for a new one."),
    "BANNED": (70, "This person is banned.", "A banned person may appeal."),
    "NOT_BANNED": (71, "This person is not banned.", "Nothing is needed."),
    "NOT_A_VERIFIER": (
        72,
        "Whoever signed this confirmation is not an accredited verifier.",
        "Ask an accredited verifier.",
    ),
    "NOT_YOUR_ATTESTATION": (
        73,
        "This confirmation was made for another wallet.",
        "Ask your verifier for one for this wallet.",
    ),
    "ATTESTATION_EARLY": (
        74,
        "This confirmation is dated in the future.",
        "Look at your clock, and try again.",
    ),
    "ATTESTATION_OLD": (
        75,
        "This confirmation is older than 30 days.",
        "Ask your verifier for a new one.",
    ),
    "ATTESTATION_EXPIRED": (
        76,
        "This confirmation has run out.",
        "Ask your verifier for a new one.",
    ),
    "ATTESTATION_TOO_LONG": (
        77,
        "This confirmation would last longer than ten years.",
        "Ask your verifier for a shorter one.",
    ),
    "ATTESTATION_USED": (
        78,
        "This confirmation was used, or a newer one was.",
        "Ask your verifier for a new one.",
    ),
    "LEVEL_UNKNOWN": (79, "The level of this confirmation is unknown.", _REPORT),
    "COUNTRY_UNKNOWN": (80, "The country of this confirmation is unknown.", _REPORT),
    "CLASS_UNKNOWN": (81, "The investor class of this confirmation is unknown.", _REPORT),
    "FREEZE_IN_THE_PAST": (82, "This freeze would be over already.", "Choose a later date."),
    "FREEZE_TOO_LONG": (
        83,
        "This freeze is longer than the rules let one be.",
        "Choose an earlier date.",
    ),
    "FREEZE_TOO_SOON": (
        84,
        "A person is frozen again at the earliest 90 days after the last freeze ended.",
        "Wait until then.",
    ),
    "NOT_FROZEN": (85, "This person is not frozen.", "Nothing is needed."),
    "HAS_DOCUMENT": (
        86,
        "This identity is confirmed by a document, which a World ID cannot replace.",
        "Have the document confirmed again under Identity.",
    ),
    "WORLD_ID_CLOSED": (
        87,
        "World IDs are not accepted on this network.",
        "Have your identity confirmed by a verifier.",
    ),
    "WORLD_ID_REFUSED": (
        88,
        "This World ID proof is not right: it is for another account, too old, or damaged.",
        "Make a new proof in the World App.",
    ),
    "NOT_A_MEMBER": (89, "This person never showed a document.", "Nothing is needed."),
    "NOT_EXPIRED": (240, "This person's identity is confirmed.", "Nothing is needed."),
    "ALREADY_MARKED": (241, "This person is marked already.", "Nothing is needed."),
    "TAG_UNKNOWN": (
        242,
        "The human that was confirmed is no member.",
        "Join the network with this confirmation's document instead.",
    ),
    "RECOVERY_WAITS": (
        243,
        "A recovery of this person waits already.",
        "Wait until it is over.",
    ),
    "FIRST_RECOVERY_MISSING": (
        244,
        "Proof in person counts only after a first recovery.",
        "Ask two verifiers for a first recovery.",
    ),
    "PROOF_IN_PERSON_NEEDED": (
        245,
        "The present wallet cancelled a recovery before: now it takes proof in person.",
        "Ask three verifiers, and meet them.",
    ),
    "VERIFIERS_MISSING": (
        246,
        "A recovery takes two different verifiers, or three after proof in person.",
        "Ask another verifier to confirm it too.",
    ),
    "NO_RECOVERY": (247, "No recovery of this person waits.", "Nothing is needed."),
    "RECOVERY_FINAL": (
        248,
        "A recovery after proof in person cannot be cancelled.",
        "Ask three verifiers, and meet them, to have this wallet back.",
    ),
    "RECOVERY_OVER": (
        249,
        "The time to cancel this recovery is over.",
        "Ask the verifiers to recover this wallet.",
    ),
    "NOTHING_TO_SYNC": (
        251,
        "What this token's events say of that person's wallet is right already.",
        "Nothing is needed.",
    ),
    "RECOVERY_RUNS": (
        250,
        "The wait of this recovery, or after its cancelling, is not over.",
        "Come back when it is; it is shown under Identity.",
    ),
}
"""Joining, renewing, standing and recovery."""
