/* The switch between a path's versions keeps the step (and all else that the address names) of the page it leaves. */
(function () {
  'use strict';
  /** What the municipality leaves out has its anchor among the differences. */
  function reveal() {
    var target = document.getElementById(location.hash.slice(1).split('&')[0]), closed = target && target.closest('details');
    if (!target || !closed || closed.open) return;
    closed.open = true;
    target.scrollIntoView();
  }
  addEventListener('hashchange', reveal);
  document.addEventListener('DOMContentLoaded', reveal);
  ['pointerdown', 'focusin', 'click'].forEach(kind => {
    document.addEventListener(kind, event => {
      var link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest('[data-versions] a'));
      if (link) link.hash = location.hash;
    });
  });
})();
