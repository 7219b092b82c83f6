/* What the reader sees a path with: somebody's role, and the journey of an example client. It is loaded, with its style sheet,
   when the first of them is asked for (aids.js); its words are in the meeting's frame. */
(function () {
  'use strict';
  var all = pathviz.all, one = pathviz.one, el = pathviz.el, say = pathviz.say, filled = pathviz.said;
  /** A title as it is spoken: without soft hyphens and hard spaces. @param {string | null} words @returns {string} */
  function bare(words) { return (words || '').replace(/\u00ad|\u2060/g, '').replace(/\s+/g, ' ').trim(); }

  /** @param {HTMLElement} item @returns {string} A step's number and title. */
  function titleOf(item) { return bare(one('.ti', item).textContent); }

  var bar = one('.xbar'), list = one('#vaiheet');
  var words = pathviz.words;
  var steps = all('.stp', list);

  /** Run in every kind of drawing and list with what is chosen. @param {State} now @param {State} [before] */
  function apply(now, before) {
    if (!before || now.role !== before.role || now.journey !== before.journey) {
      choices(now);
      light(now);
      if (!before || now.role !== before.role) mine(now);
    }
    along(now, !before || now.journey !== before.journey);
  }

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
      one('.w-l', button).textContent = name ? filled(words[choice[0]], { name: name }) : button.dataset.empty || '';
      short.textContent = name || short.dataset.empty;
    });
  }

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
  var names = new WeakMap();
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
        own: !role ? '' : own.length ? parts(own) : words.none,
        stop: stops.length ? filled(words.stop, { n: stops.join('., ') }) : '',
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
      if (inLanes && isOff) own = words.none_short;
      draw(node, inLanes && !isOff ? '' : own);
      name(node, step.head, [own, step.stop].filter(Boolean).join('. '));
    });
    var ways = new Set(route.map((step, n) => route[n - 1] + ' ' + step));
    all('.dia .edge').forEach(edge => {
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
    else if (!note) one('.body', item).prepend(el('p', 'none-here', words.none_here));
  }

  /** @param {HTMLElement} item @param {string} css @param {string} said @param {boolean} strong */
  function chip(item, css, said, strong) {
    var there = one('.' + css, item);
    if (there ? there.textContent === said : !said) return;
    if (there) there.remove();
    if (said) one('.m2', item).append(el('span', 'chip ' + css + (strong ? ' strong' : ''), said));
  }

  /** Write the role's part where the card names who leads. @param {HTMLElement} node @param {string} said */
  function draw(node, said) {
    var line = one('.who', node) || one('.cell .pw', node);
    if (!line) return;
    var was = texts.get(line) || Array.from(line.childNodes);
    texts.set(line, was);
    node.classList.toggle('said', !!said);
    // A card is about this wide; more parts are told in the list.
    if (said.length > 20) said = said.split(', ')[0];
    if (said ? line.textContent !== said : line.firstChild !== was[0]) line.replaceChildren(...(said ? [said] : was));
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
    count.textContent = filled(own.length === 1 ? words.mine_one : words.mine_other, { n: own.length, name: name });
    one('ol', there).replaceChildren(...own.map(item => {
      var link = document.createElement('a'), ways = rows(item, role);
      link.href = '#' + item.id;
      link.textContent = titleOf(item);
      return el('li', '', link, el('b', '', parts(ways)),
        ways.map(row => one('.t', row)).map(task => task && [' ', el('span', '', task.textContent)]));
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
    var place = one('.j-at', there), text = filled(at < 0 ? words.stop_none : words.stop_at, { n: at + 1, count: route.length });
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

  bar.addEventListener('click', event => {
    var target = /** @type {Element} */ (event.target), step = target.closest('[data-along]');
    if (step) go(Number(step.getAttribute('data-along')));
    if (!target.closest('[data-journey-end]')) return;
    pathviz.go({ journey: '' });
    one('.m-journey summary', bar).focus();
  });
  document.addEventListener('pathviz:state', event => { apply(event.detail.now, event.detail.before); });
  document.addEventListener('pathviz:drawn', () => { light(pathviz.state()); });
  apply(pathviz.state());
})();
