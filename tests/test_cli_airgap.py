"""Codes at the command line, as a script would use them."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.signing.ur.published import resources, vectors

MUR = vectors()["mur"]["ur_bytes_message256_maxfrag30_parts"]


def run(*args: str, said: str | bytes, **env: str) -> subprocess.CompletedProcess[str]:
    """The command as a user runs it, given something on standard input."""
    data = said.encode() if isinstance(said, str) else said
    done = subprocess.run(
        [sys.executable, "-m", "wallet.cli", *args],
        input=data,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def test_parts_become_what_they_carry_and_back() -> None:
    decoded = run("ur", "decode", said="\n".join(MUR))
    assert decoded.returncode == 0, decoded.stderr
    said = json.loads(decoded.stdout)
    assert said["type"] == "bytes"
    assert said["cbor"].endswith(said["fields"]["data"])
    args = ("ur", "encode", "--type", "bytes", "--fragment", "30")
    assert run(*args, "--parts", "20", said=said["cbor"]).stdout.splitlines() == MUR
    assert run(*args, said=said["cbor"]).stdout.splitlines() == MUR[:9]


def test_several_codes_are_a_line_each() -> None:
    cases = [case for case in resources() if "cbor" in case]
    decoded = run("ur", "decode", said="\n\n".join(case["ur"].upper() for case in cases))
    said = [json.loads(line) for line in decoded.stdout.splitlines()]
    assert [one["cbor"] for one in said] == [case["cbor"] for case in cases]
    assert all(one["fields"] for one in said)


def test_a_kind_that_is_not_known_has_no_fields() -> None:
    encoded = run("ur", "encode", "--type", "x-thing", said="d9ea60a10102").stdout
    assert json.loads(run("ur", "decode", said=encoded).stdout) == {
        "type": "x-thing",
        "cbor": "d9ea60a10102",
        "fields": None,
    }


def test_parts_without_end_stop_when_nobody_reads() -> None:
    args = [sys.executable, "-m", "wallet.cli", "ur", "encode", "--type", "bytes", "--parts", "0"]
    with subprocess.Popen(
        args, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        if process.stdin is None or process.stdout is None or process.stderr is None:
            raise ValueError("pipes were asked for")
        process.stdin.write(b"590400" + b"00" * 1_024)
        process.stdin.close()
        for _ in range(50):
            assert process.stdout.readline().startswith(b"ur:bytes/")
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 0


@pytest.mark.parametrize(
    ("args", "said", "sentence"),
    [
        (("decode",), "\n".join(MUR[:4]), "5 of its parts are still missing"),
        (("decode",), "", "not a code that a wallet shows"),
        (("decode",), b"\xff\xfe\n", "not a code that a wallet shows"),
        (("decode",), MUR[0][:-2] + "ae", "damaged"),
        (("encode", "--type", "bytes"), "zz", "damaged"),
        (("encode", "--type", "bytes"), b"\xff", "damaged"),
        (("encode", "--type", "eth-signature"), "a0", "damaged"),
        (("encode", "--type", "b/d"), "40", "not a code that a wallet shows"),
        (("encode", "--type", "bytes", "--fragment", "0"), "40", "no sizes for codes"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    args: tuple[str, ...], said: str | bytes, sentence: str
) -> None:
    done = run("ur", *args, said=said)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
