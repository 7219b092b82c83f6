/* Terms of the glossary in running text: the link opens the definition below the paragraph, where one is reading. It is
   published with the definitions, in a script beside the glossary that comes with the first term that is opened (site.js). */
(function () {
  'use strict';
  /** @type {HTMLAnchorElement | null} The term whose definition is shown. */
  var opener = null;
  /** @type {HTMLElement | null} */
  var note = null;

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

  /** Open a term, or close the one that is open. @param {HTMLAnchorElement} term */
  function toggle(term) {
    var again = term === opener, html = pathvizTerms.terms[decodeURIComponent(term.hash.slice(1))];
    close(false);
    if (again) return;
    if (!html) { location.href = term.href; return; }
    html = (html + pathvizTerms.acts).replace(/(<a href=")#/g, (_, begin) => begin + term.href.split('#')[0] + '#');
    var box = note = place(term);
    opener = term;
    term.setAttribute('aria-expanded', 'true');
    term.setAttribute('aria-controls', box.id);
    requestAnimationFrame(() => {
      box.innerHTML = html;
      /** @type {HTMLAnchorElement} */ (box.querySelector('.acts a')).href = term.href;
    });
  }
  self.pathvizTerm = toggle;

  document.addEventListener('click', event => {
    if (/** @type {Element} */ (event.target).closest('.term-note button')) close(true);
  });

  // Before anybody else on the page: Escape closes the innermost of what is open.
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !note || event.target !== opener && !note.contains(document.activeElement)) return;
    event.preventDefault();
    event.stopPropagation();
    close(true);
  }, true);
})();
