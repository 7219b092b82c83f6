/* On every page: the theme switch, overdue reviews, and terms of the glossary that open. The pages are whole without it.
   It runs in the head, before the page is painted, so that the reader's own theme is there from the start; the rest waits
   for the page. */
(function () {
  'use strict';
  var root = document.documentElement;
  var KEY = 'pathviz-theme';

  /** The reader's earlier choice, if there was one and the browser lets us see it. @returns {string | null} */
  function chosen() {
    try { return localStorage.getItem(KEY); } catch { return null; }
  }

  /** @returns {boolean} Whether the page is dark now. */
  function isDark() {
    return root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  }

  var theme = chosen();
  if (theme === 'dark' || theme === 'light') root.dataset.theme = theme;
  root.classList.add('js');
  // What the address says of a service path's page is known before it is painted, so that nothing moves afterwards.
  var view = /[#&]nakyma=(toimijat|lista)/.exec(location.hash);
  if (view) root.dataset.view = view[1];
  if (/[#&](vaihe-|\w+=)/.test(location.hash)) root.classList.add('to-come');

  /** The switch says what it will do next. @param {Element} element */
  function live(element) {
    var button = /** @type {HTMLButtonElement} */ (element);
    var words = /** @type {HTMLElement} */ (button.querySelector('.sr'));
    /** Say what the button will do next. */
    function name() { words.textContent = (isDark() ? button.dataset.light : button.dataset.dark) || ''; }
    button.addEventListener('click', () => {
      var to = isDark() ? 'light' : 'dark';
      // Nothing is stored until the reader asks for it by choosing.
      try { localStorage.setItem(KEY, to); } catch { /* the choice lasts for this page */ }
      // The whole page is styled anew: the switch is seen to answer before that.
      requestAnimationFrame(() => { setTimeout(() => { root.dataset.theme = to; name(); }); });
    });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', name);
    name();
    button.hidden = false;
  }

  /** The built page says when its review is due; only a clock can say that the day has passed.
   * @param {Element} element */
  function overdue(element) {
    var time = /** @type {HTMLTimeElement} */ (element);
    var now = new Date();
    var today = [now.getFullYear(), ('0' + (now.getMonth() + 1)).slice(-2), ('0' + now.getDate()).slice(-2)].join('-');
    if (time.dateTime >= today) return;
    var late = document.createElement('span');
    late.className = 'late';
    late.textContent = '(' + time.dataset.due + ')';
    time.after(' ', late);
  }

  /** The term that was asked for last. @type {any} */
  var asked;

  /** Show a term's definition where one is reading. What does that (terms.js) comes with the definitions, from beside the
   * glossary, when the first one is asked for; where it does not come, the link leads there.
   * @param {MouseEvent | KeyboardEvent} event */
  function define(event) {
    var term = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest('a.tm'));
    // Another tab, a new window, another key: then the link is what it looks like.
    if (!term || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey ||
        (event instanceof KeyboardEvent ? event.key !== ' ' : event.button)) return;
    event.preventDefault();
    if (self.pathvizTerm) self.pathvizTerm(term);
    else if (!asked) {
      var script = document.createElement('script');
      script.src = term.pathname.replace(/[^/]*$/, 'termit.js');
      script.onload = () => { pathvizTerm(asked); };
      script.onerror = () => { location.href = asked.href; };
      document.head.append(script);
    }
    asked = term;
  }
  document.addEventListener('click', define);
  document.addEventListener('keydown', define);

  // Where the other scripts did not come, the page is as it is without any.
  addEventListener('load', () => {
    if (document.querySelector('.xbar') && !root.classList.contains('live')) root.classList.remove('js');
  });

  // A copy for days without a network (worker.js), where a browser lets a site keep one: over https, not in a frame of
  // somebody else's page, and not when the reader asks to spare data.
  var connection = /** @type {{saveData?: boolean} | undefined} */ (/** @type {any} */ (navigator).connection);
  if (root.dataset.worker && isSecureContext && /^https?:$/.test(location.protocol) && self === top &&
      navigator.serviceWorker && !(connection && connection.saveData)) {
    addEventListener('load', () => {
      navigator.serviceWorker.register(root.dataset.worker || '', { updateViaCache: 'none' })
        .catch(() => { /* the page is whole without it */ });
    });
  }

  document.addEventListener('DOMContentLoaded', () => {
    document.querySelectorAll('[data-theme-toggle]').forEach(live);
    document.querySelectorAll('time[data-due]').forEach(overdue);
    document.querySelectorAll('a.tm').forEach(term => {
      term.setAttribute('role', 'button');
      term.setAttribute('aria-expanded', 'false');
    });
  });
})();
