"""Gas of joining, claiming and sharing. See `gas`."""

from __future__ import annotations

from tests.contracts.gas import DAY, DOLLAR, NO_PERMIT, SHARE, SUPPLY, GasNet, Row

FILLER = """
# pragma version ~=0.4.3
# Stands at the offering's address for a moment, and places shares with many people at once.
struct Placement:
    token: uint256
    buyer: uint256
    units: uint256
    paid: uint256
    believed: uint256
    believed_if_joined: uint256
    unlocks: uint256

interface Ledger:
    def reserve(token: uint256, person: uint256, units: uint256): nonpayable
    def place(p: Placement) -> uint256: nonpayable

@external
def fill(ledger: address, token: uint256, first: uint256, count: uint256):
    for k: uint256 in range(count, bound=500):
        extcall Ledger(ledger).reserve(token, token, 10**18)
        extcall Ledger(ledger).place(
            Placement(token=token, buyer=first + k, units=10**18, paid=1, believed=1,
                      believed_if_joined=1, unlocks=0)
        )
"""
CROWD = """
# pragma version ~=0.4.3
# Stands at the registry's address for a moment: everybody is an active member.
@view
@external
def word(pid: uint256) -> uint256:
    return pid | (2**32 - 1) << 160 | 2 << 240
"""
OPEN = """
# pragma version ~=0.4.3
# Stands at the place of compliance for a moment: there is room for everybody.
@view
@external
def room(before: uint256, sheet: uint256) -> bool:
    return True
"""


def fill(net: GasNet, token: int, first: int, count: int) -> None:
    """Real placements with `count` further people, whom the registry is made to know meanwhile."""
    from vyper import compile_code

    real = {}
    for name, source in (("Offering", FILLER), ("Registry", CROWD), ("Compliance", OPEN)):
        code = compile_code(source, output_formats=["bytecode_runtime"])["bytecode_runtime"]
        real[name] = net.node.rpc("eth_getCode", net.at[name], "latest")
        net.node.rpc("anvil_setCode", net.at[name], code)
    selector = "0x" + _selector("fill(address,uint256,uint256,uint256)")
    ledger = net.at["Ledger"][2:].rjust(64, "0")
    for start in range(first, first + count, 100):
        many = min(100, first + count - start)
        data = selector + ledger + "".join(f"{n:064x}" for n in (token, start, many))
        receipt = net._send({"from": net.authority, "to": net.at["Offering"], "data": data})
        assert receipt["status"] == "0x1", "the crowd got no shares"
    for name, code in real.items():
        net.node.rpc("anvil_setCode", net.at[name], code)


def _selector(signature: str) -> str:
    from wallet.base.addresses import keccak

    return keccak(signature.encode())[:4].hex()


def measure(net: GasNet) -> dict[str, Row]:
    """Rows of joining, of a claim with a hop of cascade, and of distribute."""
    rows: dict[str, Row] = {}
    people = [net.join() for _ in range(5)]
    rows["join"] = {"gas": people[-1][1], "ceiling": 140_000, "first": people[0][1]}
    alice, bob, carol, dave, _eve = (pid for pid, _gas in people)
    rows["issue"] = {"gas": net.issue(alice)}
    net.issue(bob)
    rows["place"] = {"gas": 0, "first": net.place(alice, bob, SUPPLY // 10)}
    rows["place"]["gas"] = net.place(alice, bob, SUPPLY // 100)
    net.place(bob, carol, SUPPLY // 10)

    # A claim with a hop: Bob holds Alice, and Carol holds Bob.
    first = _claim(net, alice, bob)
    net.skip(DAY)
    rows["claim with a hop of cascade"] = {
        "gas": _claim(net, alice, bob),
        "ceiling": 75_000,
        "first": first,
    }
    rows["claim without holders"] = {"gas": _claim(net, bob, carol)}

    # Sharing costs the same, however many hold.
    _distribute(net, alice)
    net.place(alice, dave, SHARE)
    assert net.read("Ledger", "token_info", alice).holders == 2
    holders = 2
    for wanted in (2, 200, 20_000):
        fill(net, alice, 1_000_000 + holders, wanted - holders)
        holders = wanted
        assert net.read("Ledger", "token_info", alice).holders == holders
        rows[f"distribute to {wanted} holders"] = {
            "gas": _distribute(net, alice),
            "ceiling": 65_000,
        }
    return rows


def _distribute(net: GasNet, issuer: int) -> int:
    amount = 1_234 * DOLLAR
    return net.send(net.wallet(issuer), "Ledger", "distribute", amount, NO_PERMIT)


def _claim(net: GasNet, token: int, holder: int) -> int:
    _distribute(net, token)
    return net.send(net.wallet(holder), "Ledger", "claim", token, holder)
