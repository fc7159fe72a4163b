"""How the page looks: in light and dark, on a phone and on paper."""

from __future__ import annotations

STYLE = """\
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --soft: rgba(128,128,128,.12) }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --paper: #16181a } }
@media print { :root { color-scheme: light; --ink: #000; --paper: #fff } }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 66rem; background: var(--paper);
  color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 1.6rem; margin: 0 } h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem }
header p, footer { opacity: .75; margin: .2rem 0 }
.score { background: var(--soft); border-radius: .5rem; padding: 1rem 1.2rem; margin-top: 1.2rem }
.score strong { font-size: 3rem; line-height: 1.1; display: block }
.score div[role=img] { width: 100% !important; height: 1.3em !important; margin-top: .8rem }
.ends { display: flex; justify-content: space-between; font-size: .8rem; opacity: .75 }
.wide { overflow-x: auto } .wide table { white-space: nowrap; overflow-wrap: normal }
.wide tr > :first-child { white-space: normal !important; min-width: 6em }
figure svg { display: block; max-width: 100%; height: auto; stroke-linejoin: round }
figure text { fill: currentColor; font-family: "DejaVu Sans", Verdana, sans-serif }
.on-phone { display: none }
.wide td, .wide th { padding: .15em .5em !important }
@media screen and (max-width: 40rem) { .wide div { max-width: 6em }
  .wide td, .wide th { padding: .15em .4em !important }
  figure.wide svg { max-width: none }
  .on-phone { display: block } .on-desk { display: none } }
.nps td:first-child, .nps th:first-child { padding-left: 0 !important }
.key span { white-space: nowrap; margin-right: 1em }
.key i { display: inline-block; width: .8em; height: .8em; margin-right: .3em }
figure { margin: 1rem 0 }
li { margin: .3rem 0 }
@media print { body { max-width: none; padding: 0 } .wide { overflow: visible }
  .wide table { white-space: normal; font-size: 80% } h2 { break-after: avoid }
  tr, li, figure, .score { break-inside: avoid } div { print-color-adjust: exact } }
"""
#: What a browser may load for the page: nothing but its own style.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
