"""What was found, as tables with plain sentences before them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wallet.simulate.auctions.attacking import KINDS, Attacked, Tried
from wallet.simulate.auctions.chance import Estimate
from wallet.simulate.auctions.comparing import MEASURES, Comparison
from wallet.simulate.auctions.judging import Change, Verdict
from wallet.simulate.auctions.mapping import Map
from wallet.simulate.auctions.neighbours import ALL, AS_WRITTEN

WHO = {
    "four": "four people",
    "insiders": "people who know what others do not",
    "crowd": "sixty-three straw people",
}


def tell_comparison(found: Comparison) -> str:
    """Say how honest people fare under every rule."""
    lines = [
        f"Honest people under every rule: {found.runs} runs of {found.days} days each, the same "
        f"luck for all, seeds {found.seed} to {found.seed + found.runs - 1}.",
        *(f"{measure.key}: {measure.says}" for measure in MEASURES),
        "An asterisk: surely other than under the rule as written.",
    ]
    for market in dict.fromkeys(cell.market for cell in found.cells):
        lines += ["", f"In the {market} market:", ""]
        rows = [
            [
                cell.rule,
                f"{cell.auctions:.1f}",
                *(_marked(cell.measures[m.key], cell.against[m.key]) for m in MEASURES),
            ]
            for cell in found.cells
            if cell.market == market
        ]
        lines += _table(["rule", "auctions", *(m.key for m in MEASURES)], rows)
    return "\n".join(lines)


def tell_attacks(found: Attacked) -> str:
    """Say what cheats gain beyond honesty, who pays, and what other rules do to them."""
    last = found.seed + found.runs - 1
    lines = [
        f"What cheats gain beyond honesty: {found.runs} runs each, honest and not, with the same "
        f"luck, seeds {found.seed} to {last}. Gains are parts of what the cheat's block is worth.",
    ]
    for market, block in found.blocks.items():
        here = [one for one in found.tried if one.market == market]
        written = [one for one in here if one.rule == AS_WRITTEN.name]
        lines += ["", f"In the {market} market, the rule as written, a block of ${block:,.0f}:", ""]
        head = ["cheat", "by", "gain", "surely between", "who pays", "false cost a dollar"]
        lines += _table(head, [_tried(one) for one in written])
        lines += ["", f"All cheats that pay, added up, in the {market} market:", ""]
        rows = []
        for rule in dict.fromkeys(one.rule for one in here):
            sums = {s.kind: s for s in found.paying if (s.market, s.rule) == (market, rule)}
            rows.append([rule, *(_marked(sums[k].gain, sums[k].against) for k in KINDS)])
        lines += _table(["rule", *(f"by {WHO[kind]}" for kind in KINDS)], rows)
    return "\n".join(lines)


def tell_verdicts(verdicts: Sequence[Verdict]) -> str:
    """Say which neighbours beat the rule as written, and why the others do not."""
    beat = [verdict for verdict in verdicts if verdict.beats]
    lines = []
    if not beat:
        lines.append("Keep the rule as written: no neighbour is better and in nothing worse.")
    for verdict in beat:
        better = _joined(verdict.better) or "nothing, but it is simpler"
        lines.append(f"{_name(verdict)} beats the rule as written. Better: {better}. Worse: none.")
    for verdict in verdicts:
        if not verdict.beats:
            better = _joined(verdict.better) or "nothing"
            worse = _joined(verdict.worse) or "nothing"
            lines.append(f"{_name(verdict)} does not. Better: {better}. Worse: {worse}.")
    return "\n".join(lines)


def _joined(changes: Iterable[Change]) -> str:
    return "; ".join(map(str, changes))


def tell_map(found: Map) -> str:
    """Say what a cheat gains where people look so often and are so many."""
    lines = [f"Gains in per cent of a block, {found.runs} runs each, seed {found.seed}."]
    for cheat, rule in dict.fromkeys((point.cheat, point.rule) for point in found.points):
        points = [p for p in found.points if (p.cheat, p.rule) == (cheat, rule)]
        looks = list(dict.fromkeys(point.looks for point in points))
        lines += ["", f"The cheat: {cheat}; the rule: {rule}.", ""]
        rows = [
            [str(people), *(_percent(p.gain) for p in points if p.people == people)]
            for people in dict.fromkeys(point.people for point in points)
        ]
        lines += _table(["honest people", *(f"look {100 * p:g} % an hour" for p in looks)], rows)
    return "\n".join(lines)


def _name(verdict: Verdict) -> str:
    return f"“{verdict.rule}” ({ALL[verdict.rule].says[:-1]})"


def _tried(one: Tried) -> list[str]:
    low, high = 100 * one.gain.low, 100 * one.gain.high
    payers = [f"{group} {100 * part:.0f}" for group, part in one.pays.items() if part >= 0.005]
    dollar = "" if one.a_dollar is None else f"{one.a_dollar:.0f}"
    if one.false_cost > 1 and one.a_dollar is None:
        dollar = "free"
    return [
        one.cheat,
        WHO[one.kind],
        f"{100 * one.gain.mean:.1f} %",
        f"{low:.1f} and {high:.1f}",
        ", ".join(payers) or "nobody",
        dollar,
    ]


def _marked(is_: Estimate, against: Estimate) -> str:
    return f"{100 * is_.mean:.1f} %" + (" *" if against.above or against.below else "")


def _percent(gain: Estimate) -> str:
    return f"{100 * gain.mean:.1f}" + (" *" if gain.above else "")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lay out a table that reads well as text and as Markdown."""
    all_rows = [list(head), *map(list, rows)]
    widths = [max(len(row[k]) for row in all_rows) for k in range(len(head))]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in all_rows]
    return [lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]
