/* The explorer of a service path: its toolbar, views, the role lens, example journeys, zoom and full screen. What is chosen
   is in the address (state.js). Without this file the toolbar is not seen. */
(function () {
  'use strict';
  var all = pathviz.all, one = pathviz.one, say = pathviz.say;
  var bar = one('.xbar'), stage = one('.stage'), list = one('#vaiheet');
  if (!bar) return;
  var frame = /** @type {HTMLElement} */ (stage.parentElement);
  var root = document.documentElement;
  var canvas = one('.canvas', stage), pic = one('.pic', stage);
  var words = bar.dataset;
  all('.stp', list).forEach(item => { item.dataset.step = item.id.slice(6); });

  all('.xbar, .zoom, [data-show-route]').forEach(control => { control.hidden = false; });

  // The drawings of the page say briefly what scripts need of them: which step a node is, and by their places the nodes
  // that a line joins. Nodes have the same names in the rail as in the flow, and lines join the same.
  var named = all('.dia-flow a.node'), joining = all('.dia-flow .edge');
  all('svg.dia').forEach(svg => {
    var own = all('a.node', svg);
    own.forEach((node, n) => {
      node.dataset.step = node.dataset.step || (node.getAttribute('href') || '').slice(7);
      say(node, 'aria-label', named[n].getAttribute('aria-label') || '');
    });
    all('.edge', svg).forEach((edge, n) => {
      var ends = String(joining[n].dataset.way).split(' ').map(Number);
      edge.dataset.from = own[ends[0]].dataset.step;
      edge.dataset.to = own[ends[1]].dataset.step;
    });
    // The name of a way on that is written out has all of the title of where it leads.
    all('a.pill', svg).forEach(pill => {
      var target = own.find(node => node.getAttribute('href') === pill.getAttribute('href')) || svg;
      var seen = pill.textContent || '', title = one('.t', target).textContent || '';
      if (!seen.includes(title)) say(pill, 'aria-label', seen + ' ' + title);
    });
  });

  /** @param {State} now @returns {boolean} Whether it takes the lens to show it. */
  function isLit(now) { return !!(now.role || now.journey); }

  /** What shows a role or a journey, and the look of the menus (aids.js). @returns {Promise<unknown>} */
  function lens() { return pathviz.aids().catch(() => { /* then when it is asked for again */ }); }

  // ---------------------------------------------------------------- views

  /** The view that was last made ready. */
  var shown = '';

  /** @param {State} now */
  function view(now) {
    var radio = /** @type {HTMLInputElement} */ (one('[name=nakyma][value="' + (now.view || 'kulku') + '"]', bar));
    var name = radio ? radio.value : 'kulku';
    if (shown === name) return;
    root.dataset.view = shown = name;
    if (radio) radio.checked = true;
    var title = one('#kuva-h');
    if (title) {
      title.dataset.kulku = title.dataset.kulku || title.textContent || '';
      title.textContent = title.dataset[name] || title.dataset.kulku;
    }
    if (name === 'toimijat') load();
  }

  /** Ask for the drawing of the actors, once. */
  function load() {
    var room = one('.v-lanes');
    if (!room || !room.dataset.src) return;
    say(room, 'aria-busy', 'true');
    pathviz.load(room.dataset.src).catch(() => { room.textContent = words.failed || ''; }).then(() => { say(room, 'aria-busy', false); });
  }

  /** Called by the script that brings the drawing: the build's own markup, every text of it escaped.
   * @param {{ heads: string, svg: string }} drawings */
  pathviz.lanes = drawings => {
    var room = one('.v-lanes');
    delete room.dataset.src;
    room.innerHTML = drawings.svg;
    heads.innerHTML = drawings.heads;
    scaled();
    pathviz.tell('drawn');
    // It is made ready while it is not on show. Chromium styles what is hidden when it is first measured, and lays it out the
    // second time; a pause between leaves room for the reader.
    var svg = room.children[1], measure = () => { svg.getBoundingClientRect(); };
    /** @type {HTMLElement} */ (room.children[0]).onload = () => { pathviz.ahead(() => { measure(); pathviz.ahead(measure); }); };
  };

  pathviz.ahead(() => { if (shown !== 'toimijat') load(); });

  // ---------------------------------------------------------------- menus

  /** @param {Element | null} [but] */
  function close(but) {
    all('details.menu[open]', bar).forEach(menu => { if (menu !== but) say(menu, 'open', false); });
  }

  bar.addEventListener('change', event => {
    var radio = /** @type {HTMLInputElement} */ (event.target);
    if (radio.name === 'nakyma') pathviz.go({ view: radio.value === 'kulku' ? '' : radio.value });
    if (radio.name === 'rooli') pathviz.go({ role: radio.value });
    if (radio.name === 'esimerkki') pathviz.go({ journey: radio.value });
  });
  bar.addEventListener('click', event => {
    var target = /** @type {Element} */ (event.target);
    // A choice by mouse or finger closes its menu; by arrow keys one looks through them first.
    if (event.detail && target.matches('.drop input, .drop input + span *, .drop input + span') || target.closest('button[data-print]')) close();
  });
  bar.addEventListener('keydown', event => {
    var menu = /** @type {Element} */ (event.target).closest('details[open]');
    var isRadio = event.target instanceof HTMLInputElement;
    if (!menu || event.key !== 'Escape' && !(event.key === 'Enter' && isRadio)) return;
    event.preventDefault();
    close();
    one('summary', menu).focus();
  });
  document.addEventListener('click', event => {
    close(/** @type {Element} */ (event.target).closest('details.menu'));
  });
  bar.addEventListener('focusout', event => {
    var to = event.relatedTarget;
    if (to instanceof Element) close(to.closest('details.menu'));
  });

  all('[data-show-route]').forEach(button => {
    button.addEventListener('click', () => {
      var article = /** @type {HTMLElement} */ (button.closest('[data-journey]')), now = pathviz.state();
      pathviz.go({ journey: article.dataset.journey || '', view: now.view === 'lista' ? '' : now.view }).then(() => {
        frame.scrollIntoView();
        return lens();
      }).then(() => { one('[data-along="1"]', bar).focus({ preventScroll: true }); });
    });
  });

  // ---------------------------------------------------------------- size

  var scale = 1;
  /** The names of the lanes, which stay in sight, and a scroll bar that is at hand however tall the drawing is. */
  var heads = one('.heads', stage), reach = pathviz.el('div', ''), slider = pathviz.el('div', 'slider', reach);
  slider.setAttribute('aria-hidden', 'true');
  slider.tabIndex = -1;

  /** Draw everything at the chosen scale; at 1 the style sheet decides. */
  function scaled() {
    all('.canvas svg.dia, .heads svg', stage).forEach(svg => {
      svg.style.width = scale === 1 ? '' : Math.round(Number(svg.getAttribute('width')) * scale) + 'px';
      svg.style.height = scale === 1 ? '' : 'auto';
      svg.style.maxWidth = scale === 1 ? '' : 'none';
    });
    one('[data-scale]', stage).textContent = Math.round(scale * 100) + ' %';
    resize();
  }

  /** @param {number} to The new scale. @param {number} [x] The point that stays where it is. @param {number} [y] */
  function zoom(to, x, y) {
    var svg = drawn();
    if (!svg || !canvas) return;
    var was = svg.getBoundingClientRect();
    scale = Math.max(0.25, Math.min(2.5, to));
    scaled();
    if (x === undefined || y === undefined) return;
    var is = svg.getBoundingClientRect();
    canvas.scrollLeft += is.left + (x - was.left) / was.width * is.width - x;
    scroller().scrollTop += is.top + (y - was.top) / was.height * is.height - y;
  }

  /** @returns {HTMLElement | undefined} The drawing on show. */
  function drawn() { return all('.canvas svg.dia').find(pathviz.isShown); }

  /** @returns {Element} What scrolls down. */
  function scroller() { return isFull() ? frame : document.scrollingElement || root; }

  /** The scale at which the drawing is as wide as there is room, but not larger than it was drawn. @returns {number} */
  function fitting() {
    var svg = drawn(), look = getComputedStyle(stage);
    if (!svg || !canvas || !pic) return 1;
    var isBeside = look.gridTemplateColumns.split(' ').length > 1;
    var room = stage.clientWidth - parseFloat(look.paddingLeft) - parseFloat(look.paddingRight);
    if (isBeside) room -= parseFloat(look.columnGap) + parseFloat(getComputedStyle(list).minWidth);
    room -= canvas.offsetWidth - canvas.clientWidth + parseFloat(getComputedStyle(canvas).paddingLeft) * 2;
    return Math.min(1, Math.floor(room / Number(svg.getAttribute('width')) * 100) / 100);
  }

  if (canvas && pic) {
    var box = canvas, side = pic;
    box.after(slider);
    side.addEventListener('click', event => {
      var button = /** @type {Element} */ (event.target).closest('[data-zoom]'), by = button && button.getAttribute('data-zoom');
      // To the next quarter, from wherever it is.
      if (by) zoom(by === 'fit' ? fitting() : Math.round(scale * 4 + Number(by) * 0.51) / 4);
    });
    box.addEventListener('wheel', event => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom(scale * Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.002)), event.clientX, event.clientY);
    }, { passive: false });
    // Two fingers: the drawing grows by as much as they part.
    var apart = 0, began = 1;
    /** @param {TouchEvent} event */
    var pinch = event => {
      if (event.touches.length !== 2) { apart = 0; return; }
      event.preventDefault();
      var a = event.touches[0], b = event.touches[1], far = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
      if (!apart) { apart = far; began = scale; }
      zoom(began * far / apart, (a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2);
    };
    box.addEventListener('touchstart', event => { if (event.touches.length === 2) { apart = 0; pinch(event); } }, { passive: false });
    box.addEventListener('touchmove', pinch, { passive: false });
    // A mouse drags a drawing that does not fit or is enlarged; then its button chooses no step. Fingers scroll by themselves.
    /** Where it was taken hold of, against the drawing. @type {{ x: number, y: number } | null} */
    var held = null, isDragged = false;
    box.addEventListener('pointerdown', event => {
      isDragged = false;
      held = event.pointerType === 'mouse' && !event.button && (scale > 1 || !slider.hidden) ?
        { x: event.clientX + box.scrollLeft, y: event.clientY + scroller().scrollTop } : null;
    });
    addEventListener('pointermove', event => {
      if (!held) return;
      var left = held.x - event.clientX, top = held.y - event.clientY;
      if (!isDragged && Math.hypot(left - box.scrollLeft, top - scroller().scrollTop) < 5) return;
      isDragged = true;
      box.scrollLeft = left;
      edges();  // at once, or the scroll bar would hold the drawing back
      scroller().scrollTop = top;
    });
    addEventListener('pointerup', () => { held = null; });
    box.addEventListener('dragstart', event => { event.preventDefault(); });
    box.addEventListener('click', event => { if (isDragged) { event.preventDefault(); event.stopPropagation(); } }, true);
    box.addEventListener('scroll', edges);
    slider.addEventListener('scroll', () => { if (Math.abs(box.scrollLeft - slider.scrollLeft) > 1) box.scrollLeft = slider.scrollLeft; });
  }

  /** Keep the bars as long and as high as what they serve. */
  function resize() {
    // Everything is read before anything is written: else all is laid out anew.
    var high = (getComputedStyle(bar).position === 'sticky' ? bar.offsetHeight : 0) + 'px';
    var wide = canvas ? canvas.scrollWidth : 0, fits = !canvas || wide <= canvas.clientWidth + 1;
    [root, frame, heads, list].forEach(asks => { if (asks) asks.style.setProperty('--bar', high); });
    if (!canvas) return;
    reach.style.width = wide + 'px';
    slider.hidden = fits;
    edges();
  }

  /** Keep together what scrolls sideways, and show at which side there is more. */
  function edges() {
    if (!canvas || !pic) return;
    var left = canvas.scrollLeft, rest = canvas.scrollWidth - canvas.clientWidth - left;
    [slider, heads].forEach(other => { if (other.scrollLeft !== left) other.scrollLeft = left; });
    pic.classList.toggle('more-l', left > 4);
    pic.classList.toggle('more-r', rest > 4);
  }
  // Whatever changes their sizes: a view, a window, an example in the toolbar. They are measured when all is laid out anyway.
  var watch = new ResizeObserver(resize);
  [bar, canvas].concat(all('.canvas > div', stage)).forEach(each => { if (each) watch.observe(each); });

  // ---------------------------------------------------------------- full screen

  /** @returns {boolean} */
  function isFull() { return document.fullscreenElement === frame || frame.classList.contains('full'); }

  /** @param {boolean} on */
  function fill(on) {
    frame.classList.toggle('full', on);
    root.classList.toggle('has-full', on);
    all('[data-full]', stage).forEach(button => { say(button, 'aria-pressed', String(on)); });
    resize();
  }

  stage.addEventListener('click', event => {
    if (!/** @type {Element} */ (event.target).closest('[data-full]')) return;
    pathviz.painted().then(() => {
      if (document.fullscreenElement) document.exitFullscreen();
      else if (isFull()) fill(false);
      else return frame.requestFullscreen();
    }).catch(() => { fill(true); });  // Where the browser refuses, or knows no full screen, the page's own window is filled.
  });
  document.addEventListener('fullscreenchange', () => { fill(document.fullscreenElement === frame); });
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !event.defaultPrevented && frame.classList.contains('full')) fill(false);
  });

  document.addEventListener('pathviz:state', event => {
    view(event.detail.now);
    if (isLit(event.detail.now)) lens();
  });
  view(pathviz.state());
  // What the address asks for is seen when all of it is here, so that nothing moves.
  if (isLit(pathviz.state())) {
    root.classList.add('unlit');
    lens().then(() => {
      root.classList.remove('unlit');
      pathviz.tell('lit');
    });
  }
  resize();
})();
