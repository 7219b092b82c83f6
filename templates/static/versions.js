/* The switch between a path's versions keeps the step (and all else that the address names) of the page it leaves. */
(function () {
  'use strict';
  var list = document.querySelector('[data-versions]');
  if (!list) return;
  ['pointerdown', 'focusin', 'click'].forEach(function (kind) {
    list.addEventListener(kind, function (event) {
      var link = event.target instanceof Element ? event.target.closest('a') : null;
      if (link) link.hash = location.hash;
    });
  });
})();
