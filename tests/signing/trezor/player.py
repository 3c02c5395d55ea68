"""A Trezor's side of the wire: it answers the library's bytes in bytes, as the firmware would.

No Trezor was at hand to record one: the exchanges are those of the protocol that the library and
the firmware share, with signatures that are really made of what was sent, field by field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from coincurve import PrivateKey
from trezorlib import messages, protocol_v1
from trezorlib.mapping import DEFAULT_MAPPING
from trezorlib.transport import Timeout, Transport

from wallet.base.addresses import keccak
from wallet.keys.accounts import account_key, address_of_public
from wallet.keys.words import seed
from wallet.signing import eip712, rlp
from wallet.signing.signature import message_digest

WORDS = "abandon " * 11 + "about"
ME = "0x9858EfFD232B4033E47d90003D41EC34EcaEda94"
PATH = [0x8000002C, 0x8000003C, 0x80000000, 0, 0]
Answers = Iterator[Any]


class Player(Transport):
    """A Trezor that is plugged in. `refuses` makes its owner say no; `asked` is what it heard.

    `garbles` is said in place of the body of every answer, where it is not None.
    """

    PATH_PREFIX = "player"
    CHUNK_SIZE = 64
    ENABLED = True

    def __init__(self, model: str = "T2T1", version: tuple[int, int, int] = (2, 8, 9)) -> None:
        self.model, self.version = model, version
        self.refuses = self.locked = self.empty = False
        self.garbles: bytes | None = None
        self.asked: list[Any] = []
        self._written = b""
        self._reading: list[bytes] = []
        self._open_now = False
        self._step: Callable[[Any], Any] | None = None
        phrase: Any = seed(WORDS, "")
        self._key = PrivateKey(bytes(account_key(bytes(phrase), 0)))

    def get_path(self) -> str:
        return "player:1"

    def is_open(self) -> bool:
        return self._open_now

    def _open(self) -> None:
        self._open_now = True

    def _close(self) -> None:
        self._open_now = False

    def write_chunk(self, chunk: bytes, /) -> None:
        """A piece of a message; when it is whole, it is answered."""
        assert len(chunk) == 64 and chunk[:1] == b"?"
        self._written += chunk[1:] if self._written else chunk[3:]
        kind, size = int.from_bytes(self._written[:2], "big"), self._written[2:6]
        length = int.from_bytes(size, "big")
        if len(self._written) >= 6 + length:
            message = DEFAULT_MAPPING.decode(kind, self._written[6 : 6 + length])
            self._written = b""
            self.asked.append(message)
            self._say(self._answer(message))

    def read_chunk(self, *, timeout: float | None = None) -> bytes:
        if not self._reading:
            raise Timeout("nothing to read")
        return self._reading.pop(0)

    def _say(self, message: Any) -> None:
        if message is None:
            return
        kind, body = DEFAULT_MAPPING.encode(message)
        if self.garbles is not None:
            body = self.garbles
        chunks: list[bytes] = []

        class Wire:
            CHUNK_SIZE = 64

            def write_chunk(self, chunk: bytes) -> None:
                chunks.append(chunk)

        wire: Any = Wire()
        protocol_v1.write(wire, kind, body)
        self._reading += chunks

    def _answer(self, message: Any) -> Any:
        if isinstance(message, messages.ButtonAck):
            assert self._step is not None
            return self._go_on(message)
        if isinstance(message, messages.Cancel):
            return _failure(messages.FailureType.ActionCancelled)
        if isinstance(message, messages.Initialize | messages.GetFeatures):
            return self._features()
        if self.empty:
            return _failure(messages.FailureType.NotInitialized)
        if self.locked:
            return messages.PinMatrixRequest(type=messages.PinMatrixRequestType.Current)
        if isinstance(message, messages.GetPublicKey):
            node = messages.HDNodeType(
                depth=1, fingerprint=1, child_num=0, chain_code=bytes(32), public_key=b"\2" * 33
            )
            return messages.PublicKey(node=node, xpub="xpub")
        starts = {
            messages.EthereumGetAddress: self._address,
            messages.EthereumSignTxEIP1559: self._transaction,
            messages.EthereumSignTypedData: self._typed,
            messages.EthereumSignTypedHash: self._hashes,
            messages.EthereumSignMessage: self._message,
        }
        start = starts.get(type(message))
        if start is not None:
            self._flow = start(message)
            return self._next(None)
        return self._go_on(message)

    def _go_on(self, message: Any) -> Any:
        if self.refuses and isinstance(message, messages.ButtonAck):
            return _failure(messages.FailureType.ActionCancelled)
        return self._next(message)

    def _next(self, message: Any) -> Any:
        self._step = self._go_on
        return self._flow.send(message)

    def _features(self) -> Any:
        major, minor, patch = self.version
        return messages.Features(
            major_version=major, minor_version=minor, patch_version=patch, vendor="trezor.io",
            internal_model=self.model, model="T", initialized=not self.empty, session_id=b"\1" * 32,
            capabilities=[messages.Capability.Ethereum], passphrase_protection=False,
        )  # fmt: skip

    def _confirmed(self) -> Any:
        return messages.ButtonRequest(code=messages.ButtonRequestType.SignTx)

    def _address(self, asked: Any) -> Any:
        assert asked.address_n[:2] == PATH[:2]
        if asked.show_display:
            yield self._confirmed()
        yield messages.EthereumAddress(address=address_of_public(self._key.public_key))

    def _transaction(self, asked: Any) -> Any:
        data = asked.data_initial_chunk or b""
        yield self._confirmed()
        while len(data) < asked.data_length:
            more = yield messages.EthereumTxRequest(
                data_length=min(1_024, asked.data_length - len(data))
            )
            data += more.data_chunk
        numbers = (asked.nonce, asked.max_priority_fee, asked.max_gas_fee, asked.gas_limit)
        nonce, tip, most, gas = (int.from_bytes(one, "big") for one in numbers)
        to = bytes.fromhex(asked.to[2:]) if asked.to else b""
        value = int.from_bytes(asked.value, "big")
        fields: list[rlp.Item] = [asked.chain_id, nonce, tip, most, gas, to, value, data, []]
        signature = self._sign(keccak(b"\x02" + rlp.encode(fields)))
        yield messages.EthereumTxRequest(
            signature_v=signature[64],
            signature_r=signature[:32].lstrip(b"\0"),
            signature_s=signature[32:64].lstrip(b"\0"),
        )

    def _typed(self, asked: Any) -> Any:
        """Ask for the types and the values one by one, and hash what is answered."""
        types: dict[str, tuple[tuple[str, str], ...]] = {}
        for struct in ("EIP712Domain", asked.primary_type):
            ack = yield messages.EthereumTypedDataStructRequest(name=struct)
            types[struct] = tuple((_kind(one.type), one.name) for one in ack.members)
        found: list[bytes] = []
        for root, struct in enumerate(("EIP712Domain", asked.primary_type)):
            values = {}
            for index, (kind, name) in enumerate(types[struct]):
                ack = yield messages.EthereumTypedDataValueRequest(member_path=[root, index])
                values[name] = _value(kind, ack.value)
            found.append(eip712.hash_struct(types, struct, values))
        yield self._confirmed()
        yield self._typed_signature(found[0], found[1])

    def _hashes(self, asked: Any) -> Any:
        yield self._confirmed()
        yield self._typed_signature(asked.domain_separator_hash, asked.message_hash)

    def _message(self, asked: Any) -> Any:
        yield self._confirmed()
        signature = self._sign(message_digest(asked.message))
        yield messages.EthereumMessageSignature(
            signature=signature[:64] + bytes([signature[64] + 27]), address=ME
        )

    def _typed_signature(self, domain: bytes, message: bytes) -> Any:
        signature = self._sign(eip712.digest(domain, message))
        return messages.EthereumTypedDataSignature(
            signature=signature[:64] + bytes([signature[64] + 27]), address=ME
        )

    def _sign(self, digest: bytes) -> bytes:
        return bytes(self._key.sign_recoverable(digest, hasher=None))


def _kind(told: Any) -> str:
    kinds = messages.EthereumDataType
    sized = {kinds.UINT: "uint", kinds.INT: "int"}
    if told.data_type in sized:
        return f"{sized[told.data_type]}{8 * told.size}"
    if told.data_type == kinds.BYTES:
        return f"bytes{told.size}" if told.size else "bytes"
    return {kinds.STRING: "string", kinds.BOOL: "bool", kinds.ADDRESS: "address"}[told.data_type]


def _value(kind: str, data: bytes) -> Any:
    if kind.startswith("uint"):
        return int.from_bytes(data, "big")
    if kind == "bool":
        return data == b"\1"
    if kind == "address":
        return "0x" + data.hex()
    return data.decode() if kind == "string" else data


def _failure(code: Any) -> Any:
    return messages.Failure(code=code, message="")
