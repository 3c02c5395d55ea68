"""The tables of the books. Amounts may pass 64 bits, so they are kept as decimal text (`BIGTEXT`).

`event` holds what happened as the chain said it; every other table of `FOLDED` is made from it
and can be made again. `interest` holds the people whose every movement is read where not all are:
those who were asked for, and whose tokens they hold. `undo` has rows of the others as they were
before each of the last blocks.
"""

from __future__ import annotations

from typing import Final

VERSION: Final = 6
"""Raised with every change of a folded table or of a fold: all of them are then made again.

They are made from the events that are kept. `EVENTS` is raised where those are kept in another way:
then they are read from the chain again.
"""
EVENTS: Final = 1

RAW: Final = """
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS interest (id INTEGER PRIMARY KEY, asked INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS block (number INTEGER PRIMARY KEY, hash TEXT NOT NULL, at INTEGER);
CREATE TABLE IF NOT EXISTS event (
    block INTEGER NOT NULL, log INTEGER NOT NULL, tx TEXT NOT NULL, at INTEGER NOT NULL,
    contract TEXT NOT NULL, name TEXT NOT NULL, fields TEXT NOT NULL,
    PRIMARY KEY (block, log)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS undo (
    block INTEGER NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, was TEXT,
    PRIMARY KEY (block, name, key)
) WITHOUT ROWID;
"""

FOLDED: Final = {
    "person": """
        id INTEGER PRIMARY KEY, account TEXT NOT NULL, level INTEGER NOT NULL,
        country INTEGER NOT NULL, class INTEGER NOT NULL, expires INTEGER NOT NULL,
        frozen_until INTEGER NOT NULL DEFAULT 0, banned INTEGER NOT NULL DEFAULT 0,
        joined INTEGER NOT NULL, credential TEXT NOT NULL, verifier TEXT NOT NULL,
        attestor INTEGER NOT NULL DEFAULT 0, credit BIGTEXT NOT NULL DEFAULT '0',
        first_due INTEGER NOT NULL DEFAULT 0, rank INTEGER NOT NULL DEFAULT 0,
        marked INTEGER NOT NULL DEFAULT 0, recovery TEXT,
        recovery_ends INTEGER NOT NULL DEFAULT 0,
        in_person INTEGER NOT NULL DEFAULT 0, cancelled INTEGER NOT NULL DEFAULT 0,
        yearly BIGTEXT NOT NULL DEFAULT '0',
        yearly_until INTEGER NOT NULL DEFAULT 0, stated INTEGER NOT NULL DEFAULT 0,
        spent BIGTEXT NOT NULL DEFAULT '0'""",
    "verifier": "account TEXT PRIMARY KEY, serves INTEGER NOT NULL, at INTEGER NOT NULL DEFAULT 0,"
    " confirmed INTEGER NOT NULL DEFAULT 0",
    "former": "account TEXT PRIMARY KEY, person INTEGER NOT NULL",
    "token": """
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, terms_hash TEXT NOT NULL,
        issued INTEGER NOT NULL, reference BIGTEXT NOT NULL DEFAULT '0',
        acc BIGTEXT NOT NULL DEFAULT '0', face TEXT, terms TEXT,
        halted_until INTEGER NOT NULL DEFAULT 0,
        shared BIGTEXT NOT NULL DEFAULT '0', gains BIGTEXT NOT NULL DEFAULT '0',
        raised BIGTEXT NOT NULL DEFAULT '0', holders INTEGER NOT NULL DEFAULT 0,
        retail INTEGER NOT NULL DEFAULT 0""",
    "position": """
        token INTEGER NOT NULL, person INTEGER NOT NULL, units BIGTEXT NOT NULL DEFAULT '0',
        reserved BIGTEXT NOT NULL DEFAULT '0', checkpoint BIGTEXT NOT NULL DEFAULT '0',
        pending BIGTEXT NOT NULL DEFAULT '0', since INTEGER NOT NULL DEFAULT 0,
        received BIGTEXT NOT NULL DEFAULT '0', realised BIGTEXT NOT NULL DEFAULT '0',
        siphon BIGTEXT NOT NULL DEFAULT '0', PRIMARY KEY (token, person)""",
    "lot": """
        token INTEGER NOT NULL, person INTEGER NOT NULL, serial INTEGER NOT NULL,
        units BIGTEXT NOT NULL, cost BIGTEXT NOT NULL, paid BIGTEXT NOT NULL,
        acquired INTEGER NOT NULL, unlocks INTEGER NOT NULL,
        PRIMARY KEY (token, person, serial)""",
    "sale": """
        block INTEGER NOT NULL, log INTEGER NOT NULL, tx TEXT NOT NULL, at INTEGER NOT NULL,
        token INTEGER NOT NULL, seller INTEGER NOT NULL, buyer INTEGER NOT NULL,
        units BIGTEXT NOT NULL, paid BIGTEXT NOT NULL, proceeds BIGTEXT NOT NULL,
        cost BIGTEXT NOT NULL, gain BIGTEXT NOT NULL, siphon BIGTEXT NOT NULL,
        bought_for BIGTEXT NOT NULL, PRIMARY KEY (block, log)""",
    "forced": """
        block INTEGER NOT NULL, log INTEGER NOT NULL, at INTEGER NOT NULL,
        token INTEGER NOT NULL, sender INTEGER NOT NULL, receiver INTEGER NOT NULL,
        units BIGTEXT NOT NULL, paid BIGTEXT NOT NULL, PRIMARY KEY (block, log)""",
    "claim": """
        block INTEGER NOT NULL, log INTEGER NOT NULL, tx TEXT NOT NULL, at INTEGER NOT NULL,
        holder INTEGER NOT NULL, token INTEGER NOT NULL, amount BIGTEXT NOT NULL,
        passed_on BIGTEXT NOT NULL, PRIMARY KEY (block, log)""",
    "share": """
        block INTEGER NOT NULL, log INTEGER NOT NULL, tx TEXT NOT NULL, at INTEGER NOT NULL,
        issuer INTEGER NOT NULL, kind INTEGER NOT NULL, gain BIGTEXT NOT NULL,
        amount BIGTEXT NOT NULL, payer INTEGER NOT NULL, PRIMARY KEY (block, log)""",
    "offering": """
        id INTEGER PRIMARY KEY, issuer INTEGER NOT NULL, units_min BIGTEXT NOT NULL,
        units_max BIGTEXT NOT NULL, price BIGTEXT NOT NULL, opened INTEGER NOT NULL,
        deadline INTEGER NOT NULL, regime INTEGER NOT NULL, lockup INTEGER NOT NULL,
        terms_hash TEXT NOT NULL, closed INTEGER, success INTEGER, sold BIGTEXT,
        reason TEXT NOT NULL DEFAULT '', proceeds BIGTEXT NOT NULL DEFAULT '0',
        ready BIGTEXT NOT NULL DEFAULT '0'""",
    "entry": """
        offering INTEGER NOT NULL, number INTEGER NOT NULL, person INTEGER NOT NULL,
        units BIGTEXT NOT NULL, paid BIGTEXT NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL,
        taken BIGTEXT NOT NULL DEFAULT '0', allotted BIGTEXT, serial INTEGER,
        PRIMARY KEY (offering, number)""",
    "auction": """
        token INTEGER NOT NULL, number INTEGER NOT NULL, opened INTEGER NOT NULL,
        start INTEGER NOT NULL, ends INTEGER NOT NULL, extended INTEGER NOT NULL DEFAULT 0,
        restarts INTEGER NOT NULL DEFAULT 0, cancelled INTEGER NOT NULL DEFAULT 0,
        priced INTEGER NOT NULL DEFAULT 0, price BIGTEXT, units BIGTEXT NOT NULL DEFAULT '0',
        money BIGTEXT NOT NULL DEFAULT '0', settled INTEGER, gone_sell BIGTEXT,
        gone_buy BIGTEXT, PRIMARY KEY (token, number)""",
    "ask": """
        token INTEGER NOT NULL, person INTEGER NOT NULL, side INTEGER NOT NULL,
        units BIGTEXT NOT NULL, price BIGTEXT NOT NULL, money BIGTEXT NOT NULL,
        placed INTEGER NOT NULL, expires INTEGER, seq INTEGER NOT NULL,
        of_banned INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (token, person)""",
    "stake": """
        id INTEGER PRIMARY KEY, owner INTEGER NOT NULL, company_key TEXT NOT NULL,
        commitment TEXT NOT NULL, package TEXT NOT NULL, attestors TEXT NOT NULL,
        declared INTEGER NOT NULL, attested INTEGER, sold BIGTEXT NOT NULL DEFAULT '0',
        version INTEGER NOT NULL DEFAULT 1""",
    "stake_version": """
        stake INTEGER NOT NULL, version INTEGER NOT NULL, owner INTEGER NOT NULL,
        company_key TEXT NOT NULL, commitment TEXT NOT NULL, package TEXT NOT NULL,
        attestors TEXT NOT NULL, declared INTEGER NOT NULL, attested INTEGER,
        PRIMARY KEY (stake, version)""",
    "exit": """
        id INTEGER PRIMARY KEY, stake INTEGER NOT NULL, owner INTEGER NOT NULL,
        units BIGTEXT NOT NULL, proceeds BIGTEXT NOT NULL, selling_costs BIGTEXT NOT NULL,
        cost BIGTEXT NOT NULL, gain BIGTEXT NOT NULL, closed INTEGER NOT NULL,
        reported INTEGER NOT NULL, evidence TEXT NOT NULL, attested INTEGER, debt INTEGER,
        attestors TEXT NOT NULL""",
    "matter": """
        exit INTEGER PRIMARY KEY, opener INTEGER NOT NULL, bond BIGTEXT NOT NULL,
        ends INTEGER NOT NULL, state TEXT NOT NULL, disputer INTEGER, disputed INTEGER,
        reason TEXT, winner INTEGER""",
    "debt": """
        id INTEGER PRIMARY KEY, exit INTEGER NOT NULL, issuer INTEGER NOT NULL,
        gain BIGTEXT NOT NULL, gain_left BIGTEXT NOT NULL, opened INTEGER NOT NULL,
        due INTEGER NOT NULL, paid BIGTEXT NOT NULL DEFAULT '0',
        ended INTEGER, creditor INTEGER NOT NULL DEFAULT 0, rate INTEGER NOT NULL DEFAULT 10""",
    "regime": "id INTEGER PRIMARY KEY, name TEXT NOT NULL, source TEXT NOT NULL",
    "number": """
        part INTEGER NOT NULL, place INTEGER NOT NULL, value BIGTEXT NOT NULL,
        PRIMARY KEY (part, place)""",
    "stop": "id INTEGER PRIMARY KEY, until INTEGER NOT NULL",
    "role": "name TEXT PRIMARY KEY, account TEXT NOT NULL",
    "decision": """
        id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, subject INTEGER NOT NULL,
        origin INTEGER NOT NULL, author INTEGER NOT NULL, target TEXT NOT NULL,
        data TEXT NOT NULL, reason TEXT NOT NULL, uri TEXT NOT NULL, published INTEGER NOT NULL,
        ready INTEGER NOT NULL, ends INTEGER NOT NULL, members INTEGER NOT NULL,
        needed INTEGER NOT NULL, quorum INTEGER NOT NULL, status TEXT NOT NULL, closed INTEGER,
        answer TEXT, vetoes INTEGER NOT NULL DEFAULT 0, yes INTEGER NOT NULL DEFAULT 0,
        no INTEGER NOT NULL DEFAULT 0, support INTEGER NOT NULL DEFAULT 0, sealed TEXT,
        opinion INTEGER""",
    "voice": """
        decision INTEGER NOT NULL, person INTEGER NOT NULL, what TEXT NOT NULL,
        at INTEGER NOT NULL, PRIMARY KEY (decision, person, what)""",
    "report": """
        id INTEGER PRIMARY KEY, reporter INTEGER NOT NULL, bond BIGTEXT NOT NULL,
        committed INTEGER NOT NULL, state TEXT NOT NULL, subject INTEGER NOT NULL DEFAULT 0,
        company TEXT NOT NULL DEFAULT '', closed INTEGER NOT NULL DEFAULT 0,
        amount BIGTEXT NOT NULL DEFAULT '0', evidence TEXT, answer_by INTEGER, answer TEXT,
        declared INTEGER, gain BIGTEXT""",
    "strike": """
        block INTEGER NOT NULL, log INTEGER NOT NULL, at INTEGER NOT NULL,
        person INTEGER NOT NULL, cause INTEGER NOT NULL, number INTEGER NOT NULL,
        PRIMARY KEY (block, log)""",
    "quote": """
        token INTEGER NOT NULL, block INTEGER NOT NULL, log INTEGER NOT NULL,
        at INTEGER NOT NULL, price BIGTEXT NOT NULL, PRIMARY KEY (token, block, log)""",
    "involved": """
        who TEXT NOT NULL, block INTEGER NOT NULL, log INTEGER NOT NULL,
        PRIMARY KEY (who, block, log)""",
    "wallet_money": "account TEXT PRIMARY KEY, amount BIGTEXT NOT NULL",
}
"""Table name to columns.

`in_person` and `cancelled` say of a recovery what the registry keeps of it, `former` whose a wallet
was before one.

`stake_version` keeps a stake as it was declared and each time it was amended, `matter` what became
of an exit that was put up for dispute; a debt with a `creditor` is owed to that one person.
`forced` keeps what was paid for shares that a decision gave to another, which no event says.
`number` and `stop` keep what was decided of the rules' numbers and of the market, `voice` what
members said of decisions; `quote` keeps every reference price, `ask` holds standing orders of both
sides (sell 1, buy 2), and `involved` tells whom each event names: a person's id or an account, as
text.
"""

INDEXES: Final = """
CREATE INDEX IF NOT EXISTS position_person ON position (person);
CREATE INDEX IF NOT EXISTS person_account ON person (account);
CREATE INDEX IF NOT EXISTS person_recovery ON person (recovery) WHERE recovery IS NOT NULL;
CREATE INDEX IF NOT EXISTS person_attestor ON person (id) WHERE attestor = 1;
CREATE INDEX IF NOT EXISTS sale_token ON sale (token);
CREATE INDEX IF NOT EXISTS sale_seller ON sale (seller);
CREATE INDEX IF NOT EXISTS sale_buyer ON sale (buyer);
CREATE INDEX IF NOT EXISTS claim_holder ON claim (holder);
CREATE INDEX IF NOT EXISTS share_issuer ON share (issuer);
CREATE INDEX IF NOT EXISTS entry_person ON entry (person);
CREATE INDEX IF NOT EXISTS offering_issuer ON offering (issuer);
CREATE INDEX IF NOT EXISTS offering_open ON offering (deadline) WHERE closed IS NULL;
CREATE INDEX IF NOT EXISTS auction_open ON auction (ends, token) WHERE settled IS NULL;
CREATE INDEX IF NOT EXISTS auction_settled ON auction (settled) WHERE settled IS NOT NULL;
CREATE INDEX IF NOT EXISTS ask_person ON ask (person);
CREATE INDEX IF NOT EXISTS debt_issuer ON debt (issuer);
CREATE INDEX IF NOT EXISTS exit_owner ON exit (owner);
CREATE INDEX IF NOT EXISTS exit_open ON exit (id) WHERE attested IS NULL;
CREATE INDEX IF NOT EXISTS stake_open ON stake (id) WHERE attested IS NULL;
CREATE INDEX IF NOT EXISTS stake_owner ON stake (owner);
CREATE INDEX IF NOT EXISTS decision_subject ON decision (subject);
CREATE INDEX IF NOT EXISTS report_subject ON report (subject);
"""


def schema() -> str:
    """Every statement that makes the tables where they are not there yet."""
    tables = (
        # Rows without a number of their own lie in the order of their key, once and not twice.
        f"CREATE TABLE IF NOT EXISTS {name} ({columns})"
        f"{'' if 'INTEGER PRIMARY KEY' in columns else ' WITHOUT ROWID'};"
        for name, columns in FOLDED.items()
    )
    return RAW + "\n".join(tables) + INDEXES
