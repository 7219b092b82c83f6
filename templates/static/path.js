/* The service path's list: steps that open and close, and the step that the address names. Without it the list is open.
   What happens is told to the diagram (diagram.js) by the event "pathviz:step". */
(function () {
  'use strict';
  var STORE = 'pathviz-open:' + location.pathname;

  /** @typedef {{ id: string, item: HTMLElement, body: HTMLElement, button: HTMLButtonElement }} Step */

  var list = document.getElementById('vaiheet');
  if (!list) return;
  var toggle = /** @type {HTMLButtonElement | null} */ (list.querySelector('[data-all]'));
  var steps = Array.from(/** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll('.stp'))).map(collapsible);

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
    button.addEventListener('click', function () { open(step, !isOpen(step)); remember(); });
    body.addEventListener('beforematch', function () { open(step, true); remember(); });
    return step;
  }

  /** @param {Step} step @returns {boolean} */
  function isOpen(step) { return !step.body.hasAttribute('hidden'); }

  /** What is closed can still be found by the browser's own search, where the browser knows how.
   * @param {Step} step @param {boolean} on */
  function open(step, on) {
    if (on) step.body.removeAttribute('hidden'); else step.body.setAttribute('hidden', 'until-found');
    step.button.setAttribute('aria-expanded', String(on));
  }

  /** Keep what is open until the tab is closed, and name the button after what it will do. */
  function remember() {
    var opened = steps.filter(isOpen);
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
    var id = location.hash.slice(1).split('&')[0];
    return steps.find(function (step) { return step.item.id === id; });
  }

  /** Go to the step that the address names: open it and mark it here and in the diagram. @param {boolean} focus */
  function arrive(focus) {
    var here = addressed();
    steps.forEach(function (step) {
      step.item.classList.toggle('cur', step === here);
      if (step === here) step.button.setAttribute('aria-current', 'step');
      else step.button.removeAttribute('aria-current');
      var tag = /** @type {HTMLElement | null} */ (step.body.querySelector('.here-tag'));
      if (tag) tag.hidden = step !== here;
    });
    document.dispatchEvent(new CustomEvent('pathviz:step', { detail: here ? here.id : '' }));
    if (!here) return;
    open(here, true);
    remember();
    here.item.scrollIntoView();
    if (focus) here.button.focus({ preventScroll: true });
  }

  var before = remembered();
  steps.forEach(function (step) { open(step, before.indexOf(step.id) >= 0); });
  remember();
  if (toggle) {
    toggle.hidden = false;
    toggle.addEventListener('click', function () {
      var on = !steps.every(isOpen);
      steps.forEach(function (step) { open(step, on); });
      remember();
    });
  }
  document.addEventListener('pathviz:state', function (event) { arrive(/** @type {CustomEvent} */ (event).detail.focus); });
  // diagram.js stands before this file in the page, so it already listens.
  arrive(false);
})();
