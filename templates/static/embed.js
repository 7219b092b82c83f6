/* On a path's page for frames: tells the page around it how high it is, and copies the code. The page is whole without
   it. It runs in the head, before the page is painted, as it sets the frame's theme. */
(function () {
  'use strict';
  var KIND = 'palvelupolku';
  var root = document.documentElement;

  /** Its height is no secret, and who frames it is not known: it is told to any page around. */
  function tell() {
    parent.postMessage({ kind: KIND, height: root.getBoundingClientRect().height }, '*');
  }

  /** In a frame: as high as it is, and light, as a dark patch on a light page would be, unless the page around says that
   * it is dark for those who want that. */
  function framed() {
    root.dataset.theme = 'light';
    new ResizeObserver(tell).observe(root);
    addEventListener('message', function (event) {
      var told = event.data;
      if (event.source !== parent || !told || told.kind !== KIND) return;
      if (told.dark) delete root.dataset.theme; else tell();
    });
  }

  /** A button that copies a field's text. @param {Element} element */
  function copies(element) {
    var button = /** @type {HTMLButtonElement} */ (element);
    var field = /** @type {HTMLTextAreaElement} */ (document.getElementById(button.dataset.copy || ''));
    var said = /** @type {HTMLOutputElement} */ (button.nextElementSibling);
    button.hidden = false;
    button.addEventListener('click', async function () {
      field.select();
      // Where the clipboard is not given, the code stays selected and the keyboard copies it.
      try {
        await navigator.clipboard.writeText(field.value);
        said.textContent = button.dataset.done || '';
      } catch { /* it is selected */ }
    });
  }

  if (parent !== window) framed();
  document.addEventListener('DOMContentLoaded', function () {
    document.querySelectorAll('[data-copy]').forEach(copies);
  });
})();
