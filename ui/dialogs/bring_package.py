"""A company's package in the Open Cap Format: which file, who of those in it, what they hold."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.fielded import FieldDialog
from ui.widgets.button import Button
from ui.widgets.field import ChoiceField
from ui.widgets.file_field import FileField
from ui.widgets.text import Text
from wallet.base.errors import WalletError
from wallet.flows.cap_format_held import HeldStock, held_by
from wallet.flows.cap_format_reading import CapPackage, read_package
from wallet.flows.taking_cells import one_line

_KINDS = "Open Cap Format (*.zip Manifest.ocf.json);;All files (*)"
SENTENCE = (
    "A company that keeps its cap table in a program can give it to you in the Open Cap Format. "
    "What is yours in it is filled in; nothing of others is kept or shown to anybody."
)


class BringPackageDialog(FieldDialog):
    """Reads a package in a worker, asks who one is in it, and hands over what one holds."""

    def __init__(
        self,
        context: Context,
        held: Callable[[HeldStock], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Fill in from a package", parent, width=560)
        self.app, self._held = context, held
        self.package: CapPackage | None = None
        self.add(Text(SENTENCE, "body", "ink2"))
        self.file = FileField("Its ZIP file, or its Manifest.ocf.json", "open", _KINDS)
        self.holder = ChoiceField("You, as it names you", ())
        self.holder.hide()
        self.fields = {"package": self.file, "stakeholder": self.holder}
        self.add(self.file)
        self.add(self.holder)
        self.add(self.trouble)
        self.add_button(Button("Cancel", self.reject))
        self.go = self.add_button(Button("Read it", self.submit, kind="primary"))
        self.file.changed.connect(self._begin_again)
        self.holder.changed.connect(self.trouble.hide)

    def submit(self) -> None:
        """Read the package; once it is read, hand over what the chosen person holds."""
        if not self.go.isEnabled():
            return
        package = self.package
        try:
            if package is not None:
                found = held_by(package, str(self.holder.value))
                self.accept()
                self._held(found)
                return
            path = self.file.path()
        except WalletError as error:
            self.fail(error)
            return
        self.go.setEnabled(False)
        self.app.tasks.run(lambda: _read(path), self._read, self._refused, owner=self)

    def _refused(self, error: WalletError) -> None:
        self.go.setEnabled(True)
        self.fail(error)

    def _read(self, package: CapPackage) -> None:
        self.package = package
        self.go.setEnabled(True)
        self.go.say("Fill in")
        self.holder.show_choices([(key, one_line(name)) for key, name in package.names()])
        self.holder.show()
        self.fit()

    def _begin_again(self) -> None:
        """Another file: what was read of the last one does not hold."""
        self.package = None
        self.holder.hide()
        self.trouble.hide()
        self.go.say("Read it")
        self.fit()


def _read(path: Path) -> CapPackage:
    """The package; a manifest stands for its folder."""
    return read_package(path.parent if path.name == "Manifest.ocf.json" else path)
