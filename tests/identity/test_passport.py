"""What a chip proves: genuine only where every step held, false where one broke, else unchecked."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from tests.identity.documents import NOW, Country, Scheme, certificate, dg1, group, name_of, td3
from wallet.base.clock import DAY, YEAR
from wallet.identity.passport.certificates import read_certificate, read_list
from wallet.identity.passport.chip import Chip
from wallet.identity.passport.folder import Kept
from wallet.identity.passport.outcome import Outcome, Verdict
from wallet.identity.passport.passive import authenticate

VECTOR = json.loads(
    (Path(__file__).parent / "icao-passive-authentication.json").read_text(encoding="utf-8")
)
IN_2014 = int(datetime(2014, 6, 1, tzinfo=UTC).timestamp())


def kept(*countries: Country, lists: tuple[bytes, ...] = ()) -> Kept:
    found = tuple(read_certificate(one.authority().dump()) for one in countries)
    return Kept(found, tuple(read_list(one) for one in lists))


def verdict(country: Country, now: int = NOW, **spoilt: Any) -> Verdict:
    return authenticate(country.chip(**spoilt), kept(country), now)


def german() -> Chip:
    """The reference set of the BSI: its signed file and two of its groups."""
    groups = {1: bytes.fromhex(VECTOR["dg1"]), 14: bytes.fromhex(VECTOR["dg14"])}
    return Chip(bytes.fromhex(VECTOR["ef_sod"]), groups)


def test_a_genuine_chip_is_genuine_and_says_whose_it_is() -> None:
    found = verdict(Country())
    assert found.genuine, found
    assert found.zone is not None and found.zone.number == "SPECI2014"
    assert found.country == "NL"
    assert found.notes == ("No list of withdrawn certificates of this country is kept here.",)


def test_the_reference_set_is_signed_but_nobody_answers_for_it_here() -> None:
    found = authenticate(german(), Kept(), IN_2014)
    assert (found.outcome, found.code) == (Outcome.UNCHECKED, "authority")
    assert found.zone is None
    assert "DG2, DG3, DG4" in found.notes[0]


def test_the_reference_set_today_has_run_out() -> None:
    assert authenticate(german(), Kept(), NOW).code == "expired"


@pytest.mark.parametrize("number", [1, 14])
def test_a_changed_group_of_the_reference_set_is_false(number: int) -> None:
    chip = german()
    data = chip.groups[number]
    changed = {**chip.groups, number: data[:-1] + bytes([data[-1] ^ 1])}
    assert authenticate(replace(chip, groups=changed), Kept(), IN_2014).code == "group"


def test_every_changed_byte_of_the_reference_set_is_noticed() -> None:
    chip = german()
    codes = set()
    for place in range(4, len(chip.sod), 3):
        marred = chip.sod[:place] + bytes([chip.sod[place] ^ 1]) + chip.sod[place + 1 :]
        found = authenticate(replace(chip, sod=marred), Kept(), IN_2014)
        assert found.outcome is not Outcome.GENUINE
        codes.add(found.code)
    assert {"signature", "content"} <= codes


RSA = rsa.generate_private_key(65537, 2048)


@pytest.mark.parametrize(
    "scheme",
    [
        Scheme(RSA),
        Scheme(RSA, pss=True),
        Scheme(RSA, pss=True, hash_name="sha512"),
        Scheme(ec.generate_private_key(ec.SECP224R1()), hash_name="sha224"),
        Scheme(ec.generate_private_key(ec.SECP521R1()), hash_name="sha512"),
        Scheme(ec.generate_private_key(ec.BrainpoolP256R1())),
        Scheme(ec.generate_private_key(ec.BrainpoolP384R1()), hash_name="sha384"),
        Scheme(ec.generate_private_key(ec.BrainpoolP512R1()), hash_name="sha512"),
        Scheme(ec.generate_private_key(ec.BrainpoolP256R1()), spelt=True),
        Scheme(ec.generate_private_key(ec.SECP384R1()), hash_name="sha384", spelt=True),
    ],
    ids="rsa pss pss512 p224 p521 bp256 bp384 bp512 bp256-spelt p384-spelt".split(),
)
def test_whatever_way_it_is_signed(scheme: Scheme) -> None:
    """By the signer, and by the country above it; and a signature of another is false."""
    assert verdict(Country(signs=scheme)).genuine
    assert verdict(Country(root=scheme)).genuine
    foreign = Country(signs=scheme)
    wrong = foreign.signs.sign(b"something else")
    assert verdict(foreign, signature=wrong).code == "signature"


@pytest.mark.parametrize(
    ("scheme", "code"),
    [
        (Scheme(ec.generate_private_key(ec.SECP192R1())), "curve"),
        (Scheme(ec.generate_private_key(ec.SECP256K1())), "curve"),
        (Scheme(rsa.generate_private_key(65537, 1024)), "short"),
        (Scheme(RSA, hash_name="sha1"), "weak"),
    ],
    ids="p192 secp256k1 rsa1024 sha1".split(),
)
def test_what_can_be_forged_or_is_not_known_cannot_be_checked(scheme: Scheme, code: str) -> None:
    for country in (Country(signs=scheme), Country(root=scheme)):
        found = verdict(country)
        assert (found.outcome, found.code) == (Outcome.UNCHECKED, code)


def test_numbers_of_a_curve_that_is_nearly_a_known_one_cannot_be_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The trap of CVE-2020-0601: a generator chosen so that the forger knows the key."""
    from wallet.identity.passport import curves

    real = curves._KNOWN["brainpoolp256r1"]
    scheme = Scheme(ec.generate_private_key(ec.BrainpoolP256R1()), spelt=True)
    for place in range(6):
        numbers = tuple(n + (at == place) for at, n in enumerate(real))
        own = {**curves._KNOWN, "brainpoolp256r1": numbers}
        monkeypatch.setattr("tests.identity.documents._KNOWN", own)
        country = Country(signs=scheme)
        assert verdict(country).code in ("curve", "key")


def test_who_nobody_kept_cannot_be_checked() -> None:
    found = authenticate(Country().chip(), Kept(), NOW)
    assert (found.outcome, found.code) == (Outcome.UNCHECKED, "authority")
    assert "certificate of NL" in found.sentence
    # Another authority of the same name, with another key: still nobody who can tell.
    assert authenticate(Country().chip(), kept(Country()), NOW).code == "authority"


def test_a_signer_whom_the_country_did_not_sign_is_false() -> None:
    """The forger names the country's key, but does not have it."""
    country = Country()
    forged = Country(signs=Scheme(ec.generate_private_key(ec.SECP256R1())))
    forged.root = country.root
    chip = forged.chip()
    signer = forged.signer()
    signer["signature_value"] = forged.signs.sign(signer["tbs_certificate"].dump())
    chip = forged.chip(certificates=[signer])
    assert authenticate(chip, kept(country), NOW).code == "chain"


def test_a_country_does_not_answer_for_another() -> None:
    country = Country()
    chip = country.chip(groups={1: dg1(td3("BEL"))})
    assert authenticate(chip, kept(country), NOW).code == "country"
    unknown = country.chip(groups={1: dg1(td3("UNO"))})
    assert not authenticate(unknown, kept(country), NOW).genuine


@pytest.mark.parametrize(
    ("which", "options", "code"),
    [
        ("signer", {"ends": NOW - DAY}, "expired"),
        ("signer", {"begins": NOW + DAY}, "expired"),
        ("signer", {"uses": {"key_encipherment"}}, "use"),
        ("root", {"ends": NOW - DAY}, "expired"),
        ("root", {"begins": NOW + DAY}, "expired"),
        ("root", {"uses": {"digital_signature"}}, "use"),
        ("root", {"uses": set()}, "use"),
    ],
)
def test_time_and_use_of_certificates_are_held(which: str, options: Any, code: str) -> None:
    country = Country()
    setattr(country, f"{which}_options", options)
    found = verdict(country)
    assert (found.outcome, found.code) == (Outcome.FALSE, code)


def test_an_authority_does_not_sign_documents_itself() -> None:
    country = Country()
    country.signs = country.root
    head = country.authority()
    chip = country.chip(certificates=[head])
    assert not authenticate(chip, kept(country), NOW).genuine


def test_a_signer_does_not_pass_for_an_authority() -> None:
    country = Country()
    under = Country(root=country.signs)
    under.letters = "NL"
    chip = under.chip()
    pretended = read_certificate(country.signer().dump())
    assert authenticate(chip, Kept((*kept(country).certificates, pretended)), NOW).code == (
        "authority"
    )


def test_an_extension_that_is_demanded_and_unknown_cannot_be_checked() -> None:
    country = Country()
    demand = {"extn_id": "1.2.3.4", "critical": True, "extn_value": b"\x05\x00"}
    country.signer_options = {"extra": (demand,)}
    found = verdict(country)
    assert (found.outcome, found.code) == (Outcome.UNCHECKED, "extension")


def test_a_withdrawn_signer_is_false_by_an_old_list_too() -> None:
    country = Country()
    chip = country.chip()
    assert authenticate(chip, kept(country, lists=(country.revoked(7),)), NOW).code == "revoked"
    old = country.revoked(7, begins=NOW - YEAR, ends=NOW - DAY)
    assert authenticate(chip, kept(country, lists=(old,)), NOW).code == "revoked"
    fine = authenticate(chip, kept(country, lists=(country.revoked(8),)), NOW)
    assert fine.genuine and not fine.notes
    stale = country.revoked(8, begins=NOW - YEAR, ends=NOW - DAY)
    assert "out of date" in authenticate(chip, kept(country, lists=(stale,)), NOW).notes[0]


def test_a_list_of_somebody_else_counts_for_nothing() -> None:
    country = Country()
    foreign = Country().revoked(7)
    found = authenticate(country.chip(), kept(country, lists=(foreign,)), NOW)
    assert found.genuine and "No list" in found.notes[0]


def test_groups_that_were_not_signed_are_false() -> None:
    country = Country()
    chip = country.chip()
    more = replace(chip, groups={**chip.groups, 3: group(0x63, b"a finger")})
    assert authenticate(more, kept(country), NOW).code == "group"
    swapped = replace(chip, groups={1: chip.groups[1], 2: chip.groups[1]})
    assert authenticate(swapped, kept(country), NOW).code == "group"
    misnamed = country.chip(groups={1: dg1(), 2: group(0x6E, b"keys")})
    assert authenticate(replace(misnamed, com=b""), kept(country), NOW).code == "group"
    index = group(0x60, group(0x5C, bytes([0x61, 0x63])))
    assert authenticate(replace(chip, com=index), kept(country), NOW).code == "index"


def test_without_the_holders_data_nothing_is_genuine() -> None:
    country = Country()
    chip = country.chip()
    found = authenticate(replace(chip, groups={2: chip.groups[2]}), kept(country), NOW)
    assert (found.outcome, found.code) == (Outcome.UNCHECKED, "holder")
    odd = country.chip(groups={1: group(0x61, group(0x5F1F, b"P<NLD" + b"<" * 83))})
    assert authenticate(odd, kept(country), NOW).code == "holder"


def test_attributes_that_are_signed_must_be_those_of_documents() -> None:
    country = Country()
    kind = {"type": "content_type", "values": ["2.23.136.1.1.1"]}
    digest = {"type": "message_digest", "values": [bytes(32)]}
    assert verdict(country, attributes=[kind, digest]).code == "content"
    assert verdict(country, attributes=[kind]).code == "attributes"
    other = {"type": "content_type", "values": ["data"]}
    assert verdict(country, attributes=[other, digest]).code == "attributes"


def test_a_hash_listed_twice_cannot_be_checked() -> None:
    def twice(listed: dict[str, Any]) -> None:
        listed["hashes"].append(listed["hashes"][0])

    assert verdict(Country(), change=twice).code == "groups"


def test_a_file_filled_up_behind_its_end_is_read() -> None:
    country = Country()
    chip = country.chip()
    padded = replace(chip, sod=chip.sod + bytes(64), com=chip.com + bytes(3))
    assert authenticate(padded, kept(country), NOW).genuine


def test_a_renewed_authority_with_another_key_is_found() -> None:
    country = Country()
    newer = Country()
    chip = country.chip()
    both = Kept((*kept(newer).certificates, *kept(country).certificates))
    assert authenticate(chip, both, NOW).genuine
    other = read_certificate(
        certificate(
            name_of("NL", "Country Signing"), country.name, country.root, country.root, True,
            ends=NOW - DAY,
        ).dump()
    )  # fmt: skip
    assert authenticate(chip, Kept((other, *kept(country).certificates)), NOW).genuine
