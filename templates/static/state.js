/* What the reader has chosen on a service path's page: step, view, role, journey, the meeting and its route. All of it is
   in the address's fragment, which no server sees, and nowhere else: a link, a bookmark or the browser's "back" restores
   the page from it. "#vaihe-arviointi&nakyma=toimijat&rooli=kela" reads as it looks. */
(function () {
  'use strict';
  /** @param {string} selector @param {ParentNode} [within] @returns {HTMLElement[]} */
  function all(selector, within) { return Array.from((within || document).querySelectorAll(selector)); }
  /** An element that the page is known to have. @param {string} selector @param {ParentNode} [within] @returns {HTMLElement} */
  function one(selector, within) { return /** @type {HTMLElement} */ ((within || document).querySelector(selector)); }
  /** An element with a class and what is in it. @param {string} name @param {string} kind @param {...Part} parts
   * @returns {HTMLElement} */
  function el(name, kind, ...parts) {
    var made = document.createElement(name);
    if (kind) made.className = kind;
    /** @type {any[]} */ (parts).flat(9).forEach(part => { if (part) made.append(part); });
    return made;
  }
  /** Give an attribute its value, or take it away; what is so already is let be, as it would be styled anew.
   * @param {Element} element @param {string} name @param {string | false} value */
  function say(element, name, value) {
    if (value === false) element.removeAttribute(name);
    else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
  /** A sentence with its values. @param {string} words @param {Record<string, unknown>} values @returns {string} */
  function said(words, values) { return words.replace(/{(\w+)}/g, (_, name) => String(values[name])); }
  /** @type {Record<string, Promise<unknown>>} */
  var loaded = {};
  /** A script or a style sheet of the site, loaded once: by an element of the page, so that this works from a disk too.
   * @param {string | undefined} address @returns {Promise<unknown>} */
  function load(address) {
    var url = address || '';
    return loaded[url] = loaded[url] || new Promise((done, fail) => {
      var element = document.createElement(/\.css$/.test(url) ? 'link' : 'script');
      if (element instanceof HTMLLinkElement) { element.rel = 'stylesheet'; element.href = url; } else element.src = url;
      element.onload = done;
      // What did not come is asked for anew the next time.
      element.onerror = event => { delete loaded[url]; fail(event); };
      document.head.append(element);
    });
  }
  // Whoever only looks at the page asks for nothing more.
  var stirred = new Promise(stir => {
    ['pointermove', 'pointerdown', 'keydown'].forEach(sign => addEventListener(sign, stir, { capture: true, once: true }));
  });
  /** Prepare what may be asked for next, once the reader stirs and nothing else is to be done: what is done at a time is
   * short, so that nobody waits for it. Not for readers who spare data. @param {() => void} prepare */
  function ahead(prepare) {
    if ((/** @type {any} */ (navigator).connection || {}).saveData) return;
    stirred.then(() => { (window.requestIdleCallback || setTimeout)(prepare); });
  }
  /** Whether an element is on show. What is hidden by content-visibility has a place all the same, which a browser that does
   * not know of that never sees. @param {Element} element @returns {boolean} */
  function isShown(element) { return element.checkVisibility ? element.checkVisibility() : element.getClientRects().length > 0; }

  /** @returns {State} */
  function read() {
    /** @type {Record<string, string>} */
    var found = {};
    var step = '';
    var parts = location.hash.slice(1).split('&');
    // A fragment that names another place of the page leaves what is chosen as it was.
    if (now && parts[0] && !parts.some(part => /=|^vaihe-/.test(part))) return now;
    parts.forEach(part => {
      var at = part.indexOf('=');
      if (at > 0) found[part.slice(0, at)] = decoded(part.slice(at + 1));
      else if (/^vaihe-/.test(part)) step = part.slice(6);
    });
    return {
      step: step,
      view: found.nakyma || '',
      role: found.rooli || '',
      journey: found.esimerkki || '',
      meeting: 'tapaaminen' in found,
      route: (found.tapaaminen || '').split('.').filter(Boolean),
    };
  }

  /** @param {string} text @returns {string} */
  function decoded(text) { try { return decodeURIComponent(text); } catch { return text; } }

  /** The fragment that says this state. @param {State} state @returns {string} */
  function written(state) {
    var parts = [];
    if (state.step) parts.push('vaihe-' + state.step);
    if (state.view) parts.push('nakyma=' + state.view);
    if (state.role) parts.push('rooli=' + state.role);
    if (state.journey) parts.push('esimerkki=' + state.journey);
    if (state.meeting) parts.push('tapaaminen=' + state.route.join('.'));
    return '#' + parts.join('&');
  }

  /** @type {State} */
  var now = read();

  /** What the page shows; `now` is what it is to show. */
  var shown = now;
  /** Whether the reader chose a step to read, which the page has still to show. */
  var focus = false;
  /** @type {Promise<void> | undefined} */
  var waiting;

  /** When all that was done until now has been painted; a page that is not on show is not waited for.
   * @returns {Promise<void>} */
  function painted() { return new Promise(done => { requestAnimationFrame(() => { setTimeout(done); }); setTimeout(done, 99); }); }

  /** Tell every part of the page. @param {string} name What of it: the events are in pathviz.d.ts. */
  function tell(name) { document.dispatchEvent(new CustomEvent('pathviz:' + name, { detail: { now: now, before: shown, focus: focus } })); }

  /** @param {State} state @returns {string} All of it with which the whole page changes. */
  function shape(state) { return written({ ...state, step: state.step && 'x', route: [] }); }

  /** Let the page show what is chosen: first all say it, then they measure and scroll, so that the page is laid out but
   * once. Where all of the page changes, what was pressed is seen to answer before that.
   * @param {boolean} reads Whether the reader chose a step to read. */
  async function change(reads) {
    focus = focus || reads;
    tell('chosen');
    if (waiting) return waiting;
    if (shape(shown) !== shape(now)) {
      await (waiting = painted());
      waiting = undefined;
    }
    tell('state');
    tell('shown');
    shown = now;
    focus = false;
  }

  /** Change what is chosen. A new state is a new entry in the browser's history, unless it `replace`s the last.
   * @param {Partial<State>} to @param {{ replace?: boolean, focus?: boolean }} [how]
   * @returns {Promise<void>} When the page shows it. */
  function go(to, how = {}) {
    var before = written(now);
    now = Object.assign({}, now, to);
    var hash = written(now);
    // A bare "#" stays in no address: then the page's own, without a fragment, is shown.
    var address = hash === '#' ? location.pathname + location.search : hash;
    if (before !== hash) history[how.replace ? 'replaceState' : 'pushState'](null, '', address);
    return change(!!how.focus);
  }

  addEventListener('popstate', () => {
    var before = now;
    now = read();
    if (written(before) !== written(now)) change(now.step !== before.step);
  });

  // An ordinary link to a step of this page keeps the view, the role and the journey that are chosen.
  document.addEventListener('click', event => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    var link = /** @type {Element} */ (event.target).closest('a');
    var match = link && /^#vaihe-([a-z0-9-]+)$/.exec(link.getAttribute('href') || '');
    if (!match) return;
    event.preventDefault();
    go({ step: match[1] }, { focus: true });
  });

  Object.assign(window, { pathviz: { all: all, one: one, el: el, say: say, said: said, load: load, ahead: ahead, isShown: isShown, painted: painted, tell: tell, state: () => now, go: go } });
})();
