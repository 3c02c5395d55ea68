"""Setting the circle up, step by step: one's card, the others' cards, the key, and comparing it.

Everything that is handed to others lies open in the desk's folder, the share of the key is sealed.
Each step is on the disk before it is shown, so that it goes on wherever it was broken off. A desk
that moves its line brings a new card under the same key. **Limit:** a desk's key is not replaced in
a circle: a verifier who is added, or whose desk is lost for good, needs the shares to be handed on
(`wallet.flows.desk.succession`).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any, Final

from jwcrypto import jwk

from wallet.base.addresses import same_address
from wallet.base.errors import WalletError
from wallet.base.files import (
    parse_json,
    private_dir,
    read_json,
    read_limited,
    write_atomic,
    write_json,
)
from wallet.flows.desk.sealed import SealedFiles
from wallet.identity.tags.cards import MOST_CIRCLE, Card, circle_of, make_card, read_card
from wallet.identity.tags.dealing import Gathering, write_dealing
from wallet.identity.tags.group import decode_point, encode_point
from wallet.identity.tags.letters import MOST_LETTER, Circle, hex_bytes
from wallet.identity.tags.sharing import DESKS, THRESHOLD, PublicKey, Share, deal

SHARE: Final = "share"
_OWN: Final = "own-card.json"


class Stage(Enum):
    """What comes next for a circle."""

    CARD = "card"
    CARDS = "cards"
    DEALING = "dealing"
    COMPARE = "compare"
    READY = "ready"


class CircleSetup:
    """One desk's side of a circle; `accredited` asks the registry about an address."""

    def __init__(
        self,
        folder: Path,
        sealed: SealedFiles,
        key: jwk.JWK,
        chain_id: int,
        address: str,
        accredited: Callable[[str], bool],
        share: str = SHARE,
    ) -> None:
        self._folder = private_dir(folder)
        self._sealed, self._key = sealed, key
        self._chain_id, self._address = chain_id, address
        self._accredited = accredited
        self._share = share
        self.own_card = ""
        self.cards: dict[str, Card] = {}
        self._texts: dict[str, str] = {}
        self._dealings: dict[int, str] = {}
        self._public: PublicKey | None = None
        self._compared = False
        self._load()

    @property
    def stage(self) -> Stage:
        """What comes next."""
        if not self.own_card:
            return Stage.CARD
        if self.circle is None:
            return Stage.CARDS
        if self._public is None:
            return Stage.DEALING
        return Stage.READY if self._compared else Stage.COMPARE

    @property
    def circle(self) -> Circle | None:
        """The five desks, once all cards are here."""
        return circle_of(tuple(self.cards.values())) if len(self.cards) == DESKS else None

    @property
    def own_address(self) -> str:
        """The address of this desk's verifier, in small letters."""
        return self._address.lower()

    @property
    def desk(self) -> int:
        """The number of this desk in the circle; 0 before there is one."""
        circle = self.circle
        if circle is None:
            return 0
        found = (n for n, one in circle.members.items() if same_address(one.address, self._address))
        return next(found, 0)

    @property
    def others(self) -> dict[int, Card]:
        """The cards of the other desks by their numbers."""
        circle = self.circle
        if circle is None:
            return {}
        return {
            number: self.cards[one.address.lower()]
            for number, one in circle.members.items()
            if number != self.desk
        }

    @property
    def all_cards(self) -> str:
        """Every card that is here, as one text for those who have fewer."""
        return json.dumps([json.loads(text) for text in self._texts.values()])

    @property
    def card_texts(self) -> tuple[str, ...]:
        """The signed cards themselves."""
        return tuple(self._texts.values())

    @property
    def dealt(self) -> tuple[int, ...]:
        """The desks whose dealing is here."""
        return tuple(sorted(self._dealings))

    @property
    def public(self) -> PublicKey:
        """The public half of the key of the tags. Raises WalletError before there is one."""
        if self._public is None:
            raise not_ready()
        return self._public

    @property
    def fingerprint(self) -> str:
        """What all five read to each other before they use the key: eight groups of four."""
        digits = self.public.fingerprint.hex()[:32]
        return " ".join(digits[at : at + 4] for at in range(0, 32, 4))

    def share(self) -> Share:
        """This desk's share, unsealed. Raises WalletError."""
        found = self._sealed.read(self._share)
        if found is None or self.desk == 0:
            raise not_ready()
        share = Share(self.desk, int(str(found["secret"]), 16))
        if share.public != self.public.of_desk(self.desk):
            raise WalletError(
                "This desk’s share does not fit the key of the circle.",
                "Restore the desk’s folder from a backup.",
                "desk.share",
            )
        return share

    def ready(self) -> Circle:
        """The circle, once its key was compared. Raises WalletError before."""
        circle = self.circle
        if circle is None or self.stage is not Stage.READY:
            raise not_ready()
        return circle

    def new_card(self, name: str, line: str, seal: str, now: int) -> Card:
        """The desk's card, to be signed by the verifier. Raises WalletError beside a field."""
        return make_card(self._chain_id, self._address, name, self._key, line, seal, now)

    def keep_card(self, card: Card, signature: bytes) -> str:
        """Keep one's own signed card; answers it as it is handed to the others."""
        text = card.signed(signature)
        self.use_card(text)
        return text

    def use_card(self, text: str) -> None:
        """Take one's own card, signed before for another circle. Raises WalletError."""
        card = read_card(text, self._chain_id)
        if not same_address(card.address, self._address):
            raise ValueError("somebody else's card")
        self._keep(card, text)
        write_atomic(self._folder / _OWN, text.encode())
        self.own_card = text

    def bring(self, text: str) -> str:
        """Take what another desk handed over, a card, several, or a dealing; says what it was.

        Raises WalletError.
        """
        if text.lstrip().startswith(("{", "[")):
            return self._bring_cards(text)
        return self._bring_dealing(text)

    def own_dealing(self) -> str:
        """This desk's dealing, made once and then always the same. Raises WalletError."""
        circle = self._whole()
        path = self._path(circle, self.desk)
        if not path.exists():
            text = write_dealing(deal(self.desk, circle.fingerprint), circle, self._key)
            write_atomic(path, text.encode())
        if self.desk not in self._dealings:
            self._dealings[self.desk] = read_limited(path, MOST_LETTER).decode("ascii")
            self._gather()
        return self._dealings[self.desk]

    def adopt(self, share: Share, public: PublicKey) -> None:
        """Take a share that was not dealt by letters: a local network's published one, or one that
        was handed on. Raises WalletError before the circle is whole.
        """
        self._whole()
        self._sealed.write(self._share, {"secret": f"{share.secret:064x}"})
        self._public = public
        self._write_public()

    def compared(self) -> None:
        """The five read the same to each other: the key may be used."""
        _ = self.public
        self._compared = True
        self._write_public()

    def start_over(self) -> None:
        """Forget the others' cards and everything dealt, before the key was ever used."""
        if self._compared:
            raise WalletError(
                "This circle’s key is in use: with another every tag would be another.",
                "Hand the shares on instead.",
                "desk.in_use",
            )
        for path in self._folder.glob("dealing-*.jws"):
            path.unlink()
        for path in self._folder.glob("card-*.json"):
            path.unlink()
        (self._folder / "public.json").unlink(missing_ok=True)
        self._sealed.destroy(self._share)
        own = self.own_card
        self.cards, self._texts, self._dealings, self._public = {}, {}, {}, None
        if own:
            self._keep(read_card(own, self._chain_id), own)

    def _bring_cards(self, text: str) -> str:
        if len(text) > MOST_CIRCLE:
            raise _not_meant()
        found = parse_json(text, "What was brought")
        texts = [json.dumps(one) for one in found] if isinstance(found, list) else [text]
        if not 0 < len(texts) <= DESKS:
            raise _not_meant()
        cards = [read_card(one, self._chain_id) for one in texts]
        new = 0
        for card, one in zip(cards, texts, strict=True):
            new += self._take(card, one)
        if len(cards) == 1:
            return f"The card of {cards[0].name} is here."
        return f"{new} new {'card is' if new == 1 else 'cards are'} here."

    def _take(self, card: Card, text: str) -> bool:
        """Take one card in; whether it was new. Raises WalletError."""
        known = self.cards.get(card.address.lower())
        if same_address(card.address, self._address):
            return False  # one's own, come back
        if known is not None and known.made_at >= card.made_at:
            return False
        other = known is not None and known.key.thumbprint() != card.key.thumbprint()
        if other and self._dealings:
            raise WalletError(
                f"{card.name} has another key now than when this circle’s key was made.",
                "Speak with that verifier. Their desk has to be restored, or the shares handed on "
                "to another.",
                "desk.other_key",
            )
        if known is None and len(self.cards) >= DESKS:
            raise WalletError(
                f"This circle has its {DESKS} desks already, and {card.name} is none of them.",
                "Start over if another circle is meant.",
                "desk.sixth",
            )
        if not self._accredited(card.address):
            raise WalletError(
                f"{card.name} is no accredited verifier of this network.",
                "Their card is not taken. The network’s authority accredits verifiers.",
                "desk.not_accredited",
            )
        self._keep(card, text)
        return True

    def _bring_dealing(self, text: str) -> str:
        circle = self._whole()
        gathering = Gathering(self.desk, circle, self._key)
        for known in self._dealings.values():
            gathering.receive(known)
        dealer = gathering.receive(text.strip())
        name = circle.members[dealer].name
        write_atomic(self._path(circle, dealer), text.strip().encode("ascii"))
        self._dealings[dealer] = text.strip()
        self._gather()
        return f"What {name} dealt is here, and it fits."

    def _gather(self) -> None:
        """Make the share, once all five have dealt."""
        if len(self._dealings) < DESKS or self._public is not None:
            return
        gathering = Gathering(self.desk, self._whole(), self._key)
        for text in self._dealings.values():
            gathering.receive(text)
        share, public = gathering.share()
        self._sealed.write(self._share, {"secret": f"{share.secret:064x}"})
        self._public = public
        self._write_public()

    def _whole(self) -> Circle:
        circle = self.circle
        if circle is None:
            raise WalletError(
                "The circle is not complete yet.",
                "Bring the cards of the other desks first.",
                "desk.cards",
            )
        return circle

    def _keep(self, card: Card, text: str) -> None:
        write_atomic(self._folder / f"card-{card.address.lower()}.json", text.encode())
        self.cards[card.address.lower()] = card
        self._texts[card.address.lower()] = text

    def _path(self, circle: Circle, desk: int) -> Path:
        return self._folder / f"dealing-{circle.fingerprint.hex()[:16]}-{desk}.jws"

    def _write_public(self) -> None:
        rows = [encode_point(one).hex() for one in self.public.commitments]
        write_json(
            self._folder / "public.json",
            {"version": 1, "commitments": rows, "compared": self._compared},
        )

    def _load(self) -> None:
        own = self._folder / _OWN
        for path in sorted(self._folder.glob("card-*.json")):
            text = read_limited(path, 8_192).decode()
            card = read_card(text, self._chain_id)
            self.cards[card.address.lower()] = card
            self._texts[card.address.lower()] = text
        if own.exists():
            self.own_card = read_limited(own, 8_192).decode()
        circle = self.circle
        if circle is None:
            return
        for number in circle.members:
            path = self._path(circle, number)
            if path.exists():
                self._dealings[number] = read_limited(path, MOST_LETTER).decode("ascii")
        path = self._folder / "public.json"
        if path.exists():
            self._public, self._compared = _public(read_json(path))
        else:
            self._gather()  # the last dealing came just before everything stopped


def _public(found: Any) -> tuple[PublicKey, bool]:
    try:
        rows = found["commitments"]
        if found["version"] == 1 and len(rows) == THRESHOLD:
            points = tuple(decode_point(hex_bytes(one, 33)) for one in rows)
            return PublicKey(points), found["compared"] is True
    except (KeyError, TypeError, ValueError):
        pass  # said below
    raise WalletError(
        "The desk’s file about the circle’s key is damaged.",
        "Restore the desk’s folder from a backup.",
        "desk.public",
    )


def not_ready() -> WalletError:
    """What is said where tags are needed before the circle has its key."""
    return WalletError(
        "The circle of five desks has no key yet, so there are no tags.",
        "Set the circle up first.",
        "desk.circle",
    )


def _not_meant() -> WalletError:
    return WalletError(
        "This is neither a desk’s card nor a letter of one.", "Choose what was meant.", "desk.bring"
    )
