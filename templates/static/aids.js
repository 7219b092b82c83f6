/* The meeting and the sheets that are printed: their scripts and style sheets are loaded when they are first asked for,
   by elements of the page, so that this works from a disk too. */
(function () {
  'use strict';
  var model = document.getElementById('tapaaminen-malli');
  if (!model) return;
  var files = model.dataset;
  var root = document.documentElement;
  /** @type {Record<string, Promise<unknown>>} */
  var loaded = {};

  /** A file of the site, loaded once. @param {string | undefined} address @returns {Promise<unknown>} */
  function load(address) {
    var url = address || '';
    if (!loaded[url]) {
      loaded[url] = new Promise((done, fail) => {
        var element = document.createElement(/\.css$/.test(url) ? 'link' : 'script');
        if (element instanceof HTMLLinkElement) { element.rel = 'stylesheet'; element.href = url; } else element.src = url;
        element.onload = done;
        // What did not come is asked for anew the next time.
        element.onerror = event => { delete loaded[url]; fail(event); };
        document.head.append(element);
      });
    }
    return loaded[url];
  }

  /** All of it, the script after what it needs. @returns {Promise<unknown>} */
  function aids() {
    return Promise.all([load(files.meetingStyle), load(files.sheetStyle), load(files.frame)]).then(() => load(files.script));
  }

  /** Where the address asks for the meeting, nothing else is shown: not even until its files are here. */
  function meet() {
    var on = pathviz.state().meeting;
    root.classList.toggle('in-meeting', on);
    if (!on) return;
    aids().catch(() => { pathviz.go({ meeting: false, route: [] }, { replace: true }); });
  }

  document.addEventListener('click', event => {
    var button = /** @type {Element} */ (event.target).closest('button[data-meeting],button[data-print]');
    if (!(button instanceof HTMLElement)) return;
    var kind = button.dataset.print;
    if (!kind) pathviz.go({ meeting: true, route: [] });
    else if (kind === 'pro') print();
    else aids().then(() => { pathviz.print(kind || ''); }, () => { print(); });
  });
  // Whoever comes to the buttons with a pointer or the Tab key may press them: by then the files are here.
  ['pointerover', 'focusin'].forEach(kind => {
    document.addEventListener(kind, event => {
      if (/** @type {Element} */ (event.target).closest('[data-meeting],.m-print')) aids().catch(() => { /* then when it is pressed */ });
    });
  });
  // On paper the drawing goes in the pieces that a page without scripts has in it.
  var pieces = document.querySelector('.cuts'), paper = document.createElement('div');
  addEventListener('beforeprint', () => {
    if (!pieces) return;
    paper.className = pieces.className;
    paper.innerHTML = pieces.textContent || '';
    pieces.after(paper);
  });
  addEventListener('afterprint', () => { paper.remove(); });
  document.addEventListener('pathviz:state', meet);
  meet();
})();
