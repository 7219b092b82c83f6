/* The sheets that are printed, made of the page's own list of steps: the client's, and the decision-maker's summary.
   The professional's print is the page itself (print.css). aids.js loads this when a sheet or the meeting is asked for. */
(function () {
  'use strict';
  var model = document.createElement('template');
  model.innerHTML = pathviz.frame;
  var frame = /** @type {HTMLElement} */ (model.content.firstElementChild);
  var words = /** @type {Record<string, string>} */ (frame.dataset);

  /** @type {(selector: string, within?: ParentNode) => Element[]} */
  var all = pathviz.all;
  var el = pathviz.el, said = pathviz.said;

  /** What the page shows in an element, once more: with its own language, without the words for screen readers.
   * @param {Element | null | undefined} source @returns {Node | null} */
  function copy(source) {
    if (!source) return null;
    var made = document.createDocumentFragment();
    made.append(...source.cloneNode(true).childNodes);
    all('.sr', made).forEach(hidden => { hidden.remove(); });
    return made;
  }

  /** A sign of the page's own. @param {string} name @returns {Element} */
  function icon(name) {
    var made = el('p', '');
    made.innerHTML = '<svg class="i" aria-hidden="true"><use href="#i-' + name + '"/></svg>';
    return made.children[0];
  }

  /** @param {Element} row @returns {Role} */
  function role(row) {
    var data = /** @type {HTMLElement} */ (row).dataset;
    return {
      name: /** @type {Element} */ (row.querySelector('a')),
      // By the glyphs, as in "#g-decides".
      parts: all('use', row).map(use => (use.getAttribute('href') || '').slice(3)),
      lane: data.lane || '',
      you: 'you' in data,
      task: row.querySelector('.t'),
    };
  }

  /** @param {Element} link @returns {Way} */
  function way(link) {
    var href = link.getAttribute('href') || '';
    var easy = link.querySelector('q'), to = link.querySelector('small');
    return {
      id: /^#vaihe-/.test(href) ? href.slice(7) : '',
      href: href,
      label: easy || /** @type {Element} */ (link.querySelector('b')),
      to: to,
      // Without a condition the page names the step alone, in the professional's words.
      bare: !easy && !to,
      back: !!link.closest('.back'),
    };
  }

  /** @param {Element} item @param {number} at @returns {Step} */
  function read(item, at) {
    var phase = item.closest('.phase');
    var roles = all('.roles li', item).map(role);
    return {
      id: /** @type {HTMLElement} */ (item).dataset.step || '',
      number: at + 1,
      item: /** @type {HTMLElement} */ (item),
      get title() { return item.querySelector('.easy .e-t') || this.full; },
      // The words are in a button of the title, or where the step is the only one, in the title itself.
      get full() { return /** @type {Element} */ (item.querySelector('.ti button') || item.querySelector('.ti')); },
      text: item.querySelector('.easy > p:not(.e-t)') || /** @type {Element} */ (item.querySelector('.sum')),
      phase: phase && phase.querySelector('h3'),
      roles: roles,
      ways: all('.branch a', item).map(way),
      kind: (/k-(\w+)/.exec(item.className) || '')[1] || '',
      // Whoever decides, if not the client: then the client is not asked to choose.
      decided: roles.some(each => each.lane !== 'client' && each.parts.includes('decides')),
      get: selector => item.querySelector(selector),
      all: selector => all(selector, item),
    };
  }

  var steps = all('#vaiheet .stp').map(read);
  /** @type {Record<string, Step>} */
  var byId = {};
  steps.forEach(step => { byId[step.id] = step; });

  /** Where the reader is: the step, and in a meeting the way there that was gone together.
   * @returns {{ step: Step | undefined, route: Step[], meeting: boolean }} */
  function place() {
    var now = pathviz.state();
    var route = now.route.map((/** @type {string} */ id) => byId[id]).filter(Boolean);
    return { step: byId[now.step] || (now.meeting ? steps[0] : undefined), route: route, meeting: now.meeting };
  }

  /** The first step that leads onward to another. @param {Step} step @returns {Step | undefined} */
  function before(step) { return steps.find(other => other.ways.some(way => way.id === step.id && !way.back)); }

  /** The way from where the path begins to a step, without it. @param {Step} step @returns {Step[]} */
  function wayTo(step) {
    /** @type {Step[]} */
    var route = [];
    for (var at = before(step); at && !route.includes(at); at = before(at)) route.unshift(at);
    return route;
  }

  /** Whom a client sees of those who have a part, themselves first: who works behind the scenes only where responsible or
   * deciding. @param {Step} step @param {boolean} [staff] @returns {Role[]} */
  function people(step, staff) {
    return step.roles.filter(each => staff || each.lane !== 'back' || /leads|decides/.test(each.parts.join()))
      .sort((a, b) => Number(b.you) - Number(a.you));
  }

  /** What somebody does, in words for the client. @param {Role} each @param {boolean} [staff] @returns {HTMLElement} */
  function person(each, staff) {
    var parts = each.parts.filter((part, at) => at < 1 || part === 'decides');
    var verbs = parts.map(part => words[(each.you ? 'you_' : 'part_') + part] || '');
    return el('li', '', icon('person'), el('span', '', el('b', '', each.you ? words.you : copy(each.name)), ' ',
      verbs.join(' ' + words.and + ' '), each.task && (staff || each.lane !== 'back' && !each.you) && el('small', '', copy(each.task))));
  }

  /** A way onward in the client's words, and where it leads. @param {Way} way @returns {(Node | null)[]} */
  function answer(way) {
    var next = byId[way.id];
    return next && way.bare ? [copy(next.title), null] : [copy(way.label), copy(next ? next.title : way.to)];
  }

  /** What is asked where the path branches, and of the client only what is the client's to choose; nothing where the step's
   * title asks it. @param {Step} step @returns {string} */
  function question(step) {
    var asked = step.decided ? words.decided : step.kind === 'decision' ? words.ask : words.goes;
    return (step.title.textContent || '').trim() === asked ? '' : asked;
  }

  /** A heading with what stands under it. @param {string} title @param {...Part} parts @returns {HTMLElement} */
  function block(title, ...parts) { return el('section', '', el('h2', '', title), ...parts); }

  /** A heading with its list, where there is something in it. @param {string} title @param {string} kind @param {HTMLElement[]} items
   * @returns {Part} */
  function listed(title, kind, items) { return items.length > 0 && block(title, el('ul', kind, items)); }

  /** The lines of one kind at the side of a step, or of the path. @param {Element} within @param {string} name
   * @returns {HTMLElement[]} */
  function lines(within, name) { return all('.x-' + name + ' dd', within).map(line => el('li', '', copy(line))); }

  Object.assign(pathviz, { model: frame, steps: steps, byId: byId, words: words, copy: copy, icon: icon, question: question, answer: answer, before: before,
    place: place, people: people, person: person, block: block, listed: listed, lines: lines });

  // ---------------------------------------------------------------- the client's sheet

  /** @param {Step} step @param {string} kind @param {Part} note @returns {HTMLElement} */
  function stop(step, kind, note) {
    return el('li', kind, el('span', 'd', kind === 'done' ? icon('ok') : String(step.number)), el('span', '', copy(step.title)), note && el('small', '', note));
  }

  /** What comes after a step, as far as there is but one way. @param {Step} step @returns {HTMLElement[]} */
  function coming(step) {
    var found = [], seen = new Set([step]);
    while (step.ways.length === 1 && byId[step.ways[0].id] && !seen.has(byId[step.ways[0].id]) && found.length < 5) {
      step = byId[step.ways[0].id];
      seen.add(step);
      found.push(stop(step, 'next', copy(step.get('.x-duration dd'))));
    }
    if (step.ways.length === 1 && !step.ways[0].id) found.push(el('li', 'next', el('span', 'd', icon('out')), copy(step.ways[0].label)));
    return found;
  }

  /** @param {...Part} names @returns {HTMLElement} Places to write on, under their names. */
  function blanks(...names) { return el('p', 'h-fill', names.map(name => el('span', '', name))); }

  /** @param {string} above @param {Part} [below] @returns {HTMLElement} The sheet's head. */
  function head(above, below) {
    var qr = document.querySelector('main .qr');
    var code = qr && qr.querySelector('svg');
    var logo = document.querySelector('.top .mark');
    return el('header', 'h-top', el('div', '', logo && el('p', 'h-logo', logo.cloneNode(true)), el('p', '', above), el('h1', '', copy(document.querySelector('h1'))), qr && el('p', 'h-url', copy(qr.querySelector('p'))), below),
      code && el('div', 'h-qr', code.cloneNode(true), el('p', '', words.p_scan)));
  }

  /** @returns {string} The region's name, as the way here says it. */
  function region() { var crumbs = all('.crumb a'); return crumbs.length ? crumbs[crumbs.length - 1].textContent || '' : ''; }

  /** @param {Step} step @returns {HTMLElement} What the sheet says of the step at hand. */
  function now(step) {
    var asks = step.ways.length > 1;
    return el('section', 'h-now', el('p', 'tag', words.here + ': ' + said(words.position, { n: step.number, count: steps.length })),
      el('h2', '', copy(step.title)), el('p', '', copy(step.text)),
      ['duration', 'deadline'].map(name => lines(step.item, name).map(line => el('p', 'h-fact', words[name] + ': ', copy(line)))),
      asks && el('p', 'h-q', question(step)),
      asks && el('ul', 'h-ask', step.ways.map(each => {
        var said = answer(each);
        return el('li', '', el('span', '', said[0], said[1] && el('small', '', said[1])));
      })));
  }

  /** The client's sheet: where we are, the way here and on, who does what, and room to write. @returns {HTMLElement} */
  function client() {
    var here = place(), step = here.step;
    var route = step ? (here.meeting ? here.route : wayTo(step)) : steps;
    var done = here.meeting ? 'done' : '';
    var next = step ? coming(step) : [];
    var about = step || steps[0];
    var contacts = about.get('.contacts') || document.querySelector('.d-main > .more .contacts');
    var bring = step ? lines(step.item, 'bring') : [];
    var rights = step ? lines(step.item, 'rights') : [];
    var way = route.map(each => stop(each, done, null));
    // A long way is told by its end.
    var left = step && way.length > 9 ? way.length - 7 : 0;
    if (left) way.splice(0, left, el('li', done, el('span', 'd', done ? icon('ok') : '…'), said(words.p_more, { n: left })));
    var title = here.meeting ? words.p_client : step ? words.p_way : words.p_whole;
    var today = [words.p_day, el('b', '', new Date().toLocaleDateString(document.documentElement.lang))];
    return el('article', 'sheet s-client',
      el('div', 'h-page', head(title + ' · ' + region(), blanks(words.p_name, today, words.p_next_meeting)),
        step && now(step),
        el('div', step ? 'h-two' : 'h-one',
          el('div', '', block(title, el('ol', 'h-route', way, step && stop(step, 'cur', words.here))), next.length > 0 && block(words.p_following, el('ol', 'h-route', next))),
          step && listed(words.roles, 'h-who', people(step).map(each => person(each))))),
      el('div', 'h-page', el('div', 'h-two',
        el('div', '', listed(words.bring, 'h-list', bring), listed(words.p_rights, 'h-list', rights.concat(el('li', '', words.p_appeal)))),
        block(words.contacts, contacts && contacts.cloneNode(true), blanks(words.p_person, words.p_phone, words.p_time))),
      el('section', 'h-lines', el('h2', '', words.p_notes), Array.from({ length: 30 }, () => el('i', '')))));
  }

  // ---------------------------------------------------------------- the decision-maker's summary

  /** @returns {HTMLElement[]} The statutes, each with the sections on which steps rest. */
  function laws() {
    /** @type {Map<string, [Part, Set<string>]>} */
    var found = new Map();
    all('#tiedot .x-laws a').forEach(law => { found.set((/\(([^()]+)\)$/.exec(law.textContent || '') || ['', ''])[1], [copy(law), new Set()]); });
    all('.stp .law > span').forEach(law => {
      var cited = (law.firstChild && law.firstChild.textContent || '').split(' '), name = (law.querySelector('.sr') || law).textContent || '';
      var one = found.get(cited[0]) || [name.replace(/^, /, '') + ' (' + cited[0] + ')', new Set()];
      found.set(cited[0], one);
      // What is to be checked says so beside the link.
      var doubt = /** @type {Element} */ (law.parentNode).nextElementSibling;
      if (cited[1]) one[1].add(cited.slice(1).join('\u00a0') + (doubt ? ' (' + (doubt.textContent || '').toLowerCase() + ')' : ''));
    });
    return Array.from(found.values(), one => el('li', '', one[0], one[1].size > 0 && ' ' + Array.from(one[1]).sort().join(', ')));
  }

  /** What several steps say alike, with their numbers. @param {(step: Step) => Element[]} found
   * @returns {Map<string, { name: Element, at: number[] }>} */
  function alike(found) {
    var all = new Map();
    steps.forEach(step => found(step).forEach(name => {
      var key = name.textContent;
      if (!all.has(key)) all.set(key, { name: name, at: [] });
      all.get(key).at.push(step.number);
    }));
    return all;
  }

  /** The whole path on a page. @returns {HTMLElement} */
  function brief() {
    var gaps = steps.filter(step => step.get('.note'));
    var who = Array.from(alike(step => step.roles.map(each => each.name))).sort((a, b) => b[1].at.length - a[1].at.length);
    var deciding = alike(step => step.roles.filter(each => each.parts.includes('decides')).map(each => each.name));
    /** @type {[string, number][]} */
    var figures = [
      [words.p_n_steps, steps.length], [words.p_n_decisions, steps.filter(step => step.kind === 'decision').length],
      [words.p_n_actors, who.length], [words.p_n_waits, steps.filter(step => step.kind === 'wait').length], [words.p_n_gaps, gaps.length],
    ];
    /** @type {Element | null} */
    var phase = null;
    var glance = steps.map(step => {
      var isNew = step.phase && step.phase !== phase;
      phase = step.phase;
      var marks = step.all('.chips .chip:not(.duration)').map(chip => (chip.textContent || '').trim());
      return (isNew ? [el('li', 'ph', copy(step.phase))] : []).concat(el('li', '', el('b', '', String(step.number)), ' ', copy(step.full), marks.length > 0 && el('i', '', ' – ' + marks.join(', ').toLowerCase())));
    }).flat();
    return el('article', 'sheet s-brief', head(words.p_brief + ' · ' + region()),
      el('ul', 'b-fig', figures.map(each => el('li', '', el('b', '', String(each[1])), each[0]))),
      el('div', 'b-cols',
        block(words.p_purpose, el('p', '', copy(document.querySelector('.phead .lead')))),
        listed(words.targets, 'in', lines(pathviz.one('#tiedot'), 'target_groups')),
        listed(words.p_legal, 'in', laws()),
        listed(words.steps, 'b-steps', glance),
        listed(words.p_actors, 'in', who.map(each => {
          var decides = deciding.get(each[0]);
          return el('li', '', el('b', '', copy(each[1].name)), ' ' + each[1].at.length, decides && ' (' + words.part_decides + ': ' + decides.at.join(', ') + ')');
        })),
        listed(words.p_durations, 'in', Array.from(alike(step => step.all('.x-duration dd')).values(), each => el('li', '', el('b', '', each.at.join(', ')), ' ', copy(each.name)))),
        listed(words.gaps, 'b-gaps', gaps.map(step => el('li', '', el('b', '', step.number + ' ', copy(step.full)), el('span', '', ' – ', copy(step.get('.note p'))))))));
  }

  // ---------------------------------------------------------------- on to paper

  var MM = 96 / 25.4, PAGE = 266 * MM;
  /** @type {HTMLElement | null} */
  var sheet = null;

  /** Make type smaller, and then say less, until every part of a sheet fits its page. @param {HTMLElement} made
   * @param {Element[]} parts @param {number} smallest The smallest type, in points. @param {number} most How much is left out.
   * @returns {boolean} */
  function fit(made, parts, smallest, most) {
    made.style.removeProperty('--fs');
    var from = parseFloat(getComputedStyle(made).getPropertyValue('--fs'));
    for (var less = 0; less <= most; less++) {
      made.dataset.less = String(less);
      for (var size = from; size >= smallest; size -= 0.25) {
        made.style.setProperty('--fs', size + 'pt');
        if (parts.every(part => part.scrollHeight <= PAGE)) return true;
      }
    }
    return false;
  }

  /** @param {string} kind Which sheet the next print is to be. */
  function prepare(kind) {
    clear();
    sheet = kind === 'brief' ? brief() : client();
    all('[id]', sheet).forEach(copied => { copied.removeAttribute('id'); });
    document.body.append(sheet);
    document.documentElement.classList.add('print-sheet');
    var own = sheet.children;
    if (kind === 'brief') fit(sheet, [sheet], 7, 3);
    else if (!fit(sheet, [sheet], 10, 0)) { sheet.classList.add('h-pages'); fit(sheet, Array.from(own), 9, 3); }
  }

  /** Printing goes back to the page itself. */
  function clear() {
    if (sheet) sheet.remove();
    sheet = null;
    document.documentElement.classList.remove('print-sheet');
  }

  pathviz.print = (/** @type {string} */ kind) => { prepare(kind); print(); };
  // The browser's own command prints, in a meeting, what the meeting's button does.
  addEventListener('beforeprint', () => { if (!sheet && pathviz.state().meeting) prepare('client'); });
  addEventListener('afterprint', clear);
})();
