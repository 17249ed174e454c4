"""The frame of a page: its head, style and landmarks. It reads on a phone and on paper, in light and in dark."""

from projreg.encode.html import attributes, text
from projreg.language import Lang, Phrase

_SKIP = Phrase("Till innehållet", "To the content")


def page(title: str, body: str, lang: Lang, *, foot: str = "") -> str:
    """A whole document. `body` and `foot` are HTML, `title` is text."""
    return f"""\
<!DOCTYPE html>
<html{attributes((("lang", lang),))}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{text(title)}</title>
<style>
{STYLE}</style>
</head>
<body>
<a class="skip" href="#content">{text(_SKIP.say(lang))}</a>
<main id="content">
{body}
</main>
{f"<footer>{foot}</footer>" if foot else ""}
</body>
</html>
"""


STYLE = """\
:root {
  --ink: #1d2126; --soft: #545b64; --paper: #ffffff; --band: #f1f3f5; --line: #8a9199; --link: #0b57a4;
  --alarm: #a3160c; --active: #1f6f43; --later: #2a6f97; --rest: #8a5a00; --idle: #6b7280;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e9ecef; --soft: #b3bac2; --paper: #14171a; --band: #22272c; --line: #7d858e; --link: #8cc2ff;
    --alarm: #ff9b91; --active: #74c69d; --later: #8ecae6; --rest: #ffc46b; --idle: #a9b1ba;
  }
}
* { box-sizing: border-box; }
html { font: 100%/1.55 system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; color: var(--ink); background: var(--paper); }
h1, h2, h3, p, li { overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.25; margin: 1.6em 0 0.5em; text-wrap: balance; }
h1 { font-size: 1.8rem; margin-top: 0.5em; }
h2 { font-size: 1.3rem; border-bottom: 1px solid var(--line); padding-bottom: 0.2em; }
.urgent { color: var(--alarm); border-color: var(--alarm); }
p { max-width: 65ch; margin: 0.6em 0; }
a { color: var(--link); }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 0.5rem; padding: 0.4rem 0.8rem; background: var(--paper); z-index: 1; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.95rem; }
th, td { padding: 0.4rem 0.7rem 0.4rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
td { hyphens: auto; overflow-wrap: break-word; }
thead th { color: var(--soft); font-weight: 600; border-bottom-width: 2px; }
.figures { text-align: right; font-variant-numeric: tabular-nums; }
.day { white-space: nowrap; }
.state { font-weight: 600; }
.active { color: var(--active); } .upcoming, .applied { color: var(--later); } .suspended { color: var(--rest); }
.ended, .unknown { color: var(--alarm); } .closed, .cancelled { color: var(--idle); }
.timeline { list-style: none; margin: 1rem 0; padding: 0; }
.timeline li { margin: 0 0 0.9rem; }
.timeline .name { font-weight: 600; }
.timeline .when { color: var(--soft); }
.timeline svg { display: block; width: 100%; height: 1.4rem; margin-top: 0.2rem; background: var(--band); }
.timeline .bar { fill: currentColor; }
.timeline .upcoming .bar, .timeline .applied .bar { fill-opacity: 0.15; stroke: currentColor; }
.timeline .suspended .bar, .timeline .ended .bar { fill-opacity: 0.7; }
.timeline .bar { vector-effect: non-scaling-stroke; stroke-width: 2; }
.timeline .applied .bar, .timeline .suspended .bar { stroke-dasharray: 4 3; stroke: currentColor; }
.timeline .today { stroke: var(--ink); stroke-width: 2; vector-effect: non-scaling-stroke; }
.timeline .due { stroke: var(--ink); stroke-width: 5; vector-effect: non-scaling-stroke; }
.timeline .late { stroke: var(--alarm); stroke-width: 5; vector-effect: non-scaling-stroke; }
.timeline .under { stroke: var(--paper); stroke-width: 9; }
.timeline .today.under { stroke-width: 6; }
.years { position: relative; height: 1.4rem; color: var(--soft); font-size: 0.85rem; overflow: hidden; }
.years span { position: absolute; border-left: 1px solid var(--line); padding-left: 0.25rem; white-space: nowrap; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); color: var(--soft); font-size: 0.9rem; }
@media print {
  :root {
    --ink: #000000; --soft: #333333; --paper: #ffffff; --band: #eeeeee; --line: #777777; --link: #000000;
    --alarm: #8a0f06; --active: #1f6f43; --later: #2a6f97; --rest: #8a5a00; --idle: #545b64;
  }
  body { max-width: none; padding: 0; font-size: 10pt; }
  .skip { display: none; }
  .wide { overflow: visible; }
  tr, .timeline li { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  svg, .state { print-color-adjust: exact; }
}
"""
