/* Terms of the glossary in running text: the link opens the definition below the paragraph, where one is reading. Without
   this script it leads to the glossary, and so it does where the definitions cannot be read. They are in a script beside
   the glossary, read when the first term is opened. */
(function () {
  'use strict';
  /** The definitions by their anchors, and what stands below each: the build's own markup, every text of it escaped.
   * @typedef {{ acts: string, terms: Record<string, string> }} Terms */

  /** @type {Terms | null} */
  var known = null;
  /** @type {HTMLAnchorElement | null} The term whose definition is shown, or waited for. */
  var opener = null;
  /** @type {HTMLElement | null} */
  var note = null;
  var asked = false;

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
    var box = document.createElement('div');
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
    var term = opener, html = known.terms[decodeURIComponent(term.hash.slice(1))];
    if (!html) { location.href = term.href; return; }
    html = (html + known.acts).replace(/(<a href=")#/g, (_, begin) => begin + term.href.split('#')[0] + '#');
    var box = note = place(term);
    term.setAttribute('aria-expanded', 'true');
    term.setAttribute('aria-controls', box.id);
    requestAnimationFrame(() => {
      box.innerHTML = html;
      /** @type {HTMLAnchorElement} */ (box.querySelector('.acts a')).href = term.href;
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
    if (/** @type {Element} */ (event.target).closest('.term-note button')) close(true);
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
