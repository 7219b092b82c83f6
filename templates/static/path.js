/* The service path's page: steps that open and close, and the diagram's keyboard. Without it the list is open and the
   diagram's nodes are ordinary links. */
(function () {
  'use strict';
  var STORE = 'pathviz-open:' + location.pathname;

  /** @typedef {{ id: string, item: HTMLElement, body: HTMLElement, button: HTMLButtonElement }} Step */

  /** @param {string} selector @param {ParentNode} [within] @returns {HTMLElement[]} */
  function all(selector, within) { return Array.from((within || document).querySelectorAll(selector)); }

  var list = document.getElementById('vaiheet');
  if (!list) return;
  var toggle = /** @type {HTMLButtonElement | null} */ (list.querySelector('[data-all]'));
  var steps = all('.stp', list).map(collapsible);
  var nodes = all('.canvas a.node');
  var canvas = document.querySelector('.canvas');
  /** The node from which the reader came to the list, to return to it. @type {HTMLElement | null} */
  var origin = null;

  /** Turn a step's heading into a button that opens it. @param {HTMLElement} item @returns {Step} */
  function collapsible(item) {
    var heading = /** @type {HTMLElement} */ (item.querySelector('.ti'));
    var body = /** @type {HTMLElement} */ (item.querySelector('.body'));
    var button = document.createElement('button');
    button.type = 'button';
    body.id = 'sisus-' + item.dataset.step;
    button.setAttribute('aria-controls', body.id);
    button.append.apply(button, Array.from(heading.childNodes));
    heading.removeAttribute('tabindex');
    heading.append(button);
    heading.insertAdjacentHTML('afterend', '<svg class="i tw" aria-hidden="true"><use href="#i-open"/></svg>');
    var step = { id: item.dataset.step || '', item: item, body: body, button: button };
    button.addEventListener('click', function () { open(step, body.hidden); remember(); });
    return step;
  }

  /** @param {Step} step @param {boolean} on */
  function open(step, on) {
    step.body.hidden = !on;
    step.button.setAttribute('aria-expanded', String(on));
  }

  /** Keep what is open until the tab is closed, and name the button after what it will do. */
  function remember() {
    var opened = steps.filter(function (step) { return !step.body.hidden; });
    if (toggle) toggle.textContent = (opened.length === steps.length ? toggle.dataset.hide : toggle.dataset.show) || '';
    try {
      sessionStorage.setItem(STORE, opened.map(function (step) { return step.id; }).join(' '));
    } catch { /* then it is not remembered */ }
  }

  /** @returns {string[]} The ids of the steps that were open. */
  function remembered() {
    try { return (sessionStorage.getItem(STORE) || '').split(' '); } catch { return []; }
  }

  /** @returns {Step | undefined} The step that the address names. */
  function addressed() {
    var id = decodeURIComponent(location.hash.slice(1));
    return steps.find(function (step) { return step.item.id === id; });
  }

  /** Mark a step as the one where the reader is, in the list and in the diagram. @param {Step | undefined} here */
  function mark(here) {
    steps.forEach(function (step) {
      step.item.classList.toggle('cur', step === here);
      var tag = /** @type {HTMLElement | null} */ (step.body.querySelector('.here-tag'));
      if (tag) tag.hidden = step !== here;
    });
    nodes.forEach(function (node) {
      var on = Boolean(here) && node.dataset.step === here.id;
      if (on) node.setAttribute('aria-current', 'step'); else node.removeAttribute('aria-current');
    });
    all('.canvas svg').forEach(function (drawing) {
      var own = nodes.filter(function (node) { return drawing.contains(node); });
      rove(own.find(function (node) { return node.hasAttribute('aria-current'); }) || own[0], false);
    });
  }

  /** Go to the step that the address names: open it, mark it, show it in the diagram. @param {boolean} focus */
  function arrive(focus) {
    var step = addressed();
    if (!step) return;
    open(step, true);
    mark(step);
    remember();
    showInDiagram(step);
    step.item.scrollIntoView();
    if (focus) step.button.focus({ preventScroll: true });
  }

  /** Where the diagram scrolls in its own box, bring the step's node into sight. @param {Step} step */
  function showInDiagram(step) {
    var node = nodes.find(function (found) { return found.dataset.step === step.id && found.getClientRects().length > 0; });
    if (!node || !canvas || canvas.scrollHeight <= canvas.clientHeight) return;
    var box = node.getBoundingClientRect(), frame = canvas.getBoundingClientRect();
    if (box.top < frame.top || box.bottom > frame.bottom) {
      canvas.scrollTop += box.top - frame.top - (frame.height - box.height) / 2;
    }
  }

  // ---------------------------------------------------------------- the diagram's keyboard: one stop of the Tab key

  /** Make `node` its drawing's Tab stop. @param {HTMLElement | undefined} node @param {boolean} focus */
  function rove(node, focus) {
    if (!node) return;
    var drawing = /** @type {SVGElement} */ (/** @type {unknown} */ (node.closest('svg')));
    all('a.node', drawing).forEach(function (other) { other.setAttribute('tabindex', other === node ? '0' : '-1'); });
    if (focus) node.focus();
  }

  /** The nodes at the other end of a node's arrows. @param {HTMLElement} node @param {'from' | 'to'} end */
  function joined(node, end) {
    var other = end === 'from' ? 'to' : 'from';
    var drawing = /** @type {SVGElement} */ (/** @type {unknown} */ (node.closest('svg')));
    return all('.edge[data-' + end + '="' + CSS.escape(node.dataset.step || '') + '"]', drawing)
      .filter(function (edge) { return !edge.classList.contains('back'); })
      .map(function (edge) { return drawing.querySelector('a.node[data-step="' + CSS.escape(edge.dataset[other] || '') + '"]'); })
      .filter(function (found, i, list) { return found && found !== node && list.indexOf(found) === i; });
  }

  /** Where a key leads from a node. @param {HTMLElement} node @param {string} key @returns {HTMLElement | undefined} */
  function neighbour(node, key) {
    var drawing = /** @type {SVGElement} */ (/** @type {unknown} */ (node.closest('svg')));
    var own = all('a.node', drawing), at = own.indexOf(node);
    if (key === 'Home') return own[0];
    if (key === 'End') return own[own.length - 1];
    if (key === 'ArrowDown') return joined(node, 'from')[0] || own[at + 1];
    if (key === 'ArrowUp') return joined(node, 'to')[0] || own[at - 1];
    // Branches: the targets of the decision that leads here, in their written order.
    var parents = joined(node, 'to');
    var branches = parents.length ? joined(parents[0], 'from') : own;
    return branches[branches.indexOf(node) + (key === 'ArrowRight' ? 1 : -1)];
  }

  nodes.forEach(function (node) {
    node.addEventListener('keydown', function (event) {
      if (!/^(Arrow(Up|Down|Left|Right)|Home|End)$/.test(event.key)) return;
      event.preventDefault();
      rove(neighbour(node, event.key), true);
    });
    node.addEventListener('click', function () {
      var step = steps.find(function (found) { return found.id === node.dataset.step; });
      origin = node;
      // The address may already name this step; then there is no hashchange to answer.
      if (step && step === addressed()) setTimeout(arrive, 0, true);
    });
  });
  list.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape' || !origin || origin.getClientRects().length === 0) return;
    rove(origin, true);
  });
  all('[data-jump]').forEach(function (link) {
    link.addEventListener('click', function () {
      if (link.getAttribute('href') === location.hash) setTimeout(arrive, 0, true);
    });
  });

  // ---------------------------------------------------------------- begin

  var before = remembered();
  steps.forEach(function (step) { open(step, before.indexOf(step.id) >= 0); });
  remember();
  if (toggle) {
    toggle.hidden = false;
    toggle.addEventListener('click', function () {
      var on = steps.some(function (step) { return step.body.hidden; });
      steps.forEach(function (step) { open(step, on); });
      remember();
    });
  }
  addEventListener('hashchange', function () { arrive(true); });
  mark(addressed());
  arrive(false);
})();
