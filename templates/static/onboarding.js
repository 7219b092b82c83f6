/* An onboarding track: answers that are checked at once, and parts that are ticked as done. Without it the answers
   unfold. Ticks are kept for this visit; the browser keeps them for longer only when the reader asks it to. */
(function () {
  'use strict';
  var root = /** @type {HTMLElement} */ (document.querySelector('[data-track]'));
  var KEY = 'pathviz-perehdytys-' + root.dataset.track;

  /** @template {HTMLElement} T @param {ParentNode} from @param {string} what @returns {T[]} */
  function all(from, what) { return Array.from(/** @type {NodeListOf<T>} */ (from.querySelectorAll(what))); }

  /** @template {HTMLElement} T @param {ParentNode} from @param {string} what @returns {T} */
  function one(from, what) { return /** @type {T} */ (from.querySelector(what)); }

  var own = one(root, '[data-own]');
  var bar = /** @type {HTMLProgressElement} */ (one(own, 'progress'));
  var said = one(own, '[data-said]');
  var keep = /** @type {HTMLInputElement} */ (one(own, '[data-keep]'));
  var modules = all(root, '[data-module]');
  var contents = all(root, '.toc li');
  var ticks = modules.map(module => {
    one(module, '.did').hidden = false;
    return /** @type {HTMLInputElement} */ (one(module, '[data-did]'));
  });

  /** Options become radio buttons, and a button tells what is right. @param {HTMLElement} question */
  function live(question) {
    var answer = one(question, '.ans');
    var result = one(question, '.res');
    all(question, '.opts label').forEach(label => {
      label.className = 'pick';
      one(label, 'input').hidden = false;
    });
    answer.hidden = true;
    one(question, '.try').hidden = false;
    question.addEventListener('change', () => {
      result.textContent = '';
      result.className = 'res';
    });
    one(question, '[data-try]').addEventListener('click', () => {
      var chosen = one(question, 'input:checked');
      var item = chosen && chosen.closest('li');
      var word = !item ? 'choose' : item.hasAttribute('data-right') ? 'right' : 'wrong';
      var head = document.createElement('b');
      head.textContent = result.dataset[word] || '';
      result.className = 'res ' + word;
      result.replaceChildren(head);
      if (!item) return;
      all(answer, 'p').forEach(words => {
        if (word === 'wrong' || !words.classList.contains('a-r')) result.append(words.cloneNode(true));
      });
    });
  }

  /** @returns {number} How many parts are done. */
  function show() {
    var done = 0;
    ticks.forEach((tick, i) => {
      modules[i].classList.toggle('done', tick.checked);
      contents[i].classList.toggle('done', tick.checked);
      one(contents[i], '[data-done-word]').hidden = !tick.checked;
      if (tick.checked) done += 1;
    });
    bar.value = done;
    one(own, '[data-count]').textContent = (root.dataset.wordsProgress || '')
      .replace('{n}', String(done)).replace('{all}', String(ticks.length));
    return done;
  }

  /** Keep the ticks in this browser, if the reader has asked for it; else forget what was kept.
   * @returns {boolean} Whether the browser did as it was asked. */
  function store() {
    var marks = ticks.map(tick => tick.checked ? '1' : '0').join('');
    try {
      if (keep.checked) localStorage.setItem(KEY, marks); else localStorage.removeItem(KEY);
      return true;
    } catch {
      var asked = keep.checked;
      keep.checked = false;
      return !asked;
    }
  }

  try {
    // Marks of a track that had another number of parts then mean nothing.
    var kept = localStorage.getItem(KEY) || '';
    keep.checked = kept.length === ticks.length;
    if (keep.checked) ticks.forEach((tick, i) => { tick.checked = kept[i] === '1'; });
  } catch { /* nothing was kept */ }

  all(root, '[data-question]').forEach(live);
  own.hidden = false;
  root.addEventListener('change', event => {
    var input = /** @type {HTMLInputElement} */ (event.target);
    if (input !== keep && ticks.indexOf(input) < 0) return;
    var done = show();
    var word = !store() ? 'refused' : input !== keep && done === ticks.length ? 'ready' : '';
    said.textContent = said.dataset[word] || '';
  });
  one(own, '[data-clear]').addEventListener('click', () => {
    ticks.forEach(tick => { tick.checked = false; });
    keep.checked = false;
    show();
    store();
    said.textContent = said.dataset.cleared || '';
  });
  one(own, '[data-print]').addEventListener('click', () => { print(); });
  show();
})();
