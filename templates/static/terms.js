/* Terms of the glossary in running text: the link opens the definition below the paragraph, where one is reading. Without
   this script it leads to the glossary, and so it does where the definitions cannot be read. They are in a script beside
   the glossary, read when the first term is opened. */
(function () {
  'use strict';
  /** A term's name, its definition, the language of both where it is not the page's, and the terms it is not.
   * @typedef {[string, string, string, [string, string][]]} Term */
  /** @typedef {{ words: { not_same: string, more: string, close: string }, terms: Record<string, Term> }} Terms */

  /** @type {Terms | null} */
  var known = null;
  /** @type {HTMLAnchorElement | null} The term whose definition is shown, or waited for. */
  var opener = null;
  /** @type {HTMLElement | null} */
  var note = null;
  var asked = false;

  /** @param {string} tag @param {string} [text] @returns {HTMLElement} */
  function made(tag, text) {
    var element = document.createElement(tag);
    if (text) element.textContent = text;
    return element;
  }

  /** @param {string} href @param {string} text @returns {HTMLAnchorElement} */
  function link(href, text) {
    var a = /** @type {HTMLAnchorElement} */ (made('a', text));
    a.href = href;
    return a;
  }

  /** @param {boolean} back Whether the focus returns to the term. */
  function close(back) {
    if (note) note.remove();
    note = null;
    if (!opener) return;
    opener.setAttribute('aria-expanded', 'false');
    opener.removeAttribute('aria-controls');
    if (back) opener.focus();
    opener = null;
  }

  /** An empty note below the text that the term stands in, so that what is then put in is read out.
   * @param {HTMLAnchorElement} term @returns {HTMLElement} */
  function place(term) {
    var box = made('div');
    box.className = 'term-note';
    box.id = 'termin-selitys';
    box.setAttribute('role', 'note');
    box.setAttribute('aria-live', 'polite');
    var around = /** @type {HTMLElement} */ (term.closest('p, li, td, th, dd, blockquote, figcaption') || term);
    if (around.matches('p')) around.after(box);
    else around.append(box);
    return box;
  }

  /** Show the definition of the term that was asked for. */
  function show() {
    if (!opener || !known) return;
    var id = decodeURIComponent(opener.hash.slice(1));
    var glossary = opener.href.split('#')[0];
    var term = known.terms[id];
    if (!term) { location.href = opener.href; return; }
    var words = known.words;
    var box = note = place(opener);
    opener.setAttribute('aria-expanded', 'true');
    opener.setAttribute('aria-controls', box.id);
    requestAnimationFrame(() => {
      var text = made('p');
      text.append(made('b', term[0]), ' ', term[1]);
      if (term[2]) text.lang = term[2];
      box.append(text);
      if (term[3].length) {
        var not = made('p', words.not_same + ' ');
        not.className = 'not';
        term[3].forEach((other, i) => {
          var a = link(glossary + '#' + other[0], other[1]);
          if (term[2]) a.lang = term[2];
          not.append(i ? ', ' : '', a);
        });
        box.append(not);
      }
      var acts = made('p');
      acts.className = 'acts';
      var button = /** @type {HTMLButtonElement} */ (made('button', words.close));
      button.type = 'button';
      button.className = 'btn';
      button.addEventListener('click', () => { close(true); });
      acts.append(link(glossary + '#' + id, words.more), button);
      box.append(acts);
    });
  }

  /** Read the definitions, once. @param {HTMLAnchorElement} term */
  function read(term) {
    if (asked) return;
    asked = true;
    var script = document.createElement('script');
    script.src = new URL('termit.js', term.href.replace(/[^/]*$/, '')).href;
    script.onerror = () => { if (opener) location.href = opener.href; };
    document.head.append(script);
  }

  /** Called by the script with the definitions. @param {Terms} terms */
  function take(terms) { known = terms; show(); }
  Object.assign(window, { pathvizTerms: take });

  /** @param {HTMLAnchorElement} term */
  function toggle(term) {
    var again = term === opener;
    close(false);
    if (again) return;
    opener = term;
    if (known) show();
    else read(term);
  }

  /** @param {EventTarget | null} target @returns {HTMLAnchorElement | null} */
  function termOf(target) { return target instanceof Element ? target.closest('a.tm') : null; }

  document.addEventListener('click', event => {
    var term = termOf(event.target);
    // Another tab, a new window: then the link is what it looks like.
    if (!term || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    toggle(term);
  });

  // Before anybody else on the page: Escape closes the innermost of what is open.
  document.addEventListener('keydown', event => {
    var term = termOf(event.target);
    if (event.key === ' ' && term) {
      event.preventDefault();
      toggle(term);
    } else if (event.key === 'Escape' && note && (term === opener || note.contains(document.activeElement))) {
      event.preventDefault();
      event.stopPropagation();
      close(true);
    }
  }, true);

  document.addEventListener('DOMContentLoaded', () => {
    document.querySelectorAll('a.tm').forEach(term => {
      term.setAttribute('role', 'button');
      term.setAttribute('aria-expanded', 'false');
    });
  });
})();
