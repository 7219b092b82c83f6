/* Keeps the site on the reader's device for days without a network. It stands at the site's root, as a worker sees to its
   own folder alone, and the build writes SITE before it: the site's version, what is kept of it and how to know each file.

   A new version is fetched whole, each file checked by its digest, before it takes over; what has not changed is copied
   from the version before. That one stays until yet another comes, for pages that are still open and may yet ask for a
   script of theirs. Pages come from the network where there is one, so that a mistake never outlives its mending. */
(function () {
  'use strict';
  var scope = self.registration.scope;
  var PREFIX = 'pathviz:' + new URL(scope).pathname + ':';
  var CACHE = PREFIX + SITE.version;
  // A version that has been fetched whole has this beside its files.
  var WHOLE = scope + '?kokonaan';
  var DIGEST = 'x-pathviz-digest';
  // How long a page may take from the network, in milliseconds, before the kept one is shown in its place.
  var PATIENCE = 3000;
  // How many files are fetched at a time: few, so that the page that is being read comes first.
  var ABREAST = 4;
  // Of a large site the pages that were read are kept, at most so many.
  var MOST = 100;
  // These never change under their name, or it does no harm for a while when they do (fonts, the icon).
  var LASTING = /^static\/|\.[0-9a-f]{8}\.(?:js|css)$/;
  var BESIDE = /="([^"#?:]+\.(?:js|css|svg|png|jpe?g|webp|gif|avif))"/g;

  /** The address of a file of the site, as SITE names it, or null for one of somebody else's. */
  function addressOf(url) {
    if (url.indexOf(scope) !== 0) return null;
    var path = url.slice(scope.length).split(/[?#]/)[0];
    return !path || path.slice(-1) === '/' ? path + 'index.html' : path;
  }

  /** What may be kept of an answer: no trace of a redirect, which the browser would refuse, and its digest beside it. */
  function keepable(response, digest) {
    var headers = new Headers();
    headers.set('content-type', response.headers.get('content-type') || 'text/html; charset=utf-8');
    if (digest) headers.set(DIGEST, digest);
    return new Response(response.body, { status: 200, headers: headers });
  }

  /** The versions that are kept here, the newest last. */
  async function versions() {
    return (await caches.keys()).filter(function (name) { return name.indexOf(PREFIX) === 0; });
  }

  /** Keep one file of this version: as it is kept already, in the version before, or on the server. */
  async function keep(cache, before, name) {
    var url = scope + name;
    var digest = SITE.files[name];
    if (await cache.match(url)) return;
    for (var i = 0; i < before.length; i++) {
      var kept = await before[i].match(url);
      if (kept && kept.headers.get(DIGEST) === digest) return cache.put(url, kept);
    }
    // What the server sends is not this version's if its digest differs: the site has just been published anew.
    var response = await fetch(url, { integrity: 'sha256-' + digest, cache: 'no-cache', credentials: 'same-origin' });
    if (!response.ok) throw new Error(url + ': ' + response.status);
    return cache.put(url, keepable(response, digest));
  }

  /** Keep a page that is read, and what it loads that is not kept yet. */
  async function keepRead(cache, url, response) {
    if (!/^text\/html/.test(response.headers.get('content-type') || '')) return;
    var text = await response.clone().text();
    await cache.delete(url);
    await cache.put(url, keepable(response, ''));
    for (var found of text.matchAll(BESIDE)) {
      var other = new URL(found[1].replace(/&amp;/g, '&'), url).href;
      if (addressOf(other) === null || await cache.match(other)) continue;
      var answer = await fetch(other);
      if (answer.ok) await cache.put(other, keepable(answer, ''));
    }
    var pages = (await cache.keys()).filter(function (each) {
      return /\.html$/.test(each.url) && !(addressOf(each.url) in SITE.files);
    });
    for (var i = 0; i < pages.length - MOST; i++) await cache.delete(pages[i]);
  }

  /** The pages that have been read: those kept before, and those that are open now. */
  async function read(before) {
    var urls = new Set();
    for (var cache of before) {
      for (var request of await cache.keys()) if (/\.html$/.test(request.url)) urls.add(request.url);
    }
    for (var client of await self.clients.matchAll({ includeUncontrolled: true, type: 'window' })) {
      var name = addressOf(client.url);
      if (name !== null) urls.add(scope + name);
    }
    return Array.from(urls).filter(function (url) { return !(addressOf(url) in SITE.files); });
  }

  async function install() {
    var before = await Promise.all((await versions()).filter(function (name) { return name !== CACHE; })
      .map(function (name) { return caches.open(name); }));
    var cache = await caches.open(CACHE);
    var names = Object.keys(SITE.files);
    await Promise.all(Array.from({ length: ABREAST }, async function () {
      while (names.length) await keep(cache, before, /** @type {string} */ (names.shift()));
    }));
    if (!SITE.whole) {
      for (var url of await read(before)) {
        var response = await fetch(url, { cache: 'no-cache', credentials: 'same-origin' });
        if (response.ok) await keepRead(cache, url, response);
      }
    }
    await cache.put(WHOLE, new Response(''));
    await self.skipWaiting();
  }

  async function activate() {
    var others = (await versions()).filter(function (name) { return name !== CACHE; });
    var previous = '';
    for (var name of others) if (await (await caches.open(name)).match(WHOLE)) previous = name;
    await Promise.all(others.filter(function (each) { return each !== previous; })
      .map(function (each) { return caches.delete(each); }));
    await self.clients.claim();
  }

  /** A kept file: of this version, else of the one before. */
  async function kept(name) {
    var url = scope + name;
    var found = await (await caches.open(CACHE)).match(url);
    if (found) return found;
    for (var version of await versions()) {
      found = LASTING.test(name) ? await (await caches.open(version)).match(url) : undefined;
      if (found) return found;
    }
    return undefined;
  }

  /** What comes from the network, or else is kept; a network or server that fails counts as none. */
  async function newest(event, name) {
    var asked = fetch(event.request);
    if (!SITE.whole && event.request.mode === 'navigate') {
      event.waitUntil(asked.then(async function (response) {
        // At once, before the page has begun to read it.
        var mine = response.clone();
        if (mine.ok) await keepRead(await caches.open(CACHE), scope + name, mine);
      }).catch(function () { /* it is read all the same */ }));
    }
    var mine = await kept(name);
    if (!mine) return asked;
    var late = new Promise(function (resolve) { setTimeout(resolve, PATIENCE); });
    var answer = await Promise.race([asked.catch(function () { return undefined; }), late]);
    return answer && answer.status < 500 ? answer : mine;
  }

  /** A page; where it is neither on the network nor here, the page that says so and lists what is. */
  async function page(event, name) {
    try {
      return await newest(event, name);
    } catch {
      if (await kept(name + '/index.html')) return Response.redirect(scope + name + '/');
      var lang = SITE.langs.find(function (prefix) { return prefix && name.indexOf(prefix) === 0; }) || '';
      return Response.redirect(scope + lang + SITE.offline + '#haettu=' + encodeURIComponent(event.request.url));
    }
  }

  async function lasting(event, name) {
    return await kept(name) || fetch(event.request);
  }

  self.addEventListener('install', function (event) { event.waitUntil(install()); });
  self.addEventListener('activate', function (event) { event.waitUntil(activate()); });
  self.addEventListener('fetch', function (event) {
    var name = addressOf(event.request.url);
    if (event.request.method !== 'GET' || name === null || event.request.headers.has('range')) return;
    if (event.request.mode === 'navigate') event.respondWith(page(event, name));
    else event.respondWith(LASTING.test(name) ? lasting(event, name) : newest(event, name));
  });
})();
