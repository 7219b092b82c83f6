/* The meeting: one step at a time, in the client's words. It is a state of the page, kept in the address alone; what it
   shows is read from the list of steps by print.js, and aids.js loads them together. */
(function () {
  'use strict';
  var words = pathviz.words, el = pathviz.el, copy = pathviz.copy, icon = pathviz.icon, steps = pathviz.steps, byId = pathviz.byId;
  /** More steps than this are shown a phase at a time. */
  var MANY = 12;
  /** The frame, which is in the page as long as there is a meeting. */
  var box = pathviz.model;
  /** Whether the professional's texts are shown; each meeting begins without them. */
  var staff = false;

  /** @param {string} selector @returns {HTMLElement} A part of the meeting's frame. */
  function part(selector) { return pathviz.one(selector, box); }

  /** @param {Step} step @param {Step[]} route */
  function goTo(step, route) { pathviz.go({ step: step.id, route: route.map(each => each.id) }); }

  /** @param {string} kind @param {() => void} act @param {...Part} parts @returns {HTMLButtonElement} */
  function button(kind, act, ...parts) {
    var made = /** @type {HTMLButtonElement} */ (el('button', kind, ...parts));
    made.type = 'button';
    made.addEventListener('click', act);
    return made;
  }

  // ---------------------------------------------------------------- the step

  /** The ways onward as a question. @param {Step} step @param {Step[]} route @returns {HTMLElement | null} */
  function question(step, route) {
    if (!step.ways.length || step.ways.length === 1 && step.ways[0].id) return null;
    var answers = step.ways.map(way => {
      var next = byId[way.id], said = pathviz.answer(way), kind = next ? way.back && words.back : words.elsewhere;
      var parts = [el('span', '', said[0]), el('small', '', kind, kind && said[1] && ': ', said[1]), icon(next ? (way.back ? 'prev' : 'go') : 'out')];
      if (next) return button('ask', () => { goTo(next, route.concat(step)); }, parts);
      // Another path opens in its own meeting.
      var link = /** @type {HTMLAnchorElement} */ (el('a', 'ask', parts));
      link.href = way.href + (way.href.indexOf('#') < 0 ? '#' : '&') + 'tapaaminen=';
      return link;
    });
    var asked = answers.length > 1 && pathviz.question(step) && el('h2', '', pathviz.question(step));
    var by = step.decided && step.roles.filter(each => each.parts.includes('decides')).map((each, at) => [at > 0 && ', ', copy(each.name)]);
    return el('section', 'asking', asked, by && el('p', 'm-by', words.by + ': ', el('b', '', by)), el('div', 'asks', answers));
  }

  /** What the step says besides its text. @param {Step} step @returns {HTMLElement} */
  function sides(step) {
    var made = ['duration', 'deadline', 'bring', 'rights'].map(name => pathviz.listed(words[name], '', pathviz.lines(step.item, name)));
    var contacts = step.get('.contacts');
    return el('div', 'm-sides', made, contacts && pathviz.block(words.contacts, contacts.cloneNode(true)));
  }

  /** What only professionals see. @param {Step} step @returns {HTMLElement} */
  function behind(step) {
    return el('section', 'm-staff', el('h2', '', words.behind), el('p', '', el('b', '', copy(step.full))), step.text !== step.get('.sum') && el('p', '', copy(step.get('.sum'))),
      step.get('.staff p') && el('p', '', copy(step.get('.staff p'))),
      step.get('.note p') && el('p', '', el('b', '', words.gap + ': '), copy(step.get('.note p'))),
      step.get('.law') && el('p', '', el('b', '', words.laws + ': '), step.all('.law').map((law, at) => [at > 0 && ', ', copy(law.querySelector('span'))])));
  }

  /** @param {Step} step @param {Step[]} route @returns {HTMLElement} The whole screen of a step. */
  function screen(step, route) {
    var title = el('h1', '', copy(step.title));
    title.tabIndex = -1;
    return el('article', 'm-step',
      el('p', 'kick', el('span', 'chip m-here', words.here), step.phase && el('span', '', copy(step.phase)),
        step.kind === 'wait' && el('span', 'chip', icon('wait'), words.wait), !step.ways.length && el('span', 'chip', icon('ok'), words.ends)),
      title, el('p', 'm-text', copy(step.text)), question(step, route),
      el('ul', 'm-who', pathviz.people(step, staff).map(each => pathviz.person(each, staff))),
      sides(step), staff && behind(step));
  }

  // ---------------------------------------------------------------- the path in miniature

  /** @param {Step} step @param {Step} here @param {Step[]} route @returns {string} */
  function state(step, here, route) { return step === here ? 'cur' : route.includes(step) ? 'done' : ''; }

  /** @param {Step} here @param {Step[]} route @returns {HTMLElement[]} The path phase by phase; one that is long, folded. */
  function miniature(here, route) {
    /** @type {{ phase: Element | null, steps: Step[] }[]} */
    var groups = [];
    steps.forEach(step => {
      var last = groups[groups.length - 1];
      if (last && last.phase === step.phase) last.steps.push(step); else groups.push({ phase: step.phase, steps: [step] });
    });
    return groups.map(group => {
      var list = el('ol', 'mini', group.steps.map(step => stop(step, here, route)));
      list.setAttribute('role', 'list');
      if (!group.phase || steps.length <= MANY) return el('div', '', group.phase && el('h3', '', copy(group.phase)), list);
      var done = group.steps.filter(step => state(step, here, route)).length;
      var fold = el('details', '', el('summary', '', el('span', '', copy(group.phase)), el('small', '', done + ' / ' + group.steps.length)), list);
      fold.toggleAttribute('open', group.steps.includes(here));
      return fold;
    });
  }

  /** @param {Step} step @param {Step} here @param {Step[]} route @returns {HTMLElement} */
  function stop(step, here, route) {
    var kind = state(step, here, route), at = route.indexOf(step);
    // Back along the way that was gone, or aside, from where "previous" leads back.
    var to = button('', () => { if (step !== here) goTo(step, at >= 0 ? route.slice(0, at) : route.concat(here)); },
      el('span', 'd', kind === 'done' ? icon('ok') : String(step.number)), el('span', '', copy(step.title), kind === 'done' && el('span', 'sr', ', ' + words.done)));
    if (kind === 'cur') to.setAttribute('aria-current', 'step');
    return el('li', kind, to);
  }

  // ---------------------------------------------------------------- the frame

  /** Show what the address says. @param {boolean} focus Whether the reader is to be brought to the step's title. */
  function show(focus) {
    var now = pathviz.place(), here = now.step, isNew = !box.isConnected;
    if (!now.meeting || !here) return leave();
    if (isNew) staff = forStaff.checked = false;
    // It is all there before it is laid out.
    fill(here, now.route);
    if (isNew) open();
    part('.m-main').scrollTop = 0;
    // Where there is little room, all of the meeting scrolls, and its head is left above.
    if (!isNew) part('.m-main').scrollIntoView({ block: 'start' });
    var mark = part('#tapaaminen-polku .cur');
    if (mark.getClientRects().length) mark.scrollIntoView({ block: 'nearest' });
    // Whoever pages with "next" stays there, and hears of the step; others are brought to it.
    var at = document.activeElement;
    if (isNew || focus && !(at && part('.m-foot').contains(at) && getComputedStyle(at).visibility === 'visible')) part('h1').focus();
    part('[aria-live]').textContent = part('.pos b').textContent + ': ' + part('h1').textContent;
  }

  /** Put a step into the frame. @param {Step} here @param {Step[]} route */
  function fill(here, route) {
    var back = route[route.length - 1] || pathviz.before(here), way = here.ways.length === 1 ? byId[here.ways[0].id] : undefined;
    var asks = here.ways.length > 1;
    part('.m-main').replaceChildren(screen(here, route));
    part('#tapaaminen-polku').replaceChildren(part('#tapaaminen-polku h2'), ...miniature(here, route));
    part('.m-dots').replaceChildren(...steps.map((step, at) => el('i', state(step, here, route) + (at && steps[at - 1].phase !== step.phase ? ' ph' : ''))));
    part('.pos b').textContent = pathviz.said(words.position, { n: here.number, count: steps.length });
    var numbers = route.concat(here).map(step => step.number);
    part('.pos small').textContent = words.route + ': ' + (numbers.length > 8 ? '… – ' : '') + numbers.slice(-8).join(' – ');
    var previous = part('[data-previous]'), next = part('[data-next]');
    previous.classList.toggle('off', !back);
    next.classList.toggle('off', !way && !asks);
    next.classList.toggle('pri', !!way);
    next.classList.toggle('choose', asks);
    part('[data-next] span').textContent = asks ? words.choose : words.onward;
    previous.onclick = () => { if (back) goTo(back, route.slice(0, -1)); };
    next.onclick = () => { if (way) goTo(way, route.concat(here)); else /** @type {HTMLElement} */ (part('.ask')).focus(); };
    fold(false);
  }

  /** On narrow screens the miniature is folded away. @param {boolean} on */
  function fold(on) {
    part('.m-map').classList.toggle('open', on);
    part('.m-map button').setAttribute('aria-expanded', String(on));
  }

  /** @param {boolean} on What is behind the meeting cannot be reached. */
  function cover(on) {
    Array.from(document.body.children).forEach(other => { if (other !== box) /** @type {HTMLElement} */ (other).inert = on; });
    document.documentElement.classList.toggle('in-meeting', on);
  }

  function open() {
    full.hidden = !document.fullscreenEnabled;
    document.body.append(box);
    cover(true);
  }

  /** To the same step on the page. */
  function stopMeeting() {
    var now = pathviz.place();
    pathviz.go({ meeting: false, route: [], step: now.step ? now.step.id : '' }, { focus: true });
  }

  function leave() {
    if (!box.isConnected) return;
    cover(false);
    box.remove();
    if (document.fullscreenElement) document.exitFullscreen();
    // The page itself brings the reader to the step that was met; but "back" may lead to where there was none.
    /** @type {HTMLElement} */ (document.querySelector('.stp.cur .ti button') || document.querySelector('[data-meeting]')).focus({ preventScroll: true });
  }

  var full = part('[data-full]'), forStaff = /** @type {HTMLInputElement} */ (part('input[data-staff]'));
  part('.m-path').append(copy(document.querySelector('h1')) || '');
  full.addEventListener('click', () => {
    (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => { full.hidden = true; });
  });
  forStaff.addEventListener('change', () => {
    staff = forStaff.checked;
    show(false);
  });
  part('[data-leave]').addEventListener('click', stopMeeting);
  part('.m-map > button').addEventListener('click', () => { fold(!part('.m-map').classList.contains('open')); });
  box.addEventListener('keydown', event => { if (event.key === 'Escape') stopMeeting(); });
  document.addEventListener('fullscreenchange', () => { full.setAttribute('aria-pressed', String(!!document.fullscreenElement)); });
  document.addEventListener('pathviz:state', () => { show(true); });
  show(true);
  // The first meeting opens as quickly as the next: it is laid out once before, without being seen.
  pathviz.ahead(() => {
    if (box.isConnected) return;
    fill(steps[0], []);
    pathviz.ahead(() => {
      if (box.isConnected) return;
      document.body.append(box);
      box.getBoundingClientRect();
      box.remove();
    });
  });
})();
