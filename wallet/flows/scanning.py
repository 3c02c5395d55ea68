"""Reading one thing from codes: by camera, from a picture, from the clipboard or from a file."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from wallet.base.errors import WalletError
from wallet.signing.ur.codes import Progress, Receiver, Resource
from wallet.signing.ur.papers import KIND as PAPER
from wallet.signing.ur.papers import Paper
from wallet.signing.ur.problems import damaged, no_code, too_large
from wallet.signing.ur.registry import Item, expect, read

MOST_TEXT: Final = 4 * 2**20
"""Most characters of a text that is pasted, or of a file."""


class Scan:
    """Reads one thing of the wanted kinds, line by line or from a text of many."""

    def __init__(self, kinds: Collection[str], needed: str) -> None:
        """`kinds` by their names in `registry`; `needed` is what a person calls them."""
        self._kinds = kinds
        self._needed = needed
        self._receiver = Receiver()
        self._item: Item | None = None

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return self._receiver.progress

    @property
    def item(self) -> Item | None:
        """What was read, once it is whole."""
        return self._item

    @property
    def resource(self) -> Resource | None:
        """The same as it travelled."""
        return self._receiver.resource if self._item is not None else None

    def take(self, text: str) -> bool:
        """Take what a camera saw, or a pasted text; answers whether it told something new.

        Raises WalletError: what is no code or a damaged one leaves what was gathered as it is,
        and is said once the other lines were taken; a code for something else (`ur.another`)
        ends it.
        """
        if len(text) > MOST_TEXT:
            raise too_large()
        lines = [line for line in text.splitlines() if line.strip()]
        told, wrong = False, None if lines else no_code()
        for line in lines:
            try:
                told = self._take(line) or told
            except WalletError as error:
                if error.code not in ("ur.damaged", "ur.mixed", "ur.no-code"):
                    raise
                wrong = wrong or error
        if wrong is not None and self._item is None:
            raise wrong
        return told

    def restart(self) -> None:
        """Forget what was gathered."""
        self._receiver, self._item = Receiver(), None

    def need(self) -> Item:
        """What was read. Raises WalletError while it is not whole."""
        self._receiver.need()
        if self._item is None:
            raise damaged()
        return self._item

    def _take(self, line: str) -> bool:
        if self._item is not None:
            return False
        new = self._receiver.take(line)
        try:
            expect(self._receiver.kind, self._kinds, self._needed)
            if self._receiver.resource is not None:
                self._item = read(self._receiver.resource)
        except WalletError:
            self.restart()  # nothing more can come of it
            raise
        return new


class PaperScan:
    """Reads one paper: from codes, or as the text itself, as a file or the clipboard has it."""

    def __init__(self, needed: str) -> None:
        """`needed` is what a person calls what is needed."""
        self._scan = Scan((PAPER,), needed)

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return self._scan.progress

    def take(self, text: str) -> str:
        """Take a part; answers the paper once it is whole, and nothing before.

        Raises WalletError for codes as `Scan.take`. Then it begins anew.
        """
        if text.strip()[:3].lower() != "ur:":
            self._scan.restart()
            return text.strip()
        self._scan.take(text)
        item = self._scan.item
        if not isinstance(item, Paper):
            return ""
        self._scan.restart()
        return item.text
