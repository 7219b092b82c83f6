/* The service path's list: steps that open and close. Beside the diagram it is also the panel: of a step that is chosen
   there it shows that step alone. Without it the list is open. */
(function () {
  'use strict';
  var STORE = 'pathviz-open:' + location.pathname;
  /** Where the list stands beside the diagram (explorer.css). */
  var WIDE = matchMedia('(min-width: 64rem)');

  /** So many steps are opened before the page is painted: they fill a window. */
  var SOME = 4;

  /** @typedef {{ id: string, item: HTMLElement, heading: HTMLElement, body: HTMLElement, button: HTMLButtonElement }} Step */

  var one = pathviz.one, say = pathviz.say;
  var list = one('#vaiheet'), stage = one('.stage');
  if (!list) return;
  var hasDiagram = !!one('.canvas', stage), toggle = one('[data-all]', list), head = one('.pan-h', list);
  var steps = pathviz.all('.stp', list).map(collapsible);
  /** The ids of the steps that the reader has opened. */
  var opened = new Set(remembered());
  /** "Olet tässä", at the step that is read. */
  var tag = pathviz.el('p', 'here-tag', one('.here-p', head).textContent);
  /** The step that is read. @type {Step | undefined} */
  var here;
  /** The step to which the reader was last brought. @type {Step | undefined} */
  var last;

  /** Turn a step's heading into a button that opens it. @param {HTMLElement} item @returns {Step} */
  function collapsible(item) {
    var heading = one('.ti', item), body = one('.body', item), button = document.createElement('button');
    button.type = 'button';
    body.id = 'sisus-' + item.dataset.step;
    say(button, 'aria-controls', body.id);
    button.append(...heading.childNodes);
    heading.append(button);
    var step = { id: item.dataset.step || '', item: item, heading: heading, body: body, button: button };
    button.addEventListener('click', () => { choose(step, !isOpen(step)); });
    body.addEventListener('beforematch', () => { choose(step, true); });
    return step;
  }

  /** In the panel a step's heading opens nothing: it is a heading alone. @param {Step} step @param {boolean} on */
  function plain(step, on) {
    if (on !== step.button.isConnected) return;
    var to = on ? step.heading : step.button;
    to.append(...(on ? step.button : step.heading).childNodes);
    if (on) step.button.remove(); else step.heading.append(step.button);
    say(step.heading, 'tabindex', on && '-1');
  }

  /** @param {Step} step @returns {boolean} */
  function isOpen(step) { return !step.body.hasAttribute('hidden'); }

  /** What is closed can still be found by the browser's own search, where the browser knows how.
   * @param {Step} step @param {boolean} on */
  function open(step, on) {
    if (on !== isOpen(step)) say(step.body, 'hidden', !on && 'until-found');
    say(step.button, 'aria-expanded', String(on));
  }

  /** Open or close a step because the reader asked for it. @param {Step} step @param {boolean} on */
  function choose(step, on) {
    if (on) opened.add(step.id); else opened.delete(step.id);
    open(step, on);
    remember();
  }

  /** Keep what is open until the tab is closed, and name the button after what it will do. */
  function remember() {
    var said = (opened.size >= steps.length ? toggle.dataset.hide : toggle.dataset.show) || '';
    if (toggle.textContent !== said) toggle.textContent = said;
    try { sessionStorage.setItem(STORE, Array.from(opened).join(' ')); } catch { /* then it is not remembered */ }
  }

  /** @returns {string[]} The ids of the steps that were open. */
  function remembered() {
    try { return (sessionStorage.getItem(STORE) || '').split(' ').filter(Boolean); } catch { return []; }
  }

  /** @returns {boolean} Whether the step that is chosen stands beside the diagram alone. */
  function isAlone() { return stage.classList.contains('has-step'); }

  /** Show the step that is chosen: beside the diagram alone, else in its place in the list.
   * @param {State} now @param {boolean} moved Whether it is another one than before. */
  function arrive(now, moved) {
    here = steps.find(step => step.id === now.step);
    var alone = !!here && hasDiagram && WIDE.matches && now.view !== 'lista';
    if (here && !alone && moved) opened.add(here.id);
    stage.classList.toggle('has-step', alone);
    head.hidden = !alone;
    steps.forEach(step => {
      var on = step === here;
      step.item.classList.toggle('cur', on);
      plain(step, on && alone);
      open(step, (on && alone) || opened.has(step.id));
      say(step.button, 'aria-current', on && 'step');
    });
    remember();
    if (here) here.body.prepend(tag); else tag.remove();
    if (here && alone) {
      var title = one('h3', /** @type {Element} */ (here.item.closest('.phase')));
      one('.p-at', head).textContent = pathviz.said(head.dataset.at || '', { n: steps.indexOf(here) + 1 });
      one('.p-ph', head).textContent = title && title.textContent;
    }
  }

  /** Bring the reader to the step that is chosen. @param {boolean} focus */
  function lead(focus) {
    if (!here) return;
    if (isAlone()) list.scrollTop = 0; else here.item.scrollIntoView();
    if (focus) (isAlone() ? here.heading : here.button).focus({ preventScroll: true });
  }

  document.addEventListener('pathviz:state', event => {
    var told = event.detail;
    arrive(told.now, told.focus || told.now.step !== told.before.step);
  });
  document.addEventListener('pathviz:shown', event => {
    // Behind a meeting nothing is measured; who comes back from it is brought to the step where it ended.
    if (event.detail.now.meeting) return;
    if (event.detail.focus || here !== last) lead(event.detail.focus);
    last = here;
  });
  WIDE.addEventListener('change', () => { arrive(pathviz.state(), false); });
  toggle.hidden = false;
  toggle.addEventListener('click', () => {
    var on = opened.size < steps.length, rest = steps.slice();
    steps.forEach(step => { if (on) opened.add(step.id); else opened.delete(step.id); });
    remember();
    // What comes into sight is painted first, and the rest of a long list after it.
    function some() {
      rest.splice(0, SOME).forEach(step => { open(step, opened.has(step.id) || step === here && isAlone()); });
      if (rest.length) pathviz.painted().then(some);
    }
    some();
  });
  // Back to all steps, where the reader was among them.
  head.addEventListener('click', event => {
    if (!/** @type {Element} */ (event.target).closest('[data-back]')) return;
    var was = here;
    pathviz.go({ step: '' }).then(() => {
      if (!was) return;
      was.button.focus({ preventScroll: true });
      was.item.scrollIntoView({ block: 'nearest' });
    });
  });
  arrive(pathviz.state(), true);
  /** Come to the step that the address names. */
  function land() {
    lead(false);
    if (isAlone()) stage.scrollIntoView();
  }
  land();
  last = here;
  document.addEventListener('pathviz:lit', land);
  // The browser itself goes to where the address leads, but later.
  if (isAlone()) addEventListener('load', () => { list.scrollTop = 0; });
  document.documentElement.classList.add('live');
})();
