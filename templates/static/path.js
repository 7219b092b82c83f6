/* The service path's list: steps that open and close. Beside the diagram it is also the panel: of a step that is chosen
   there it shows that step alone. Without it the list is open. */
(function () {
  'use strict';
  var STORE = 'pathviz-open:' + location.pathname;
  /** Where the list stands beside the diagram (explorer.css). */
  var WIDE = matchMedia('(min-width: 64rem)');

  /** @typedef {{ id: string, item: HTMLElement, heading: HTMLElement, body: HTMLElement, button: HTMLButtonElement, foot: boolean }} Step */

  var found = document.getElementById('vaiheet'), around = found && found.closest('.stage');
  if (!found || !around) return;
  var list = found, stage = around;
  var hasDiagram = !!stage.querySelector('.canvas');
  var toggle = /** @type {HTMLButtonElement | null} */ (list.querySelector('[data-all]'));
  var head = /** @type {HTMLElement} */ (list.querySelector('.pan-h'));
  var steps = Array.from(/** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll('.stp'))).map(collapsible);
  /** The ids of the steps that the reader has opened. */
  var opened = new Set(remembered());
  /** The step that is read. @type {Step | undefined} */
  var here;

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
    var step = { id: item.dataset.step || '', item: item, heading: heading, body: body, button: button, foot: false };
    button.addEventListener('click', () => { choose(step, !isOpen(step)); });
    body.addEventListener('beforematch', () => { choose(step, true); });
    return step;
  }

  /** In the panel a step's heading opens nothing: it is a heading alone. @param {Step} step @param {boolean} on */
  function plain(step, on) {
    if (on !== step.button.isConnected) return;
    var to = on ? step.heading : step.button;
    to.append.apply(to, Array.from((on ? step.button : step.heading).childNodes));
    if (on) step.button.remove(); else step.heading.append(step.button);
    if (on) step.heading.tabIndex = -1; else step.heading.removeAttribute('tabindex');
  }

  /** @param {Step} step @returns {boolean} */
  function isOpen(step) { return !step.body.hasAttribute('hidden'); }

  /** What is closed can still be found by the browser's own search, where the browser knows how.
   * @param {Step} step @param {boolean} on */
  function open(step, on) {
    if (on && !step.foot) foot(step);
    if (on !== isOpen(step)) {
      if (on) step.body.removeAttribute('hidden'); else step.body.setAttribute('hidden', 'until-found');
    }
    step.button.setAttribute('aria-expanded', String(on));
  }

  /** The ways to the steps before and after, which one who reads on needs. @param {Step} step */
  function foot(step) {
    var made = document.createElement('p'), at = steps.indexOf(step), comment = step.body.querySelector('.comment');
    made.className = 's-foot';
    [-1, 1].forEach(by => {
      var to = steps[at + by];
      if (!to) return;
      var link = document.createElement('a'), icon = '<svg class="i" aria-hidden="true"><use href="#i-' + (by < 0 ? 'prev' : 'go') + '"/></svg>';
      link.className = by < 0 ? 'prev' : 'foll';
      link.href = '#vaihe-' + to.id;
      link.innerHTML = (by < 0 ? icon : '') + '<span><small></small> </span>' + (by < 0 ? '' : icon);
      var words = /** @type {HTMLElement} */ (link.querySelector('span'));
      /** @type {HTMLElement} */ (words.firstChild).textContent = (by < 0 ? list.dataset.previous : list.dataset.following) || '';
      words.append(to.heading.textContent || '');
      made.append(link);
    });
    step.foot = true;
    if (comment) comment.before(made); else step.body.append(made);
  }

  /** Open or close a step because the reader asked for it. @param {Step} step @param {boolean} on */
  function choose(step, on) {
    if (on) opened.add(step.id); else opened.delete(step.id);
    open(step, on);
    remember();
  }

  /** Keep what is open until the tab is closed, and name the button after what it will do. */
  function remember() {
    if (toggle) toggle.textContent = (opened.size >= steps.length ? toggle.dataset.hide : toggle.dataset.show) || '';
    try { sessionStorage.setItem(STORE, Array.from(opened).join(' ')); } catch { /* then it is not remembered */ }
  }

  /** @returns {string[]} The ids of the steps that were open. */
  function remembered() {
    try { return (sessionStorage.getItem(STORE) || '').split(' ').filter(Boolean); } catch { return []; }
  }

  /** Show the step that is chosen: beside the diagram alone, else in its place in the list.
   * @param {State} now @param {boolean} moved Whether it is another one than before. @param {boolean} focus */
  function arrive(now, moved, focus) {
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
      if (on) step.button.setAttribute('aria-current', 'step'); else step.button.removeAttribute('aria-current');
      var tag = /** @type {HTMLElement | null} */ (step.body.querySelector('.here-tag'));
      if (tag) tag.hidden = !on;
    });
    remember();
    if (!here) return;
    if (alone) {
      var title = here.item.closest('.phase');
      title = title && title.querySelector('h3');
      said('.p-at', (head.dataset.at || '').replace('{n}', String(steps.indexOf(here) + 1)));
      said('.p-ph', title && title.textContent || '');
    }
    if (!moved) return;
    if (alone) list.scrollTop = 0; else here.item.scrollIntoView();
    if (focus) (alone ? here.heading : here.button).focus({ preventScroll: true });
  }

  /** @param {string} selector @param {string} words */
  function said(selector, words) {
    var there = head.querySelector(selector);
    if (there) there.textContent = words;
  }

  document.addEventListener('pathviz:state', event => {
    var told = event.detail;
    arrive(told.now, told.focus || told.now.step !== told.before.step, told.focus);
  });
  WIDE.addEventListener('change', () => { arrive(pathviz.state(), false, false); });
  if (toggle) {
    toggle.hidden = false;
    toggle.addEventListener('click', () => {
      var on = opened.size < steps.length;
      steps.forEach(step => { choose(step, on); });
    });
  }
  // Back to all steps, where the reader was among them.
  head.addEventListener('click', event => {
    if (!(event.target instanceof Element) || !event.target.closest('[data-back]')) return;
    var was = here;
    pathviz.go({ step: '' });
    if (!was) return;
    was.button.focus({ preventScroll: true });
    was.item.scrollIntoView({ block: 'nearest' });
  });
  arrive(pathviz.state(), true, false);
  if (stage.classList.contains('has-step')) {
    stage.scrollIntoView();
    // The browser itself goes to where the address leads, but later.
    addEventListener('load', () => { list.scrollTop = 0; });
  }
  document.documentElement.classList.add('live');
})();
