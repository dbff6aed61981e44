"""What must hold on every page, in any font: nothing beside the page, no word cut in two."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

OPENED = """() => { for (const one of document.querySelectorAll('details')) one.open = true; }"""
"""Folded words are words too."""

BROKEN = """() => {
  const found = [], range = document.createRange();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const lines = () => new Set(  // an empty box may stand at the end of the line before
    [...range.getClientRects()].filter(one => one.width > 1).map(one => Math.round(one.top))).size;
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    range.selectNodeContents(text);
    if (lines() < 2 || text.parentElement.closest('script, style, .secret')) continue;
    for (const word of text.data.matchAll(/[\\p{L}\\p{N}’']+/gu)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (lines() > 1) found.push(word[0]);
    }
  }
  return found;
}"""
"""Words that stand on two lines without a hyphen of their own."""

BESIDE = """() => [...document.querySelectorAll('body *')].filter(one => {
  const box = one.getBoundingClientRect();
  if (!box.width || !one.checkVisibility() || one.closest('.unseen, .table-scroll, .jumps, svg'))
    return false;
  return box.right > document.documentElement.clientWidth + 1 || box.left < -1;
}).map(one => one.outerHTML.slice(0, 120))"""
"""What stands beside the page, also where a clip hides it."""

CUT = """() => [...document.querySelectorAll(
    'h1, h2, h3, p, li, dd, dt, legend, label, button, a, summary, td, th, input, select')]
  .filter(one => one.checkVisibility() && one.clientWidth && !one.closest('.unseen, .jumps')
    && getComputedStyle(one).display !== 'inline' && !one.matches('.wordmark, .top .btn')
    && one.scrollWidth > one.clientWidth + 1)
  .map(one => one.outerHTML.slice(0, 120))"""
"""What is wider than its own box."""

HEADER = """() => {
  const top = document.querySelector('.top');
  if (!top) return [];
  const parts = [...top.querySelectorAll('a, button')].filter(one => one.checkVisibility());
  const boxes = parts.map(one => [one, one.getBoundingClientRect()]);
  const apart = ([, a], [, b]) => a.right <= b.left + .5 || b.right <= a.left + .5
    || a.bottom <= b.top + .5 || b.bottom <= a.top + .5;
  const faults = [];
  for (const [place, one] of boxes.entries()) {
    const icon = one[0].querySelector('svg').getBoundingClientRect();
    if (icon.left < one[1].left - 1 || icon.right > one[1].right + 1) faults.push('icon cut');
    for (const other of boxes.slice(place + 1)) if (!apart(one, other)) faults.push('overlap');
  }
  const call = top.querySelector('.help');
  if (call && call.scrollWidth > call.clientWidth) faults.push('number cut');
  return faults;
}"""
"""Parts of the header that are cut or lie over one another."""

BARE = """() => [...document.querySelectorAll('ul, ol')].filter(one => {
  const bare = [...one.children].every(row => getComputedStyle(row).listStyleType === 'none');
  return bare !== (one.getAttribute('role') === 'list');
}).map(one => one.outerHTML.slice(0, 120))"""
"""Lists that lost their numbers or bullets without a word, or have them in spite of it."""

COVERED = """() => {
  const bars = [...document.querySelectorAll('main *')].filter(one =>
    ['sticky', 'fixed'].includes(getComputedStyle(one).position) && one.checkVisibility());
  return [...document.querySelectorAll('.signs .sign')].filter(sign => bars.some(bar => {
    const [a, b] = [sign.getBoundingClientRect(), bar.getBoundingClientRect()];
    return a.top < b.bottom - 1 && b.top < a.bottom - 1;
  })).map(sign => sign.innerText);
}"""
"""Danger signs under a bar that stays on the screen."""

FAULTS = {
    "beside": BESIDE,
    "broken": BROKEN,
    "covered": COVERED,
    "cut": CUT,
    "header": HEADER,
    "lists": BARE,
}


def faults(page: Page) -> dict[str, Any]:
    """By name of FAULTS: what of it is on the page as it stands, with all of it unfolded."""
    page.evaluate(OPENED)
    found = {name: page.evaluate(script) for name, script in FAULTS.items()}
    return {name: what for name, what in found.items() if what}
