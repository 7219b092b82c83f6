/* The diagram: "Olet tässä", and its keyboard. It is one stop of the Tab key, within which arrows move; without this file
   its nodes are ordinary links. */
(function () {
  'use strict';

  /** @param {string} selector @param {ParentNode} [within] @returns {HTMLElement[]} */
  function all(selector, within) { return Array.from((within || document).querySelectorAll(selector)); }

  var canvas = document.querySelector('.canvas');
  var list = document.getElementById('vaiheet');
  if (!canvas || !list) return;
  var box = canvas;
  var steps = list;
  var nodes = all('a.node', box);
  var ROOM = 24;
  /** The node from which the reader went to the list, to return to. @type {HTMLElement | undefined} */
  var origin;
  /** The step that was the reader's until now. @type {string | undefined} */
  var last;

  /** The drawing in which a node stands: there are two, of which the width of the page shows one.
   * @param {HTMLElement} node @returns {Element} */
  function drawing(node) { return /** @type {Element} */ (node.closest('svg')); }

  /** Make `node` its drawing's Tab stop. @param {HTMLElement | undefined} node @param {boolean} [focus] */
  function rove(node, focus) {
    if (!node) return;
    all('a.node', drawing(node)).forEach(function (other) { other.setAttribute('tabindex', other === node ? '0' : '-1'); });
    if (focus) node.focus();
  }

  /** The nodes to which, or from which, the arrows of a node lead, without the ways back.
   * @param {HTMLElement} node @param {'from' | 'to'} end The end of the arrow at which the node stands. */
  function joined(node, end) {
    var other = end === 'from' ? 'to' : 'from';
    /** @type {HTMLElement[]} */
    var found = [];
    all('.edge:not(.back)', drawing(node)).forEach(function (edge) {
      if (edge.dataset[end] !== node.dataset.step) return;
      var there = all('a.node', drawing(node)).find(function (n) { return n.dataset.step === edge.dataset[other]; });
      if (there && there !== node && found.indexOf(there) < 0) found.push(there);
    });
    return found;
  }

  /** Where a key leads from a node. @param {HTMLElement} node @param {string} key @returns {HTMLElement | undefined} */
  function neighbour(node, key) {
    var own = all('a.node', drawing(node)), at = own.indexOf(node);
    if (key === 'Home') return own[0];
    if (key === 'End') return own[own.length - 1];
    if (key === 'ArrowDown') return joined(node, 'from')[0] || own[at + 1];
    if (key === 'ArrowUp') return joined(node, 'to')[0] || own[at - 1];
    // Right and left go among the branches of the step that leads here.
    var before = joined(node, 'to')[0];
    var branches = before ? joined(before, 'from') : own;
    return branches[branches.indexOf(node) + (key === 'ArrowRight' ? 1 : -1)];
  }

  /** Where the drawing scrolls in its own box, bring a node into sight without moving the page.
   * @param {HTMLElement} node @param {boolean} glide */
  function show(node, glide) {
    var inner = node.getBoundingClientRect(), frame = box.getBoundingClientRect();
    // Around a node there is room for its outline and for the words "Olet tässä".
    var isOut = inner.top < frame.top + ROOM || inner.bottom > frame.bottom - ROOM;
    var isAside = inner.left < frame.left + ROOM || inner.right > frame.right - ROOM;
    if (!isOut && !isAside) return;
    box.scrollBy({
      top: isOut ? inner.top - frame.top - (frame.height - inner.height) / 2 : 0,
      left: isAside ? inner.left - frame.left - (frame.width - inner.width) / 2 : 0,
      behavior: glide && !matchMedia('(prefers-reduced-motion: reduce)').matches ? 'smooth' : 'instant',
    });
  }

  /** @param {HTMLElement} node @returns {boolean} Whether its drawing is the one on show. */
  function isShown(node) { return node.getClientRects().length > 0; }

  document.addEventListener('pathviz:step', function (event) {
    var id = /** @type {CustomEvent<string>} */ (event).detail;
    nodes.forEach(function (node) {
      if (id && node.dataset.step === id) node.setAttribute('aria-current', 'step');
      else node.removeAttribute('aria-current');
    });
    all('svg', box).forEach(function (svg) {
      var own = all('a.node', svg);
      var here = own.find(function (node) { return node.hasAttribute('aria-current'); }) || own[0];
      rove(here);
      if (id && here && isShown(here)) show(here, last !== undefined);
    });
    // Back by the browser's own button to where no step was chosen yet: the reader was at the step's node.
    var left = nodes.find(function (node) { return node.dataset.step === last && isShown(node); });
    if (!id && origin && left && steps.contains(document.activeElement)) rove(left, true);
    last = id;
  });

  nodes.forEach(function (node) {
    node.addEventListener('keydown', function (event) {
      if (!/^(Arrow(Up|Down|Left|Right)|Home|End)$/.test(event.key)) return;
      event.preventDefault();
      rove(neighbour(node, event.key), true);
    });
    node.addEventListener('click', function () { origin = node; });
  });
  // Escape leads to the node of the step in which the reader is now, who may have read on from the one that was chosen.
  steps.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape' || !origin) return;
    var item = event.target instanceof Element ? event.target.closest('.stp') : null;
    var id = item instanceof HTMLElement ? item.dataset.step : '';
    var node = nodes.find(function (other) { return other.dataset.step === id && isShown(other); });
    if (node || isShown(origin)) rove(node || origin, true);
  });

  // Beside the list the room is the drawing's; the key to its signs opens when asked for.
  var pic = canvas.closest('.pic'), key = pic && pic.querySelector('details');
  if (pic && key && getComputedStyle(pic).position === 'sticky') key.open = false;
})();
