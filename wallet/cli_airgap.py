"""`symbolon ur`: codes as text, for scripts and for the curious. No connection is opened."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import TYPE_CHECKING, Any

from wallet.base.errors import WalletError
from wallet.cli_sign import add_sign, input_lines

if TYPE_CHECKING:
    from wallet.signing.ur.codes import Resource

Commands = Any  # argparse keeps the class of subcommands to itself


def add_airgap(commands: Commands) -> None:
    """Add the commands to a parser's own."""
    ur = commands.add_parser("ur", help="codes that wallets show each other, as text")
    actions = ur.add_subparsers(metavar="ACTION", required=True)
    decode = actions.add_parser("decode", help="codes, one a line, to JSON")
    decode.set_defaults(run=_decode)
    encode = actions.add_parser("encode", help="CBOR, in hexadecimal digits, to codes")
    encode.add_argument("--type", required=True, dest="kind", metavar="TYPE", help="what it is")
    encode.add_argument(
        "--fragment", type=int, default=200, metavar="N", help="most bytes in each code"
    )
    encode.add_argument(
        "--parts", type=int, metavar="K", help="how many codes; 0 for codes without end"
    )
    encode.set_defaults(run=_encode)
    add_sign(commands)


def _decode(args: argparse.Namespace) -> int:
    """Print what each code on standard input carries, a line of JSON for each."""
    from wallet.signing.ur.codes import Receiver

    receiver, printed = Receiver(), 0
    for line in input_lines():
        if receiver.resource is not None:
            if receiver.has(line):
                continue
            receiver = Receiver()
        receiver.take(line)
        if receiver.resource is not None:
            print(json.dumps(_said(receiver.resource)), flush=True)
            printed += 1
    if not printed or receiver.resource is None:
        receiver.need()
    return 0


def _said(resource: Resource) -> dict[str, Any]:
    from wallet.signing.ur.registry import read

    item = read(resource)
    return {
        "type": resource.kind,
        "cbor": resource.cbor.hex(),
        "fields": None if item is None else item.fields(),
    }


def _encode(args: argparse.Namespace) -> int:
    """Print the codes of what is on standard input, a line for each."""
    from wallet.signing.ur.codes import Resource, Sender, check_resource
    from wallet.signing.ur.registry import read

    resource = check_resource(Resource(args.kind.lower(), _hexadecimal()))
    read(resource)  # what is of a known kind must be one
    if args.fragment < 1 or (args.parts or 0) < 0:
        raise WalletError("These are no sizes for codes.", "Choose numbers from 1.", "ur.sizes")
    sender = Sender(resource, args.fragment)
    most = sender.count if args.parts is None else args.parts or None
    try:
        for line in sender.lines(most):
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read them has enough. What is left in the buffer must not be tried at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _hexadecimal() -> bytes:
    from wallet.signing.ur.bytewords import MOST
    from wallet.signing.ur.problems import damaged, too_large

    text = sys.stdin.buffer.read(4 * MOST)
    if len(text) == 4 * MOST:
        raise too_large()
    try:
        return bytes.fromhex(text.decode("ascii"))
    except ValueError:
        raise damaged() from None
