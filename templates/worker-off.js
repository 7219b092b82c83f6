/* The site keeps nothing on the reader's device any more: what an earlier worker has kept is removed, and itself with it. */
(function () {
  'use strict';
  var prefix = 'pathviz:' + new URL(self.registration.scope).pathname + ':';

  async function leave() {
    for (var name of await caches.keys()) if (name.indexOf(prefix) === 0) await caches.delete(name);
    await self.registration.unregister();
  }

  self.addEventListener('install', function () { self.skipWaiting(); });
  self.addEventListener('activate', function (event) { event.waitUntil(leave()); });
})();
