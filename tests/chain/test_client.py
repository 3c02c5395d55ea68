"""The client against nodes that are down, slow, lying, broken or large."""

from __future__ import annotations

import json
import pickle
import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chain.fake_node import FakeNode, Refuse
from wallet.chain.client import CHUNK, Client, hex_bytes, quantity
from wallet.chain.networks import check_url
from wallet.chain.problems import NodeError, Refused, Unreachable
from wallet.chain.reasons import UNKNOWN, revert_code


def answers(**by_method: Any) -> Any:
    def answer(method: str, params: list[Any]) -> Any:
        found = by_method[method]
        if isinstance(found, Exception):
            raise found
        return found(params) if callable(found) else found

    return answer


def nobody() -> str:
    """The URL of a port at which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def test_calls_share_one_connection() -> None:
    with FakeNode(answers(eth_blockNumber="0x10")) as node:
        client = Client(node.url)
        assert [client.call("eth_blockNumber") for _ in range(5)] == ["0x10"] * 5
        assert (node.requests, node.connections) == (5, 1)
        client.close()


def test_a_batch_goes_in_chunks_and_comes_back_in_order() -> None:
    def shuffled(body: bytes) -> bytes:
        asked = json.loads(body)
        assert len(asked) <= CHUNK
        rows = [{"id": one["id"], "result": one["params"][0]} for one in reversed(asked)]
        return json.dumps(rows).encode()

    with FakeNode(spoil=shuffled) as node:
        client = Client(node.url)
        calls = [("echo", (number,)) for number in range(2 * CHUNK + 50)]
        assert client.batch(calls) == list(range(2 * CHUNK + 50))
        assert node.requests == 3
        client.close()


def test_a_node_that_is_down_is_said_to_be() -> None:
    with pytest.raises(Unreachable, match="does not answer"):
        Client(nobody()).call("eth_blockNumber")


def test_a_slow_node_is_said_to_be() -> None:
    with FakeNode(answers(eth_blockNumber="0x1")) as node:
        node.hang.clear()
        with pytest.raises(Unreachable, match="too long"):
            Client(node.url, seconds=0.1).call("eth_blockNumber")


def test_another_chain_is_refused_before_anything_is_believed() -> None:
    with FakeNode(answers(eth_chainId="0x5", eth_blockNumber="0x1")) as node:
        client = Client(node.url, 31337)
        with pytest.raises(NodeError, match="serves chain 5, but your network is chain 31337"):
            client.call("eth_blockNumber")
        assert node.requests == 1
        client.close()


def test_the_chain_is_asked_once() -> None:
    with FakeNode(answers(eth_chainId=hex(31337), eth_blockNumber="0x1")) as node:
        client = Client(node.url, 31337)
        client.call("eth_blockNumber")
        client.call("eth_blockNumber")
        assert node.requests == 3
        client.close()


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"<html>",
        b"[]",
        b"null",
        b"1",
        b"{}",
        b'{"id": 999999, "result": "0x1"}',
        b'{"id": 1}',
        b'{"id": 1, "error": "no"}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"a":' * 50_000,
    ],
)
def test_garbage_is_said_to_be(sent: bytes) -> None:
    with FakeNode(spoil=lambda body: sent) as node:
        client = Client(node.url)
        with pytest.raises(NodeError) as caught:
            client.call("eth_blockNumber")
        assert caught.value.code == "node.garbage"
        client.close()


def test_a_batch_that_lacks_an_answer_is_garbage() -> None:
    def short(body: bytes) -> bytes:
        return json.dumps([{"id": one["id"], "result": 1} for one in json.loads(body)[1:]]).encode()

    with FakeNode(spoil=short) as node:
        client = Client(node.url)
        with pytest.raises(NodeError):
            client.batch([("a", ()), ("b", ())])
        client.close()


def test_an_answer_that_is_too_large_is_not_read_to_its_end() -> None:
    with FakeNode(answers(eth_call="0x" + "00" * 5_000)) as node:
        client = Client(node.url, most_answer=1_000)
        with pytest.raises(NodeError, match="more than was asked"):
            client.call("eth_call")
        client.close()


def test_the_next_node_is_asked_when_one_is_down_but_not_when_it_refuses() -> None:
    refusing = answers(eth_chainId="0x1", eth_call=Refuse(3, "execution reverted: SELLS_CLOSED"))
    with FakeNode(answers(eth_chainId="0x1", eth_call="0x02")) as good:
        client = Client([nobody(), good.url], 1)
        assert client.call("eth_call") == "0x02"
        assert client.call("eth_call") == "0x02"
        assert client.node_name == "127.0.0.1"
        client.close()
        before = good.requests
        with FakeNode(refusing) as node:
            client = Client([node.url, good.url], 1)
            with pytest.raises(Refused):
                client.call("eth_call")
            client.close()
        assert good.requests == before


def test_a_busy_or_broken_server_counts_as_down() -> None:
    with FakeNode(answers(eth_call="0x")) as busy, FakeNode(answers(eth_call="0x03")) as good:
        busy.status = 503
        client = Client([busy.url, good.url])
        assert client.call("eth_call") == "0x03"
        client.close()


def test_a_connection_that_the_node_closed_is_made_again() -> None:
    with FakeNode(answers(eth_call="0x01")) as node:
        client = Client(node.url)
        assert client.call("eth_call") == "0x01"
        drops = iter([b"DROP"])
        node.spoil = lambda body: next(drops, None)
        assert client.call("eth_call") == "0x01"
        assert node.connections == 2
        client.close()


def test_a_refusal_keeps_the_reason_and_little_of_the_words() -> None:
    data = "0x08c379a0" + f"{32:064x}{12:064x}" + b"SELLS_CLOSED".hex().ljust(64, "0")
    words = "see http://evil.example \n\x1b[31m" + "x" * 10_000
    with FakeNode(answers(eth_call=Refuse(3, words, data))) as node:
        client = Client(node.url)
        with pytest.raises(Refused) as caught:
            client.call("eth_call")
        client.close()
    refused = caught.value
    assert revert_code(refused.data, refused.words) == "SELLS_CLOSED"
    assert len(refused.words) <= 200 and refused.words.isprintable()
    assert "evil" not in str(refused)
    again = pickle.loads(pickle.dumps(refused))  # noqa: S301 - our own error, made a line above
    assert (again.number, again.data) == (3, refused.data)


@given(st.binary(max_size=300), st.text(max_size=80))
def test_no_revert_data_breaks_the_reader(data: bytes, words: str) -> None:
    code = revert_code(data, words)
    assert code == UNKNOWN or (code.isascii() and code == code.upper() and len(code) <= 31)


@given(st.one_of(st.none(), st.integers(), st.text(max_size=80), st.binary(max_size=4)))
def test_quantities_and_data_are_read_or_refused(value: Any) -> None:
    for read in (quantity, hex_bytes):
        try:
            found = read(value)
        except NodeError:
            continue
        assert isinstance(value, str) and value.startswith("0x")
        assert isinstance(found, int | bytes)


@pytest.mark.parametrize(
    "url", ["", "ftp://x", "http://", "http://a b", "http://x:99999999", "http://[", 7, None]
)
def test_urls_that_are_none_are_refused(url: object) -> None:
    from wallet.base.errors import WalletError

    with pytest.raises(WalletError):
        check_url(url)
    assert check_url(" https://node.example/key?x=1 ") == "https://node.example/key?x=1"
