"""Declaring a company from its package: read, chosen from, filled in; refusals in their place."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.flows.test_cap_format_reading import company, issued
from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.conftest import Enter, page_of, settle
from ui.dialogs.bring_package import BringPackageDialog
from ui.dialogs.declare import DeclareDialog
from ui.pages.companies import CompaniesPage
from wallet.base.files import write_folder
from wallet.flows.taking_cap import zip_bytes


def test_a_package_fills_in_the_form(
    enter: Enter, qtbot: QtBot, tmp_path: Path, album: Path
) -> None:
    house = enter("alice")
    house.go("companies")
    settle(qtbot, house)
    page = page_of(house)
    assert isinstance(page, CompaniesPage)
    page.declare.click()
    settle(qtbot, house)
    (form,) = house.app.window.findChildren(DeclareDialog)
    form.number.set_value("09812345")
    form.bring.click()
    settle(qtbot, house)
    (dialog,) = house.app.window.findChildren(BringPackageDialog)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK")
    dialog.file.set_value(str(broken))
    dialog.go.click()
    settle(qtbot, house)
    assert "not a package" in dialog.file.said and dialog.go.isEnabled()
    files = company(issued(1, "ann", "1000"), issued(2, "ben", "7", quantity="7.5"))
    write_folder(tmp_path / "package", files)
    dialog.file.set_value(str(tmp_path / "package" / "Manifest.ocf.json"))
    dialog.go.click()
    settle(qtbot, house)
    assert dialog.holder.isVisible() and dialog.holder.input.count() == 2
    for mode in ("light", "dark"):
        house.app.theme.set_mode(mode)
        settle(qtbot, house)
        for check in (clipped, outside, nameless):
            assert not check(dialog)
        picture(dialog, album, f"bring-package-{mode}")
    dialog.holder.set_value("ann")
    dialog.go.click()
    settle(qtbot, house)
    assert not house.app.window.findChildren(BringPackageDialog)
    assert form.company.value == "Northwind Sorting Ltd"
    assert (form.units.read(), form.cost.read()) == (1_000, 500_000_000)
    assert form.acquired.value == "1 January 2020" and form.number.value == "09812345"
    assert "Ben" not in form.package.value and not form.trouble.isVisible()
    for check in (clipped, outside, nameless):
        assert not check(form)
    picture(form, album, "declare-filled-in")


def test_what_is_unsure_is_said_on_the_form(enter: Enter, qtbot: QtBot, tmp_path: Path) -> None:
    house = enter("alice")
    house.go("companies")
    settle(qtbot, house)
    page = page_of(house)
    assert isinstance(page, CompaniesPage)
    page.declare.click()
    settle(qtbot, house)
    (form,) = house.app.window.findChildren(DeclareDialog)
    form.bring.click()
    settle(qtbot, house)
    (dialog,) = house.app.window.findChildren(BringPackageDialog)
    euros = {"amount": "1.00", "currency": "EUR"}
    packed = tmp_path / "cap.zip"
    packed.write_bytes(zip_bytes(company(issued(1, "ann", "1000", share_price=euros))))
    dialog.file.set_value(str(packed))
    dialog.go.click()
    settle(qtbot, house)
    dialog.holder.set_value("ben")
    dialog.go.click()
    settle(qtbot, house)
    assert "holds no stock" in dialog.holder.said and dialog.isVisible()
    dialog.holder.set_value("ann")
    dialog.go.click()
    settle(qtbot, house)
    assert form.cost.value == "" and "not said in dollars" in form.trouble.text.text()
