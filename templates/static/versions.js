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
  /** @returns {string} What this version shows, in words that the others know too: in the place of a step of its own,
   * the one before it that the region has. */
  function shared() {
    var named = /^#vaihe-([a-z0-9-]+)/.exec(location.hash);
    var rows = Array.from(/** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.stp')));
    var at = rows.findIndex(row => !!named && row.id === 'vaihe-' + named[1]);
    if (!named || at < 0 || !('added' in rows[at].dataset)) return location.hash;
    while (at >= 0 && 'added' in rows[at].dataset) at -= 1;
    return (at < 0 ? '#' : '#' + rows[at].id) + location.hash.slice(named[0].length);
  }
  ['pointerdown', 'focusin', 'click'].forEach(kind => {
    document.addEventListener(kind, event => {
      var link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest('[data-versions] a'));
      if (link) link.hash = shared();
    });
  });
})();
