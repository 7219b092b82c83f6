/* The meeting, the sheets that are printed, and the lens of roles and journeys: their scripts and style sheets are loaded
   when they are first asked for. */
(function () {
  'use strict';
  var model = document.getElementById('tapaaminen-malli');
  if (!model) return;
  var files = model.dataset;
  var root = document.documentElement, load = pathviz.load;

  /** All of it, the script after what it needs. @returns {Promise<unknown>} */
  function aids() {
    return Promise.all([files.lensStyle, files.meetingStyle, files.sheetStyle, files.frame].map(load)).then(() => load(files.script));
  }

  pathviz.aids = aids;

  /** Where the address asks for the meeting, nothing else is shown: not even until its files are here. */
  function meet() {
    var on = pathviz.state().meeting;
    // For the place that was last clicked the browser would keep all of the page ready behind the meeting.
    if (on) /** @type {Selection} */ (getSelection()).removeAllRanges();
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
  pathviz.ahead(() => { aids().catch(() => { /* then when they are asked for */ }); });
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
