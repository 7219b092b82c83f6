/* The switch between a path's versions keeps the step (and all else that the address names) of the page it leaves. */
(function () {
  'use strict';
  /** What the municipality leaves out has its anchor among the differences. */
  function reveal() {
    var target = location.hash && document.getElementById(location.hash.slice(1).split('&')[0]);
    var closed = target && target.closest('details');
    if (closed && !closed.open) { closed.open = true; target.scrollIntoView(); }
  }
  addEventListener('hashchange', reveal);
  reveal();
  var list = document.querySelector('[data-versions]');
  if (!list) return;
  ['pointerdown', 'focusin', 'click'].forEach(kind => {
    list.addEventListener(kind, event => {
      var link = /** @type {Element} */ (event.target).closest('a');
      if (link) link.hash = location.hash;
    });
  });
})();
