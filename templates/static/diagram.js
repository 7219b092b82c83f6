/* The diagrams: "Olet tässä", and their keyboard. A drawing is one stop of the Tab key, within which arrows move; without
   this file its nodes are ordinary links. */
(function () {
  'use strict';

  var all = pathviz.all, say = pathviz.say;
  var box = pathviz.one('.canvas'), steps = pathviz.one('#vaiheet');
  if (!box) return;
  var ROOM = 24;
  /** The node from which the reader went to the list, to return to. @type {HTMLElement | undefined} */
  var origin;

  /** What was last brought into sight. */
  var last = pathviz.state();

  /** The drawing in which a node stands: there are several, of which the page shows one.
   * @param {HTMLElement} node @returns {Element} */
  function drawing(node) { return /** @type {Element} */ (node.closest('svg')); }

  /** @param {Element} svg @returns {HTMLElement[]} Its steps. */
  function nodes(svg) { return all('a.node', svg); }

  /** @param {string | undefined} id @returns {HTMLElement | undefined} The step's node in the drawing on show. */
  function shown(id) {
    return all('a.node', box).find(node => node.dataset.step === id && pathviz.isShown(node));
  }

  /** Make `stop` its drawing's Tab stop. @param {HTMLElement | undefined} stop @param {boolean} [focus] */
  function rove(stop, focus) {
    if (!stop) return;
    all('a', drawing(stop)).forEach(other => { say(other, 'tabindex', other === stop ? '0' : '-1'); });
    if (focus) stop.focus();
  }

  /** The nodes to which, or from which, the arrows of a node lead, without the ways back.
   * @param {HTMLElement} node @param {'from' | 'to'} end The end of the arrow at which the node stands. */
  function joined(node, end) {
    var other = end === 'from' ? 'to' : 'from', own = nodes(drawing(node));
    /** @type {HTMLElement[]} */
    var found = [];
    all('.edge:not(.back)', drawing(node)).forEach(edge => {
      if (edge.dataset[end] !== node.dataset.step) return;
      var there = own.find(n => n.dataset.step === edge.dataset[other]);
      if (there && there !== node && !found.includes(there)) found.push(there);
    });
    return found;
  }

  /** The ways on that are written out at a node as links of their own. @param {HTMLElement} node */
  function pills(node) { return all('a.pill', /** @type {Element} */ (node.parentElement)); }

  /** The node from which the reader last went down: where ways join, its branches are the ones to choose among.
   * @type {HTMLElement | undefined} */
  var came;

  /** Where a key leads from a node or a pill. @param {HTMLElement} stop @param {string} key @returns {HTMLElement | undefined} */
  function neighbour(stop, key) {
    var own = nodes(drawing(stop)), isPill = stop.dataset.step === undefined;
    var node = isPill ? own.find(n => pills(n).includes(stop)) || own[0] : stop;
    var at = own.indexOf(node), aside = pills(node), above = joined(node, 'to');
    var before = isPill ? node : came && above.includes(came) ? came : above[0];
    if (key === 'Home') return own[0];
    if (key === 'End') return own[own.length - 1];
    if (key === 'ArrowUp') return before || own[at - 1];
    if (key === 'ArrowDown') {
      came = node;
      return joined(node, 'from')[0] || !isPill && aside[0] || own[at + 1];
    }
    // Right and left go among the branches of the step that leads here, and to what is written beside this one.
    var branches = before ? joined(before, 'from').concat(pills(before)) : own;
    return branches[branches.indexOf(stop) + (key === 'ArrowRight' ? 1 : -1)] || (key === 'ArrowRight' ? aside[0] : isPill ? node : undefined);
  }

  /** Bring a node into sight: beside the list with the page, above it in the drawing's own box alone.
   * @param {HTMLElement} node @param {boolean} glide */
  function show(node, glide) {
    /** @type {ScrollBehavior} */
    var behavior = glide && !matchMedia('(prefers-reduced-motion: reduce)').matches ? 'smooth' : 'auto';
    var inner = node.getBoundingClientRect(), frame = box.getBoundingClientRect();
    // Around a node there is room for its outline and for the words "Olet tässä".
    if (inner.left < frame.left + ROOM || inner.right > frame.right - ROOM) {
      box.scrollBy({ left: inner.left - frame.left - (frame.width - inner.width) / 2, behavior: behavior });
    }
    if (document.querySelector('.has-step')) node.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: behavior });
  }

  /** The step that is marked. @type {string | undefined} */
  var marked;

  /** Mark the step that is chosen. @param {State} now */
  function mark(now) {
    marked = now.step;
    all('svg.dia', box).forEach(svg => {
      var own = nodes(svg);
      /** @type {HTMLElement | undefined} */
      var here;
      own.forEach(node => {
        var isHere = !!now.step && node.dataset.step === now.step;
        say(node, 'aria-current', isHere && 'step');
        if (!isHere) return;
        here = node;
        var tag = pathviz.one('.here', svg);
        say(tag, 'transform', 'translate(' + node.dataset.tag + ')');
        node.after(tag);
      });
      rove(here || own[0]);
    });
  }

  /** Bring the step that is chosen into sight, or else the drawing's beginning. @param {State} now @param {boolean} [glide] */
  function reveal(now, glide) {
    var at = all('svg.dia', box).find(pathviz.isShown), own = at ? nodes(at) : [];
    var here = own.find(node => node.dataset.step === now.step) || !glide && own[0];
    if (here) show(here, !!glide);
  }

  document.addEventListener('pathviz:chosen', event => {
    if (event.detail.now.step !== marked) mark(event.detail.now);
  });
  document.addEventListener('pathviz:shown', event => {
    var now = event.detail.now, before = event.detail.before;
    if (now.meeting) return;
    if (now.step !== last.step || now.view !== last.view) reveal(now, now.view === last.view);
    last = now;
    // Back by the browser's own button to where no step was chosen yet: the reader was at the step's node.
    if (!now.step && event.detail.focus && origin) rove(shown(before.step), true);
  });
  document.addEventListener('pathviz:drawn', () => {
    mark(pathviz.state());
    if (pathviz.state().view === 'toimijat') reveal(pathviz.state());
  });

  box.addEventListener('keydown', event => {
    var key = /** @type {KeyboardEvent} */ (event).key;
    var stop = /** @type {Element} */ (event.target).closest('a');
    if (!stop || !/^(Arrow(Up|Down|Left|Right)|Home|End)$/.test(key)) return;
    event.preventDefault();
    rove(neighbour(/** @type {HTMLElement} */ (/** @type {unknown} */ (stop)), key), true);
  });
  box.addEventListener('click', event => {
    var node = /** @type {Element} */ (event.target).closest('a');
    if (node) origin = /** @type {HTMLElement} */ (/** @type {unknown} */ (node));
  });
  // Escape leads to the node of the step in which the reader is now, who may have read on from the one that was chosen.
  steps.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || event.defaultPrevented || !origin && !document.querySelector('.has-step')) return;
    var item = /** @type {Element} */ (event.target).closest('.stp');
    var node = shown(item instanceof HTMLElement ? item.dataset.step : pathviz.state().step);
    if (node) rove(node, true);
    else if (origin && pathviz.isShown(origin)) rove(origin, true);
  });
  mark(pathviz.state());
  reveal(pathviz.state());
  // The browser itself goes to the step that the address names, but later.
  addEventListener('load', () => { setTimeout(reveal, 0, pathviz.state()); });
})();
