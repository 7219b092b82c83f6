/* On a path's page for frames: tells the page around it how high it is, and copies the code. The page is whole without it. */
(function () {
  'use strict';
  var KIND = 'palvelupolku';

  /** Its height is no secret, and who frames it is not known: it is told to any page around. */
  function tell() {
    parent.postMessage({ kind: KIND, height: document.documentElement.getBoundingClientRect().height }, '*');
  }

  if (parent !== window) {
    new ResizeObserver(tell).observe(document.documentElement);
    addEventListener('message', function (event) {
      if (event.source === parent && event.data && event.data.kind === KIND) tell();
    });
  }

  document.querySelectorAll('[data-copy]').forEach(function (element) {
    var button = /** @type {HTMLButtonElement} */ (element);
    var code = /** @type {HTMLTextAreaElement | null} */ (document.getElementById(button.dataset.copy || ''));
    var said = button.parentElement && button.parentElement.querySelector('output');
    if (!code || !said) return;
    var text = code, answer = said;
    button.hidden = false;
    button.addEventListener('click', function () {
      text.select();
      // Where the clipboard is not given, the code stays selected and the keyboard copies it.
      if (navigator.clipboard) {
        navigator.clipboard.writeText(text.value).then(function () { answer.textContent = button.dataset.done || ''; }, nothing);
      }
    });
  });

  /** The clipboard was refused. */
  function nothing() { /* the code is selected */ }
})();
