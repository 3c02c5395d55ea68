"""How other desks reach this one: by letters, or at an address where it answers over HTTPS."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import TextField
from ui.widgets.layout import TOP, clear, column, grouped, row
from ui.widgets.note import Note
from ui.widgets.papers import PaperCode
from ui.widgets.text import Text
from wallet.base.errors import WalletError


class LineDialog(Dialog):
    """Begins and ends answering; a new address makes a new card, which the others bring."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("How other desks reach you", parent, width=960)
        self.app = context
        self.add(
            Text(
                "Without this, other desks bring you letters. With it, your computer answers their "
                "letters by itself, over HTTPS, while this wallet is unlocked. It answers the "
                "circle alone, so many times a day, and remembers each request.",
                "body",
                "ink2",
            )
        )
        self.line = TextField(
            "Address that others use", "Like https://desk.example.org:8443.", longest=200
        )
        self.host = TextField("Listen on", "0.0.0.0 is every network of this computer.")
        self.port = TextField("Port")
        lines = row(gap="l")
        lines.addWidget(self.line, 2, TOP)
        lines.addWidget(self.host, 1, TOP)
        lines.addWidget(self.port, 1, TOP)
        self.add(lines)
        self.state = Note("", "accent")
        self.add(self.state)
        self.trouble = Note("", "oxide")
        self.trouble.hide()
        self.add(self.trouble)
        self._place = column()
        self.add(grouped(self._place))
        self.code: PaperCode | None = None
        self.end = self.add_button(Button("Stop answering", self._stop_line))
        self.add_button(Button("Close", self.reject))
        self.go = self.add_button(Button("Answer at this address", self._start, kind="primary"))
        settings = context.session.desk().settings
        self.line.set_value(settings.public_line)
        self.host.set_value(settings.host)
        self.port.set_value(str(settings.port))
        self._show()

    def reject(self) -> None:
        """Stop showing the card, and close."""
        if self.code is not None:
            self.code.stop()
        super().reject()

    def _show(self) -> None:
        port = self.app.session.desk().line_port
        self.state.say(f"This desk answers now, on port {port}." if port else "")
        self.end.setVisible(bool(port))
        self.go.setVisible(not port)
        self.fit()

    def _start(self) -> None:
        desk = self.app.session.desk()
        typed = self.port.value.strip()
        port = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else -1
        line, host = self.line.value.strip(), self.host.value.strip()

        def start() -> Any:
            if not 0 <= port < 65_536:
                raise WalletError("This is no port.", "Write 8443, for instance.", "", "port")
            own = desk.circle.cards[desk.address.lower()]
            made = desk.circle.new_card(
                own.name, line, desk.line_seal() if line else "", desk.views.now()
            )
            desk.change(replace(desk.settings, public_line=line, host=host, port=port))
            desk.start_line()
            same = (own.line, own.seal) == (made.line, made.seal)
            return None if same else made

        self.go.setEnabled(False)
        self.app.tasks.run(start, self._started, self._fail, owner=self)

    def _started(self, card: Any) -> None:
        self.go.setEnabled(True)
        self.trouble.hide()
        self._show()
        if card is not None:
            self.app.confirm(card.message, lambda signature: self._new_card(card, signature))

    def _new_card(self, card: Any, signature: bytes) -> None:
        desk = self.app.session.desk()
        self.app.tasks.run(
            lambda: desk.circle.keep_card(card, signature), self._hand_over, self._fail, owner=self
        )

    def _hand_over(self, text: str) -> None:
        clear(self._place)
        self._place.addWidget(Text("Hand this card to the four others", "strong"))
        self.code = PaperCode(text)
        self._place.addWidget(self.code)
        self.fit()

    def _stop_line(self) -> None:
        desk = self.app.session.desk()
        self.app.tasks.run(desk.stop_line, lambda _: self._show(), self._fail, owner=self)

    def _fail(self, error: WalletError) -> None:
        self.go.setEnabled(True)
        field = {"line": self.line, "port": self.port}.get(error.field)
        if field is not None:
            field.fail(error)
            field.setFocus()
        else:
            self.trouble.say(str(error))
            self.trouble.show()
        self.fit()
