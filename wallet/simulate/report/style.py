"""The two palettes of the wallet, and the few styles of the page."""

from __future__ import annotations

import json
from importlib import resources

Palette = dict[str, str]

USED = (
    *("ground", "sheet", "sunk", "line", "ink", "ink2"),
    *("accent", "accentSoft", "bronze", "bronzeDeep", "bronzeSoft", "oxide", "oxideSoft"),
)
"""Tokens of the look that a page uses."""


def palettes() -> tuple[Palette, Palette]:
    """Return the colours for light and for dark, by token."""
    text = (resources.files("resources") / "theme" / "tokens.json").read_text(encoding="utf-8")
    colours = json.loads(text)["colours"]
    light, dark = ({name: colours[mode][name] for name in USED} for mode in ("light", "dark"))
    return light, dark


def style() -> str:
    """Return the one style sheet of the page."""
    light, dark = palettes()
    return (
        f":root {{ color-scheme: light dark; {_variables(light)} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {_variables(dark)} }} }}\n" + RULES
    )


def _variables(palette: Palette) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in palette.items())


RULES = """
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.55 Inter, system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 860px; margin: 0 auto; padding: 36px 20px 72px; }
h1 { font-size: 30px; line-height: 38px; font-weight: 600; margin: 0 0 8px; }
h2 { font-size: 22px; line-height: 30px; font-weight: 600; margin: 52px 0 12px; }
h3 { font-size: 17px; line-height: 26px; font-weight: 600; margin: 28px 0 6px; }
p, ul, ol, dl { margin: 0 0 14px; }
li { margin-bottom: 6px; }
.lead { font-size: 18px; line-height: 28px; }
.quiet, figcaption, caption { color: var(--ink2); font-size: 14px; line-height: 21px; }
.card { background: var(--sheet); border: 1px solid var(--line); border-radius: 12px;
  padding: 16px 20px; margin: 0 0 16px; }
.card > :first-child { margin-top: 0; }
.card > :last-child { margin-bottom: 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; line-height: 20px; }
caption { text-align: left; padding-bottom: 8px; }
th, td { text-align: left; vertical-align: top; padding: 8px 14px 8px 0; }
thead th { color: var(--ink2); font-weight: 500; }
tbody tr { border-top: 1px solid var(--line); }
tbody th { font-weight: 600; }
tbody th .quiet { display: block; font-weight: 400; }
.figure { text-align: right; white-space: nowrap; }
thead .figure { white-space: normal; min-width: 84px; }
.pays { color: var(--oxide); font-weight: 600; }
.fails { color: var(--accent); font-weight: 600; }
.open { color: var(--bronzeDeep); font-weight: 600; }
dt { font-weight: 600; }
dd { margin: 0 0 10px; }
figure { margin: 16px 0 24px; }
figure svg { display: block; width: 100%; height: auto; background: var(--sheet);
  border: 1px solid var(--line); border-radius: 12px; min-width: 580px; }
figcaption { margin-top: 8px; }
details { margin: 8px 0 16px; }
summary { cursor: pointer; color: var(--accent); font-size: 14px; }
details .wide { margin-top: 8px; }
code { font: 13px/20px "JetBrains Mono", ui-monospace, monospace; background: var(--sunk);
  padding: 2px 5px; border-radius: 4px; overflow-wrap: anywhere; }
@media (max-width: 640px) {
  .stack thead { display: none; }
  .stack tr, .stack td, .stack th { display: block; }
  .stack tbody tr { padding: 12px 0; }
  .stack th, .stack td { padding: 1px 0; }
  .stack .figure { text-align: left; }
  .stack td[data-is]::before { content: attr(data-is) ": "; color: var(--ink2); }
}
@media print { body { background: none; } details > * { display: block; } }
"""
