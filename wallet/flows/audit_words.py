"""An audit on paper: lines to be read, and where the addresses to look at come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from wallet.base.addresses import ZERO, parse_address
from wallet.base.clock import duration
from wallet.base.errors import WalletError
from wallet.chain.client import Client, hex_bytes, quantity
from wallet.chain.networks import Network, list_networks, load_network
from wallet.flows.audit_report import NOBODY, Audit, Power, audit
from wallet.flows.audit_world import world_lines
from wallet.flows.auditing import CODE, look_at
from wallet.flows.local_network import demo_folder, kept_network


def audit_at(url: str, registry: str | None = None, file: Path | None = None) -> Audit:
    """Audit the network that a node serves. Raises WalletError.

    Its addresses are those of the network in `file`, or what follows from the address of its
    registry, or those of a network that this wallet knows on the node's chain.
    """
    client = Client(url)
    try:
        return audit(look_at(client, _addresses(client, registry, file)))
    finally:
        client.close()


def _addresses(client: Client, registry: str | None, file: Path | None) -> Mapping[str, str]:
    if file is not None:
        return load_network(file).contracts
    if registry is not None:
        return {"Registry": parse_address(registry)}
    chain_id = quantity(client.call("eth_chainId"))
    local = kept_network(demo_folder())
    known: list[Network] = [*list_networks(), *([local] if local else [])]
    here = [one for one in known if one.chain_id == chain_id]
    codes = client.batch([("eth_getCode", (one.address("Registry"), "latest")) for one in here])
    for one, code in zip(here, codes, strict=True):
        if hex_bytes(code, client.node_name):
            return one.contracts
    raise WalletError(
        f"This wallet knows no network on chain {chain_id} at that node.",
        "Name its file with --file, or the address of its registry with --registry.",
        "audit.unknown",
    )


def lines_of(found: Audit) -> Iterator[str]:
    """The audit as lines."""
    seen = found.deployment
    yield f"Chain {seen.chain_id}, block {seen.block}"
    yield ""
    yield "Code"
    for one in seen.seen.values():
        yield f"  {one.name:<11} {one.address}  {CODE[one.state]}"
    yield ""
    yield from world_lines(found.world)
    yield ""
    yield "Roles"
    yield f"  {'deployer':<11} {seen.deployer}  {_holds(found)}"
    for role, there in sorted(found.roles.items()):
        yield f"  {role:<11} {'nobody' if there == ZERO else there}"
    yield f"  {'verifiers':<11} {_listed(found.verifiers)}"
    yield f"  {'attestors':<11} {_listed(found.attestors, 'person ')}"
    yield ""
    yield "Who can do what"
    for power in found.powers:
        yield f"  {power.contract + '.' + power.function:<34} {_who(power)}"
    yield "  Everything else is for anybody, or for each person in their own affairs."
    yield ""
    yield "Numbers that a rules decision can change, between half and twice what is printed"
    for figure in found.figures:
        printed = figure.number.shown(figure.number.printed)
        now = figure.number.shown(figure.value)
        same = "as printed" if figure.value == figure.number.printed else f"printed: {printed}"
        yield f"  {figure.number.what:<52} {now:>10}  {same}"
    yield ""
    if not found.findings:
        yield "Nothing is amiss."
        return
    yield "What is amiss"
    for finding in found.findings:
        yield f"  {finding}"


def _holds(found: Audit) -> str:
    return "; ".join(found.held) if found.held else "holds nothing"


def _listed(whom: tuple[object, ...] | None, word: str = "") -> str:
    if whom is None:
        return "not known: the node does not answer for events"
    return ", ".join(f"{word}{one}" for one in whom) or "none"


def _who(power: Power) -> str:
    if power.holder == NOBODY:
        return "nobody, ever"
    if power.delay is None or power.life is None:
        return power.holder
    wait = f"{duration(power.delay)} after it is published" if power.delay else "at once"
    until = f", at the latest {duration(power.life)} later" if power.life else ""
    article = "an" if power.decision[:1] in "aeiou" else "a"
    return f"{power.holder}, by {article} {power.decision} decision, {wait}{until}"
