"""A country of one's own: its authority, who signs for it, and chips, each of which can be spoilt.

Everything is put together with asn1crypto and signed with cryptography, so that what is wrong with
a document is exactly what a test made wrong.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from asn1crypto import algos, cms, core, crl, keys, x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from wallet.base.clock import DAY, YEAR
from wallet.identity.mrz import check_digit
from wallet.identity.passport.chip import Chip
from wallet.identity.passport.curves import _KNOWN
from wallet.identity.passport.folder import _MasterList
from wallet.identity.passport.signed import MASTER_LIST, SECURITY_OBJECT, _SecurityObject

NOW = 1_800_000_000
PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def td3(issuer: str = "NLD", number: str = "SPECI2014", name: str = "DE<BRUIJN<<WILLEKE") -> str:
    """The two lines of a passport without a break, as DG1 holds them."""
    first = f"P<{issuer:<3}{name}".replace(" ", "<").ljust(44, "<")
    second = f"{number:<9}".replace(" ", "<") + check_digit(number.ljust(9, "<"))
    second += f"{issuer:<3}".replace(" ", "<") + "650310" + check_digit("650310") + "F"
    second += "340309" + check_digit("340309") + "<" * 14 + "<"
    return first + second + check_digit(second[0:10] + second[13:20] + second[21:43])


def group(tag: int, content: bytes) -> bytes:
    """One element under a tag."""
    size = len(content)
    length = bytes([size]) if size < 128 else bytes([130, size >> 8, size & 255])
    return tag.to_bytes((tag.bit_length() + 7) // 8, "big") + length + content


def dg1(zone: str = "") -> bytes:
    """The data group with the machine-readable zone."""
    return group(0x61, group(0x5F1F, (zone or td3()).encode()))


@dataclass(frozen=True)
class Scheme:
    """How something is signed: the key, and the algorithm as it is written."""

    key: PrivateKey
    pss: bool = False
    hash_name: str = "sha256"
    spelt: bool = False

    def algorithm(self) -> algos.SignedDigestAlgorithm:
        if self.pss:
            inner = {"algorithm": self.hash_name}
            mask = {"algorithm": "mgf1", "parameters": inner}
            parameters = {
                "hash_algorithm": inner, "mask_gen_algorithm": mask, "salt_length": 32,
            }  # fmt: skip
            return algos.SignedDigestAlgorithm(
                {"algorithm": "rsassa_pss", "parameters": algos.RSASSAPSSParams(parameters)}
            )
        kind = "rsa" if isinstance(self.key, rsa.RSAPrivateKey) else "ecdsa"
        return algos.SignedDigestAlgorithm({"algorithm": f"{self.hash_name}_{kind}"})

    def sign(self, message: bytes) -> bytes:
        hashed: hashes.HashAlgorithm = getattr(hashes, self.hash_name.upper())()
        if isinstance(self.key, rsa.RSAPrivateKey):
            scheme: padding.AsymmetricPadding = padding.PKCS1v15()
            if self.pss:
                scheme = padding.PSS(padding.MGF1(hashed), 32)
            return self.key.sign(message, scheme, hashed)
        return self.key.sign(message, ec.ECDSA(hashed))

    def public(self) -> keys.PublicKeyInfo:
        der = self.key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        info = keys.PublicKeyInfo.load(der)
        if self.spelt and isinstance(self.key, ec.EllipticCurvePrivateKey):
            return spelt_out(info, self.key.curve.name.lower())
        return info

    @property
    def key_id(self) -> bytes:
        return hashlib.sha1(self.public().dump(), usedforsecurity=False).digest()


def spelt_out(
    info: keys.PublicKeyInfo, name: str, numbers: tuple[int, ...] = (), cofactor: int | None = 1
) -> keys.PublicKeyInfo:
    """The same key with its curve described by numbers in place of its name."""
    field_, a, b, x, y, order = numbers or _KNOWN[name]
    size = (field_.bit_length() + 7) // 8
    base = b"\x04" + x.to_bytes(size, "big") + y.to_bytes(size, "big")
    domain = keys.SpecifiedECDomain(
        {
            "version": "ecdpVer1",
            "field_id": {"field_type": "prime_field", "parameters": core.Integer(field_)},
            "curve": {"a": a.to_bytes(size, "big"), "b": b.to_bytes(size, "big")},
            "base": base,
            "order": order,
            "cofactor": cofactor,
        }
    )
    parameters = keys.ECDomainParameters(name="specified", value=domain)
    return keys.PublicKeyInfo(
        {
            "algorithm": {"algorithm": "ec", "parameters": parameters},
            "public_key": keys.ECPointBitString(bytes(info["public_key"])),
        }
    )


def name_of(country: str, who: str) -> x509.Name:
    return x509.Name.build({"country_name": country, "common_name": who})


def certificate(
    subject: x509.Name,
    issuer: x509.Name,
    whose: Scheme,
    by: Scheme,
    authority: bool,
    serial: int = 7,
    begins: int = NOW - YEAR,
    ends: int = NOW + YEAR,
    uses: set[str] | None = None,
    extra: tuple[dict[str, Any], ...] = (),
) -> x509.Certificate:
    """A certificate; without `uses` those that it should have."""
    wanted = uses if uses is not None else {"key_cert_sign" if authority else "digital_signature"}
    rows: list[dict[str, Any]] = [
        {"extn_id": "key_identifier", "critical": False, "extn_value": whose.key_id},
        {
            "extn_id": "authority_key_identifier",
            "critical": False,
            "extn_value": x509.AuthorityKeyIdentifier({"key_identifier": by.key_id}),
        },
        *extra,
    ]
    if wanted:
        rows.append({"extn_id": "key_usage", "critical": True, "extn_value": wanted})
    if authority:
        rows.append({"extn_id": "basic_constraints", "critical": True, "extn_value": {"ca": True}})
    times = {
        name: x509.Time(name="utc_time", value=datetime.fromtimestamp(at, UTC))
        for name, at in (("not_before", begins), ("not_after", ends))
    }
    body = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": serial,
            "signature": by.algorithm(),
            "issuer": issuer,
            "validity": times,
            "subject": subject,
            "subject_public_key_info": whose.public(),
            "extensions": rows,
        }
    )
    return x509.Certificate(
        {
            "tbs_certificate": body,
            "signature_algorithm": by.algorithm(),
            "signature_value": by.sign(body.dump()),
        }
    )


def signed_data(
    content: bytes, content_type: str, signer: x509.Certificate, by: Scheme, **spoilt: Any
) -> bytes:
    """CMS signed data with one signer; `spoilt` replaces parts: `attributes`, `signature`."""
    digest = hashlib.new(by.hash_name, content).digest()
    attributes = cms.CMSAttributes(
        spoilt.get("attributes")
        or [
            {"type": "content_type", "values": [content_type]},
            {"type": "message_digest", "values": [digest]},
        ]
    )
    info = {
        "version": "v1",
        "sid": cms.SignerIdentifier(
            name="issuer_and_serial_number",
            value={"issuer": signer.issuer, "serial_number": signer.serial_number},
        ),
        "digest_algorithm": {"algorithm": by.hash_name},
        "signed_attrs": attributes,
        "signature_algorithm": by.algorithm(),
        "signature": spoilt.get("signature") or by.sign(attributes.dump()),
    }
    data = cms.SignedData(
        {
            "version": "v3",
            "digest_algorithms": [{"algorithm": by.hash_name}],
            "encap_content_info": {"content_type": content_type, "content": content},
            "certificates": spoilt.get("certificates", [signer]),
            "signer_infos": [info],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": data}).dump())


@dataclass
class Country:
    """An authority and a signer of documents, with every part replaceable before it is used."""

    root: Scheme = field(default_factory=lambda: Scheme(ec.generate_private_key(ec.SECP384R1())))
    signs: Scheme = field(default_factory=lambda: Scheme(ec.generate_private_key(ec.SECP256R1())))
    letters: str = "NL"
    root_options: Mapping[str, Any] = field(default_factory=dict)
    signer_options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> x509.Name:
        return name_of(self.letters, "Country Signing")

    @cached_property
    def _authority(self) -> x509.Certificate:
        options = {"serial": 1, **self.root_options}
        return certificate(self.name, self.name, self.root, self.root, True, **options)

    def authority(self) -> x509.Certificate:
        return self._authority

    def signer(self) -> x509.Certificate:
        return self._signer

    @cached_property
    def _signer(self) -> x509.Certificate:
        subject = name_of(self.letters, "Document Signer")
        return certificate(subject, self.name, self.signs, self.root, False, **self.signer_options)

    def chip(
        self,
        groups: Mapping[int, bytes] | None = None,
        change: Callable[[dict[str, Any]], None] = lambda _: None,
        **spoilt: Any,
    ) -> Chip:
        """A chip with its groups signed; `change` may alter the list of hashes before that."""
        held = dict(groups or {1: dg1(), 2: group(0x75, b"a face")})
        listed: dict[str, Any] = {
            "version": 0,
            "hash_algorithm": {"algorithm": self.signs.hash_name},
            "hashes": [
                {"number": number, "hash": hashlib.new(self.signs.hash_name, data).digest()}
                for number, data in held.items()
            ],
        }
        change(listed)
        content = _SecurityObject(listed).dump()
        sod = signed_data(content, SECURITY_OBJECT, self.signer(), self.signs, **spoilt)
        tags = bytes(data[0] for data in held.values())
        index = group(0x60, group(0x5F01, b"0107") + group(0x5C, tags))
        return Chip(group(0x77, sod), held, index)

    def revoked(self, *serials: int, begins: int = NOW - DAY, ends: int = NOW + DAY) -> bytes:
        """The country's list of withdrawn certificates."""
        when = x509.Time(name="utc_time", value=datetime.fromtimestamp(begins, UTC))
        body = crl.TbsCertList(
            {
                "version": "v2",
                "signature": self.root.algorithm(),
                "issuer": self.name,
                "this_update": when,
                "next_update": x509.Time(
                    name="utc_time", value=datetime.fromtimestamp(ends, UTC)
                ),
                "revoked_certificates": [
                    {"user_certificate": serial, "revocation_date": when} for serial in serials
                ],
            }
        )  # fmt: skip
        whole = crl.CertificateList(
            {
                "tbs_cert_list": body,
                "signature_algorithm": self.root.algorithm(),
                "signature": self.root.sign(body.dump()),
            }
        )
        return bytes(whole.dump())

    def master_list(self, *others: x509.Certificate, **spoilt: Any) -> bytes:
        """A master list signed by this country's signer."""
        content = _MasterList({"version": 0, "certificates": [self.authority(), *others]}).dump()
        return signed_data(content, MASTER_LIST, self.signer(), self.signs, **spoilt)
