/* The explorer of a service path: its toolbar, views, the role lens, example journeys, zoom and full screen. What is chosen
   is in the address (state.js). Without this file the toolbar is not seen. */
(function () {
  'use strict';
  var all = pathviz.all, one = pathviz.one, say = pathviz.say, filled = pathviz.said;
  /** @param {string} tag @param {string} css @param {string} [words] @returns {HTMLElement} */
  function make(tag, css, words) {
    var made = document.createElement(tag);
    made.className = css;
    if (words) made.textContent = words;
    return made;
  }
  /** A title as it is spoken: without soft hyphens and hard spaces. @param {string | null} words @returns {string} */
  function bare(words) { return (words || '').replace(/\u00ad|\u2060/g, '').replace(/\s+/g, ' ').trim(); }

  /** @param {HTMLElement} item @returns {string} A step's number and title. */
  function titleOf(item) { return bare(one('.ti', item).textContent); }

  var bar = one('.xbar'), stage = one('.stage'), list = one('#vaiheet');
  if (!bar) return;
  var frame = /** @type {HTMLElement} */ (stage.parentElement);
  var root = document.documentElement;
  var canvas = one('.canvas', stage), pic = one('.pic', stage);
  var words = bar.dataset;
  var steps = all('.stp', list);
  steps.forEach(item => { item.dataset.step = item.id.slice(6); });

  all('.xbar, .zoom, [data-show-route]').forEach(control => { control.hidden = false; });

  // The drawings of the page say briefly what scripts need of them: which step a node is, and by their places the nodes
  // that a line joins. Links have the same names in the rail as in the flow.
  var named = all('.dia-flow a.node');
  all('svg.dia').forEach(svg => {
    var own = all('a.node', svg);
    own.forEach((node, n) => {
      node.dataset.step = node.dataset.step || (node.getAttribute('href') || '').slice(7);
      say(node, 'aria-label', named[n].getAttribute('aria-label') || '');
    });
    all('[data-way]', svg).forEach(way => {
      var ends = (way.dataset.way || '').split(' ').map(Number);
      way.dataset.from = own[ends[0]].dataset.step;
      way.dataset.to = own[ends[1]].dataset.step;
    });
  });

  /** Run in every kind of drawing and list with what is chosen. @param {State} now @param {State} [before] */
  function apply(now, before) {
    view(now);
    if (!before || now.role !== before.role || now.journey !== before.journey) {
      choices(now);
      light(now);
      if (!before || now.role !== before.role) mine(now);
    }
    along(now, !before || now.journey !== before.journey);
  }

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
    light(pathviz.state());
    document.dispatchEvent(new CustomEvent('pathviz:drawn', { detail: null }));
    // Measured, it is laid out now, and not when it is asked for.
    room.children[0].getBoundingClientRect();
  };

  pathviz.near('.seg', load);

  // ---------------------------------------------------------------- menus

  /** Put the choice into the menus and the words of their buttons. @param {State} now */
  function choices(now) {
    [['rooli', now.role], ['esimerkki', now.journey]].forEach(choice => {
      var radios = /** @type {HTMLInputElement[]} */ (all('[name=' + choice[0] + ']', bar));
      var radio = radios.find(each => each.value === choice[1]) || radios[0];
      if (!radio) return;
      radio.checked = true;
      var button = one('summary', /** @type {Element} */ (radio.closest('details'))), short = one('.w-s', button);
      var chosen = one('b', /** @type {Element} */ (radio.parentNode)), name = chosen ? chosen.textContent || '' : '';
      short.dataset.empty = short.dataset.empty || short.textContent || '';
      button.classList.toggle('on', !!name);
      one('.w-l', button).textContent = name ? filled(button.dataset.chosen || '', { name: name }) : button.dataset.empty || '';
      short.textContent = name || short.dataset.empty;
    });
  }

  /** @param {HTMLElement} [but] */
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
    var step = target.closest('[data-along]');
    if (step) go(Number(step.getAttribute('data-along')));
    if (!target.closest('[data-journey-end]')) return;
    pathviz.go({ journey: '' });
    one('.m-journey summary', bar).focus();
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
    close(/** @type {HTMLElement} */ (/** @type {Element} */ (event.target).closest('details.menu')) || undefined);
  });
  bar.addEventListener('focusout', event => {
    var to = event.relatedTarget;
    if (to instanceof Element) close(/** @type {HTMLElement} */ (to.closest('details.menu')) || undefined);
  });

  // ---------------------------------------------------------------- role lens and journeys

  /** @param {HTMLElement} item @param {string} role @returns {HTMLElement[]} The role's rows in a step of the list. */
  function rows(item, role) {
    return all('.roles > li', item).filter(row => row.dataset.actor === role);
  }

  /** "Vastaa, päättää". @param {HTMLElement[]} own @returns {string} */
  function parts(own) {
    var said = own.map(row => {
      return all('.r > span', row).map(part => bare(part.textContent).toLowerCase()).join(', ');
    }).join(', ');
    return said.charAt(0).toUpperCase() + said.slice(1);
  }

  /** @param {string} id @returns {HTMLElement | null} The example client's own place further down the page. */
  function example(id) {
    return all('[data-journey]').find(article => !!id && article.dataset.journey === id) || null;
  }

  /** @param {State} now @returns {string[]} The steps of the chosen journey, in order. */
  function routeOf(now) {
    var article = example(now.journey);
    return article ? all('.mroute a', article).map(link => (link.getAttribute('href') || '').slice(7)) : [];
  }

  /** @param {string} role @returns {string} A role that the path has, or none. */
  function known(role) {
    return one('[name=rooli][value="' + CSS.escape(role) + '"]', bar) ? role : '';
  }

  /** What a name or a text was before the lens. @type {WeakMap<Element, Node[]>} */
  var texts = new WeakMap();
  /** @type {WeakMap<Element, string>} */
  var names = new WeakMap(), parted = new WeakMap();
  /** The order of a step's rows as written. @type {WeakMap<Element, HTMLElement[]>} */
  var orders = new WeakMap();

  /** Light what belongs to the role and the journey, everywhere; say in words what does not. @param {State} now */
  function light(now) {
    var role = known(now.role), route = routeOf(now);
    var isOn = !!role || route.length > 0;
    /** @type {Record<string, { own: string, stop: string, lit: boolean, head: string }>} */
    var about = {};
    steps.forEach(item => {
      var id = item.dataset.step || '', own = role ? rows(item, role) : [];
      var stops = route.map((step, n) => step === id ? n + 1 : 0).filter(Boolean);
      about[id] = {
        own: !role ? '' : own.length ? parts(own) : words.none || '',
        stop: stops.length ? filled(words.stop || '', { n: stops.join('., ') }) : '',
        lit: (!role || own.length > 0) && (!route.length || stops.length > 0),
        head: titleOf(item),
      };
      lead(item, own, role);
      chip(item, 'mine-chip', about[id].own, own.length > 0);
      chip(item, 'stop-chip', about[id].stop, true);
      item.classList.toggle('lit', isOn && about[id].lit);
      item.classList.toggle('off', isOn && !about[id].lit);
    });
    all('.dia a.node').forEach(node => {
      var step = about[node.dataset.step || ''];
      node.classList.toggle('lit', isOn && !!step && step.lit);
      node.classList.toggle('off', step ? isOn && !step.lit : route.length > 0);
      if (!step) return;
      var own = step.own, isOff = own === words.none, inLanes = !!node.closest('.dia-lanes');
      // In the view of the actors everyone's part stands in a place of its own, and cards are narrow.
      if (inLanes && isOff) own = words.noneShort || '';
      draw(node, inLanes && !isOff ? '' : own);
      name(node, step.head, [own, step.stop].filter(Boolean).join('. '));
    });
    var ways = new Set(route.map((step, n) => route[n - 1] + ' ' + step));
    all('.dia .edge, .dia .lab, .dia .pill').forEach(edge => {
      var hot = ways.has(edge.dataset.from + ' ' + edge.dataset.to);
      edge.classList.toggle('hot', hot);
      edge.classList.toggle('dim', route.length > 0 && !hot);
    });
    all('.lane, .dia .cell').forEach(part => { part.classList.toggle('lit', !!role && part.dataset.actor === role); });
  }

  /** Let a step begin with the role's own rows, or say that it has none.
   * @param {HTMLElement} item @param {HTMLElement[]} own @param {string} role */
  function lead(item, own, role) {
    var rowsThere = one('.roles', item), note = one('.none-here', item);
    if (rowsThere) {
      var order = orders.get(rowsThere) || /** @type {HTMLElement[]} */ (Array.from(rowsThere.children));
      orders.set(rowsThere, order);
      order.forEach(row => { row.classList.toggle('me', own.indexOf(row) >= 0); });
      var after = own.concat(order.filter(row => own.indexOf(row) < 0));
      if (after.some((row, n) => row !== rowsThere.children[n])) rowsThere.append(...after);
    }
    if (!role || own.length) { if (note) note.remove(); }
    else if (!note) one('.body', item).prepend(make('p', 'none-here', words.noneHere));
  }

  /** @param {HTMLElement} item @param {string} css @param {string} said @param {boolean} strong */
  function chip(item, css, said, strong) {
    var there = one('.' + css, item);
    if (there ? there.textContent === said : !said) return;
    if (there) there.remove();
    if (said) one('.m2', item).append(make('span', 'chip ' + css + (strong ? ' strong' : ''), said));
  }

  /** Write the role's part where the card names who leads. @param {HTMLElement} node @param {string} said */
  function draw(node, said) {
    var line = one('.who', node) || one('.cell .pw', node);
    if (!line) return;
    var was = texts.get(line) || Array.from(line.childNodes);
    texts.set(line, was);
    if ((parted.get(line) || '') === said) return;
    parted.set(line, said);
    node.classList.toggle('said', !!said);
    if (!said) { line.replaceChildren(...was); return; }
    var at = one('tspan', line) || line, drawn = document.createElementNS('http://www.w3.org/2000/svg', 'tspan');
    ['x', 'y'].forEach(key => { say(drawn, key, at.getAttribute(key) || '0'); });
    // A card is about this wide; more parts are told in the list.
    drawn.textContent = said.length > 20 ? said.split(', ')[0] : said;
    line.replaceChildren(drawn);
  }

  /** Say it in the link's name too, after the step's title. @param {HTMLElement} node @param {string} head @param {string} said */
  function name(node, head, said) {
    var was = names.get(node) || node.getAttribute('aria-label') || '';
    names.set(node, was);
    var cut = was.replace(/\s/g, ' ').indexOf(head) === 0 ? head.length : 0;
    if (was.charAt(cut) === '.') cut += 1;
    say(node, 'aria-label', said ? (was.slice(0, cut) + ' ' + said + '.' + (cut ? '' : ' ') + was.slice(cut)).trim() : was);
  }

  /** "Sinun osasi tällä polulla". @param {State} now */
  function mine(now) {
    var there = one('.mine', list), role = known(now.role);
    there.hidden = !role;
    if (!role) return;
    var own = steps.filter(item => rows(item, role).length), count = one('p', there);
    var name = one('[name=rooli]:checked + span b', bar).textContent || '';
    count.textContent = filled((own.length === 1 ? count.dataset.one : count.dataset.other) || '', { n: own.length, name: name });
    one('ol', there).replaceChildren(...own.map(item => {
      var line = make('li', ''), link = document.createElement('a');
      var ways = rows(item, role);
      link.href = '#' + item.id;
      link.textContent = titleOf(item);
      line.append(link, make('b', '', parts(ways)));
      ways.forEach(row => {
        var task = one('.t', row);
        if (task) line.append(' ', make('span', '', task.textContent || ''));
      });
      return line;
    }));
  }

  /** Where on the route the reader is; a route may come to one step twice. */
  var at = -1;

  /** The bar of the chosen journey. @param {State} now @param {boolean} isNew */
  function along(now, isNew) {
    var there = one('.jbar', bar), article = example(now.journey), route = routeOf(now);
    if (there) there.hidden = !article;
    if (!article) return;
    if (isNew) {
      one('.lbl', there).textContent = one('h3', article).textContent;
      one('.j-said', there).replaceChildren(...all('blockquote', article).map(quote => quote.cloneNode(true)));
    }
    if (isNew || route[at] !== now.step) {
      at = [at + 1, at - 1].find(n => !isNew && !!now.step && route[n] === now.step) ?? route.indexOf(now.step);
    }
    var place = one('.j-at', there), text = filled((at < 0 ? place.dataset.off : place.dataset.at) || '', { n: at + 1, count: route.length });
    if (bare(place.textContent) !== text) place.textContent = text;
    all('[data-along]', there).forEach(button => {
      say(button, 'aria-disabled', (button.dataset.along === '1' ? at >= route.length - 1 : at <= 0) && 'true');
    });
  }

  /** Go along the route; the reader stays at the button, to go on. @param {number} by */
  function go(by) {
    var route = routeOf(pathviz.state()), to = at + by;
    if (to < 0 || to >= route.length) return;
    at = to;
    pathviz.go({ step: route[to] });
  }

  all('[data-show-route]').forEach(button => {
    button.addEventListener('click', () => {
      var article = /** @type {HTMLElement} */ (button.closest('[data-journey]')), now = pathviz.state();
      pathviz.go({ journey: article.dataset.journey || '', view: now.view === 'lista' ? '' : now.view });
      frame.scrollIntoView();
      one('[data-along="1"]', bar).focus({ preventScroll: true });
    });
  });

  // ---------------------------------------------------------------- size

  var SIZES = [0.4, 0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2, 2.5];
  var scale = 1;
  /** The names of the lanes, which stay in sight, and a scroll bar that is at hand however tall the drawing is. */
  var heads = one('.heads', stage), slider = make('div', 'slider'), reach = make('div', '');
  slider.setAttribute('aria-hidden', 'true');
  slider.tabIndex = -1;
  slider.append(reach);

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
    scale = Math.max(SIZES[0], Math.min(SIZES[SIZES.length - 1], to));
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
      if (by === 'fit') zoom(fitting());
      if (by === '1') zoom(SIZES.find(size => size > scale + 0.01) || scale);
      if (by === '-1') zoom(SIZES.filter(size => size < scale - 0.01).pop() || scale);
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
    if (isFull()) {
      if (document.fullscreenElement) document.exitFullscreen(); else fill(false);
    } else if (frame.requestFullscreen) {
      // Where the browser refuses, the page's own window is filled.
      frame.requestFullscreen().catch(() => { fill(true); });
    } else fill(true);
  });
  document.addEventListener('fullscreenchange', () => { fill(document.fullscreenElement === frame); });
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !event.defaultPrevented && frame.classList.contains('full')) fill(false);
  });

  document.addEventListener('pathviz:state', event => { apply(event.detail.now, event.detail.before); });
  apply(pathviz.state());
  resize();
})();
