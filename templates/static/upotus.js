/* For other sites' pages that show a service path in a frame: makes the frame as high as its page says it is. It reads
   nothing, stores nothing and asks nobody else. It may be copied to the other site's own server. */
(function () {
  'use strict';
  var KIND = 'palvelupolku';

  /** Is this a frame that shows a path? @param {HTMLIFrameElement} frame @returns {boolean} */
  function isPath(frame) { return /\/upotus\//.test(frame.src); }

  addEventListener('message', function (event) {
    var told = event.data;
    if (!told || told.kind !== KIND || typeof told.height !== 'number') return;
    document.querySelectorAll('iframe').forEach(function (frame) {
      // Only the frame that spoke is set, and only while it still shows the site that it was given.
      if (!frame.contentWindow || frame.contentWindow !== event.source || !isPath(frame)) return;
      var from = new URL(frame.src, location.href);
      if (from.protocol !== 'file:' && from.origin !== event.origin) return;
      frame.style.height = Math.min(Math.max(Math.ceil(told.height), 100), 30000) + 'px';
      // A page that can be dark lets the frame be dark too.
      if (/dark/.test(getComputedStyle(frame).colorScheme)) frame.contentWindow.postMessage({ kind: KIND, dark: true }, '*');
    });
  });

  // A page that was quicker than this script is asked again.
  document.querySelectorAll('iframe').forEach(function (frame) {
    if (isPath(frame) && frame.contentWindow) frame.contentWindow.postMessage({ kind: KIND }, '*');
  });
})();
