"""How pages look: STYLE is for all of them, PROJECTS for the page of projects beside it. Light, dark and on paper."""

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
.timeline svg { display: block; width: 100%; height: 20px; margin-top: 0.2rem; background: var(--band); }
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
.years { display: block; color: var(--soft); overflow: hidden; }
.years line { opacity: 0.6; }
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

PROJECTS = """\
.projreg-top { border-bottom: 4px solid var(--link); padding: 0.2rem 0 0.6rem; font-weight: 600; }
.projreg-top p { margin: 0; }
main { padding-bottom: 1rem; }
h1 { font-size: clamp(1.7rem, 1.2rem + 2.4vw, 2.6rem); margin: 1.2em 0 0.4em; }
.projreg-intro p { font-size: 1.15rem; }
.projreg-contents { margin: 2rem 0 0; padding: 0.1rem 1.2rem 1rem; border: 1px solid var(--line); border-radius: 4px; }
.projreg-contents h2 { font-size: 1.1rem; border: 0; margin: 0.9em 0 0.4em; }
.projreg-contents ul { list-style: none; margin: 0; padding: 0; }
.projreg-contents > ul > li { margin: 0 0 0.7rem; break-inside: avoid; }
.projreg-contents > ul > li > a { font-weight: 600; }
.projreg-contents li { padding: 0.15rem 0; overflow-wrap: anywhere; }
.projreg-contents li li { padding-left: 0.9rem; border-left: 2px solid var(--line); }
.projreg-contents a, .projreg-span a { text-decoration-thickness: 1px; text-underline-offset: 0.15em; }
main h2 { font-size: 1.45rem; margin: 2.4em 0 0.6em; border-bottom: 2px solid var(--ink); padding-bottom: 0.25em; }
h3 { font-size: 1.3rem; margin: 0 0 0.5em; }
h4, caption { font-size: 1rem; font-weight: 600; line-height: 1.25; text-align: left; }
h4 { margin: 1.3em 0 0.4em; }
caption { padding: 0 0 0.4rem; overflow-wrap: anywhere; }
.projreg-project { padding: 1.6rem 0 2rem; border-bottom: 1px solid var(--line); scroll-margin-top: 1rem; }
.projreg-project:last-child { border-bottom: 0; }
.projreg-project table { margin: 1.3rem 0 0; }
.projreg-project tbody tr:last-child > * { border-bottom: 0; }
.projreg-project tbody th { font-weight: 400; }
.projreg-project td, .projreg-project th { overflow-wrap: anywhere; hyphens: auto; }
.projreg-facts { table-layout: fixed; }
.projreg-project .projreg-facts th { width: 9.2rem; color: var(--soft); }
.projreg-project .projreg-amount, .projreg-project .projreg-part {
  text-align: right; font-variant-numeric: tabular-nums; padding-left: 0.4rem; hyphens: manual;
}
.projreg-project .projreg-amount { min-width: 7.6rem; }
.projreg-project .projreg-part { width: 3.4rem; padding-right: 0; white-space: nowrap; }
.projreg-more { color: var(--soft); font-size: 0.9em; }
.projreg-bar { display: block; width: 100%; height: 8px; margin-top: 0.3rem; color: var(--later); }
.projreg-people { list-style: none; margin: 0; padding: 0; }
.projreg-people li { margin: 0 0 0.3rem; }
.projreg-eu { font-weight: 600; margin: 1.3em 0 0.6em; }
.projreg-logos { display: flex; flex-wrap: wrap; gap: 0.8rem 1.2rem; align-items: center; }
.projreg-logos img { height: 4rem; max-width: 100%; object-fit: contain; padding: 0.4rem; background: #ffffff; }
.projreg-unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.projreg-years { display: block; color: var(--soft); overflow: hidden; }
.projreg-years line { opacity: 0.6; }
.projreg-spans { list-style: none; margin: 1rem 0 0; padding: 0; }
.projreg-span { margin: 0 0 1rem; }
.projreg-span a { font-weight: 600; }
.projreg-span > span { color: var(--soft); }
.projreg-span rect { fill-opacity: 1; }
.projreg-upcoming rect, .projreg-applied rect { fill-opacity: 0.2; }
.projreg-span svg { display: block; margin-top: 0.3rem; background: var(--band); }
.projreg-active { color: var(--active); } .projreg-upcoming, .projreg-applied { color: var(--later); }
.projreg-suspended { color: var(--rest); } .projreg-ended, .projreg-unknown { color: var(--alarm); }
.projreg-closed, .projreg-cancelled { color: var(--idle); }
.projreg-span .projreg-today { stroke: var(--ink); } .projreg-span .projreg-under { stroke: var(--paper); }
@media (min-width: 60rem) {
  body { padding: 1.5rem 2rem; }
  .projreg-contents > ul { columns: 2; column-gap: 2.5rem; }
  .projreg-body, .projreg-rest { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 4fr); gap: 0 3.5rem; }
  .projreg-body { grid-template-rows: auto 1fr; align-items: start; }
  .projreg-text, .projreg-project .projreg-funders { grid-column: 1; }
  .projreg-project .projreg-facts { grid-column: 2; grid-row: 1 / span 2; margin-top: 0.6rem; }
  .projreg-rest { grid-column: 1 / -1; align-items: start; }
  .projreg-project .projreg-part { width: 10rem; }
  .projreg-bar { display: inline-block; width: 5rem; margin: 0 0 0 0.8rem; vertical-align: 1px; }
}
@media (max-width: 30rem) {
  .projreg-project table { font-size: 0.88rem; }
  .projreg-project .projreg-amount { min-width: 6.6rem; }
  .projreg-project .projreg-part { width: 2.9rem; }
}
@media print {
  html { font-size: 10pt; }
  .projreg-top { border-color: var(--ink); }
  .projreg-contents > ul { columns: 2; column-gap: 2rem; }
  .projreg-project { padding: 0.8rem 0 1rem; }
  .projreg-span { break-inside: avoid; }
  h4, caption { break-after: avoid; }
}
"""
