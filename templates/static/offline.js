/* On the page that is shown where there is no network: the page that was asked for, and the pages that are kept here. */
(function () {
  'use strict';
  var root = document.documentElement;
  var list = document.querySelector('[data-kept]');
  var again = /** @type {HTMLAnchorElement | null} */ (document.querySelector('[data-again]'));
  if (!list || !again || !root.dataset.worker || !('caches' in window)) return;
  var scope = new URL('./', new URL(root.dataset.worker, location.href)).href;

  /** The address that was asked for, which the worker has put after this page's own; nothing but the site's own. */
  var asked = decodeURIComponent((/#haettu=(.*)/.exec(location.hash) || ['', ''])[1]);
  if (asked.indexOf(scope) === 0) {
    again.href = asked;
    again.hidden = false;
    addEventListener('online', function () { location.replace(asked); });
  }

  /** A kept page's address and title, if it is in this page's language. @param {Cache} cache @param {Request} request */
  async function told(cache, request) {
    var response = await cache.match(request);
    var text = response ? await response.text() : '';
    var lang = /<html lang="([^"]*)"/.exec(text);
    var title = /<title>([^<]*)<\/title>/.exec(text);
    if (!lang || !title || lang[1] !== root.lang || request.url === location.href.split('#')[0]) return [];
    var words = new DOMParser().parseFromString(title[1], 'text/html').body.textContent || '';
    return [{ url: request.url, title: words.split(' – ').slice(0, -1).join(' – ') || words }];
  }

  async function show() {
    var prefix = 'pathviz:' + new URL(scope).pathname + ':';
    /** @type {Cache | null} */
    var cache = null;
    for (var name of await caches.keys()) {
      var each = name.indexOf(prefix) === 0 ? await caches.open(name) : null;
      // A version that is still being fetched is not read yet (worker.js).
      if (each && await each.match(scope + '?kokonaan')) cache = each;
    }
    if (!cache) return;
    var whole = cache;
    var requests = (await whole.keys()).filter(function (each) { return /\.html$/.test(each.url); });
    var pages = (await Promise.all(requests.map(function (each) { return told(whole, each); }))).flat();
    pages.sort(function (a, b) { return a.title.localeCompare(b.title, root.lang); });
    pages.forEach(function (page) {
      var item = document.createElement('li');
      var link = document.createElement('a');
      link.href = page.url;
      link.textContent = page.title;
      item.append(link);
      /** @type {Element} */ (list).querySelector('ul')?.append(item);
    });
    /** @type {HTMLElement} */ (list).hidden = !pages.length;
  }

  show();
})();
