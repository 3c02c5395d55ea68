"""From a request to its answer: seen, kept as evidence, tagged, judged, signed, handed back.

Each step is sealed on the disk before the next begins. What is to be signed is written down whole,
credential included, before it is: who falls over between signing and handing back signs the very
same again, and a request that was answered gets that answer again and never a second.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wallet.base.addresses import checksum
from wallet.base.clock import YEAR
from wallet.base.errors import WalletError
from wallet.flows.desk.answering_with import answer_of, compose, request_of
from wallet.flows.desk.case import BOXES, Case, ChipSeen, Seen, boxes_for, chip_seen, read_case
from wallet.flows.desk.desk import Desk
from wallet.flows.desk.names import check_name, judge_named
from wallet.flows.desk.queue import ANSWERED, CHECKING, REFUSED, WAITING, Entry
from wallet.identity.asking_for_name import NameAsking, peek_name_request
from wallet.identity.asking_to_join import JoinAsking, peek_join_request
from wallet.identity.asking_to_recover import RecoveryAsking, peek_recovery_request
from wallet.identity.glance import JOIN, NAME, RECOVERY
from wallet.identity.mrz import Zone, read_zone, run_out
from wallet.identity.passport.chip import read_chip
from wallet.identity.passport.passive import authenticate
from wallet.identity.tags.asking import (
    CHIP_GENUINE,
    DOCUMENT_SEEN,
    PERSON_SEEN,
    Asking,
    Evidence,
    ask,
    resume,
)
from wallet.identity.tags.judging import Finding, Judgement, judge
from wallet.identity.tags.subjects import Kind, Subject, subjects_of, subjects_with
from wallet.signing.typed import TypedRequest


class Work:
    """One request at the desk."""

    def __init__(self, desk: Desk, entry: Entry) -> None:
        """Open a request; raises WalletError, and throws it out, where its signatures fail."""
        self.desk, self.entry = desk, entry
        kept = desk.cases.read(entry.number)
        self.case = Case(entry.number, entry.kind, checksum(entry.account), 0)
        if kept is not None:
            self.case = read_case(kept)
        elif entry.state not in (ANSWERED, REFUSED):
            self._begin()

    def _begin(self) -> None:
        try:
            self.desk.read(self.entry.text)
        except WalletError as refused:
            if refused.code in ("join.signature", "recover.signature", "name.signature"):
                self.desk.queue.throw_out(self.entry.number)
            raise
        self.case.began = self.desk.views.now()

    @property
    def recovers(self) -> bool:
        """Whether a lost wallet is to be recovered."""
        return self.case.kind == RECOVERY

    @property
    def wished(self) -> str:
        """The name that an issuer asks to be confirmed; nothing for other requests."""
        asking = self._opened() if self.case.kind == NAME else None
        return asking.name if isinstance(asking, NameAsking) else ""

    def today(self) -> Any:
        """The day, by the chain's time."""
        return datetime.fromtimestamp(self.desk.views.now(), UTC).date()

    # What is seen

    def bring_chip(self, path: Path) -> ChipSeen:
        """Check the chip's files against the folder of certificates; kept with what was seen.

        Raises WalletError for files that are none of a chip; a verdict is no error.
        """
        chip = read_chip(path)
        kept = self.desk.certificates()
        verdict = authenticate(chip, kept, self.desk.views.now())
        self.case.chip = chip_seen(chip, verdict)
        return self.case.chip

    def check(self, seen: Seen) -> Zone:
        """Hold what was written down. Raises WalletError beside the field that does not fit."""
        chip = self.case.chip
        zone = read_zone(seen.zone, self.today())
        late = run_out(zone, self.today())
        if late is not None:
            raise late.beside("lines")
        if chip is not None and chip.outcome == "false":
            raise WalletError(
                "The chip says that this document is false.",
                "It cannot be signed for. Refuse the request, and keep what you saw.",
                "desk.false",
                "chip",
            )
        if chip is not None and chip.zone and read_zone(chip.zone, self.today()) != zone:
            raise WalletError(
                "The chip is of another document than these lines.",
                "Compare them; bring the chip of this document.",
                "desk.other_chip",
                "chip",
            )
        needed = boxes_for(chip, seen.investor_class, self.case.kind)
        missing = [box for box in needed if box not in seen.boxes]
        if missing:
            raise WalletError(
                f"Not everything was ticked yet: {BOXES[missing[0]]}",
                "Look at it, then tick it. Whoever signs answers for each of them.",
                "desk.boxes",
                "boxes",
            )
        asking = self._opened()
        if isinstance(asking, NameAsking):
            check_name(asking, zone, seen, self.claimed())
        elif not 0 < seen.country < 1_000:
            raise WalletError(
                "The country where they live is missing.", "Choose it.", "desk.country", "country"
            )
        self._subjects(seen)
        return zone

    def see(self, seen: Seen) -> None:
        """Write down what was seen, sealed, and keep it as evidence. Raises WalletError."""
        zone = self.check(seen)
        case, now = self.case, self.desk.views.now()
        case.seen = seen
        if not case.record:
            case.until = now + seen.keep_years * YEAR
            record = self.desk.evidence.add(self._seen_content(zone), now, case.until)
            case.record, case.digest = record.identifier, record.digest
        self._save(CHECKING)

    # Tags

    def ask(self) -> str:
        """The letter that asks the others for this person's tags, made once. Raises WalletError."""
        case, desk = self.case, self.desk
        circle = desk.circle.ready()
        if not case.asking:
            subjects = self._subjects(case.seen)
            checks = {PERSON_SEEN, DOCUMENT_SEEN}
            if case.chip is not None and case.chip.outcome == "genuine":
                checks.add(CHIP_GENUINE)
            evidence = Evidence(case.account, frozenset(checks), bytes.fromhex(case.digest))
            number = desk.circle.desk
            asking = ask(subjects, evidence, number, circle, desk.key, desk.views.now())
            case.asking = asking.to_secret().decode()
            case.answers, case.refusals = {}, {}
            self._save(WAITING)
        own = str(desk.circle.desk)
        asking = self._asking()
        if own not in case.answers:
            case.answers[own] = desk.answer(asking.letter)
            self._save(WAITING)
        return asking.letter

    def ask_lines(self) -> None:
        """Ask the others at their addresses until three have answered; who fails is named."""
        letter = self.ask()
        for number in self.desk.circle.others:
            if len(self.case.answers) >= 3:
                break
            if str(number) in self.case.answers:
                continue
            try:
                self.receive(self.desk.ask_line(number, letter))
            except WalletError as refused:
                self.case.refusals[str(number)] = str(refused)
        self._save(WAITING)

    def receive(self, letter: str) -> str:
        """Take one desk's answer; says whose. Raises WalletError naming a desk that lies."""
        circle = self.desk.circle.ready()
        number = self._asking().receive(letter, circle, self.desk.circle.public)
        self.case.answers[str(number)] = letter.strip()
        self.case.refusals.pop(str(number), None)
        self._save(WAITING)
        return circle.members[number].name

    @property
    def waits_for(self) -> int:
        """How many answers are still needed."""
        return max(0, 3 - len(self.case.answers))

    def judge(self) -> Judgement:
        """Judge the person by their tags, once three desks have answered. Raises WalletError."""
        tags = self._asking().tags()
        judged = self._judged(tags)
        case = self.case
        case.claimed = self.claimed()
        case.tags = {kind.value: tag.hex() for kind, tag in tags.items()}
        case.finding, case.said, case.persons = (
            judged.finding.value, judged.sentence, judged.persons,
        )  # fmt: skip
        self._save(WAITING)
        return judged

    def _judged(self, tags: Mapping[Kind, bytes]) -> Judgement:
        asking = self._opened()
        if isinstance(asking, NameAsking):
            return judge_named(tags, self._owner, asking.person, self.claimed())
        found = judge(tags, self._owner, self.desk.register.alike, self.claimed())
        if not self.recovers:
            return found
        owners = {self._owner(tag) for kind, tag in tags.items() if kind.strong} - {0}
        if len(owners) == 1:
            return Judgement(
                Finding.SAME, tuple(owners), "This is a member whose wallet can be recovered."
            )
        if owners:
            return replace(found, finding=Finding.REFUSED)
        return Judgement(
            Finding.REFUSED,
            found.persons,
            "Nobody has joined with this document, so there is no wallet to recover. A member "
            "whose document was renewed shows the one they joined with, or a national number.",
        )

    def claimed(self) -> int:
        """The person whose wallet asks, 0 for a stranger."""
        return int(self.desk.views.read("Registry", "person_of", self.case.account))

    @property
    def proves_themselves(self) -> bool:
        """Whether the look is at who the wallet's owner is, and not at somebody alike."""
        return bool(self.case.claimed) and self.case.persons == (self.case.claimed,)

    def kept_of(self, person: int) -> str:
        """The evidence that this desk keeps of another person, to compare with; nothing if none."""
        wallet = str(self.desk.views.read("Registry", "wallet_of", person)).lower()
        entries = self.desk.queue.of_account(wallet)
        known = {one.identifier for one in self.desk.evidence.records}
        return next((one for entry in entries for one in entry.records if one in known), "")

    def look(self, accept: bool, reason: str) -> None:
        """Decide after a human look, with the reason. Raises WalletError beside `reason`."""
        if len(reason.strip()) < 10:
            raise WalletError(
                "Say in a sentence what you compared and what you found.",
                "It is kept with the evidence, and whoever asks later reads it.",
                "desk.reason",
                "reason",
            )
        self.case.looked, self.case.reason = ("accepted" if accept else "refused"), reason.strip()
        self._save(WAITING)
        if not accept:
            self.refuse(reason)

    @property
    def may_sign(self) -> bool:
        """Whether the judgement lets it be signed."""
        case = self.case
        if case.finding == Finding.LOOK.value:
            return case.looked == "accepted"
        if case.finding == Finding.SAME.value:
            return self.recovers or bool(self.claimed())
        return case.finding == Finding.NEW.value

    # Signing

    def statements(self) -> tuple[TypedRequest, ...]:
        """What is to be signed, made once and written down. Raises WalletError."""
        case = self.case
        if not self.may_sign:
            raise WalletError(
                case.said or "This person was not judged yet.",
                "Nothing can be signed as it is.",
                "desk.may_not",
            )
        if not case.statements:
            case.credential, case.statements = compose(self.desk, self._opened(), case)
            self._save(WAITING)
        return tuple(request_of(self.desk, case.kind, one) for one in case.statements)

    def signed(self, signatures: tuple[bytes, ...]) -> tuple[str, ...]:
        """Take the verifier's signatures; answers what is handed back, kept before it is shown."""
        case = self.case
        signed = list(zip(case.statements, signatures, strict=True))
        answers = [
            answer_of(self.desk, case, row, signature, number == 0)
            for number, (row, signature) in enumerate(signed)
        ]
        case.done = answers
        self._save(WAITING)
        self._finish()
        return tuple(answers)

    def answers(self) -> tuple[str, ...]:
        """The answer that was given, again. Raises WalletError where its evidence is deleted."""
        if self.case.done:
            if self.entry.state != ANSWERED:
                self._finish()
            return tuple(self.case.done)
        for identifier in reversed(self.entry.records):
            found = json.loads(self.desk.evidence.open(identifier))
            if isinstance(found.get("answers"), list):
                return tuple(str(one) for one in found["answers"])
        raise WalletError(
            "This request was answered, and its answer was deleted with the evidence.",
            "Ask the wallet for a new request.",
            "desk.answer_gone",
        )

    def refuse(self, reason: str) -> None:
        """Refuse the request; what was seen stays as evidence, with the reason."""
        case = self.case
        records = [case.record] if case.record else []
        if case.record:
            records.append(self._keep_end({"refused": reason.strip()}))
        self.desk.queue.turn(case.number, REFUSED, "By the verifier, after the check", records)
        self.desk.cases.destroy(case.number)

    def _finish(self) -> None:
        """The answer goes to the evidence, the queue hears of it, and the case is destroyed."""
        case = self.case
        entry = self.desk.queue.find(case.number)
        if entry is not None and entry.state != ANSWERED:
            if case.kind == JOIN:
                tags = {Kind(kind): bytes.fromhex(tag) for kind, tag in case.tags.items()}
                self.desk.noting.note(case.account, tags, self.desk.views.now())
            last = self._keep_end({"answers": case.done})
            self.desk.queue.turn(case.number, ANSWERED, "", [case.record, last])
        self.desk.cases.destroy(case.number)

    def _keep_end(self, more: Mapping[str, Any]) -> str:
        case = self.case
        content = {
            "request": self.entry.text,
            "tags": case.tags,
            "finding": case.said,
            "looked": case.looked,
            "reason": case.reason,
            **more,
        }
        now = self.desk.views.now()
        until = max(case.until, now + 1)
        record = self.desk.evidence.add(json.dumps(content).encode(), now, until)
        return record.identifier

    def _seen_content(self, zone: Zone) -> bytes:
        case = self.case
        content = {
            "request": self.entry.text,
            "seen": {**case.to_json()["seen"]},
            "name": f"{case.seen.given or zone.given} {case.seen.surname or zone.surname}".strip(),
            "chip": case.to_json()["chip"],
        }
        return json.dumps(content).encode()

    def _subjects(self, seen: Seen) -> tuple[Subject, ...]:
        """What tags are asked for. Raises WalletError beside a field."""
        zone = read_zone(seen.zone, self.today())
        if not seen.other.strip():
            return subjects_of(zone, seen.national, seen.place)
        try:
            other = read_zone(seen.other, self.today())
        except WalletError as refused:
            raise refused.beside("other") from refused
        return subjects_with(zone, other, seen.national, seen.place)

    def _opened(self) -> JoinAsking | RecoveryAsking | NameAsking:
        """The request; its signatures held when it was opened, within its days."""
        if self.recovers:
            return peek_recovery_request(self.entry.text)
        if self.case.kind == NAME:
            return peek_name_request(self.entry.text)
        return peek_join_request(self.entry.text)

    def _asking(self) -> Asking:
        circle = self.desk.circle.ready()
        asking = resume(self.case.asking.encode(), circle)
        for letter in self.case.answers.values():
            asking.receive(letter, circle, self.desk.circle.public)
        return asking

    def _owner(self, tag: bytes) -> int:
        return int(self.desk.views.read("Registry", "tag_owner", tag))

    def _save(self, state: str) -> None:
        self.desk.cases.write(self.case.number, self.case.to_json())
        if self.entry.state != state:
            self.desk.queue.turn(self.case.number, state)
            self.entry = replace(self.entry, state=state)
