// Keeps the page's shell for times without a network, and shows calls as notifications that can be answered. It keeps
// nothing of what people do: no calls, no names, no answers of the API but the public configuration.
const CACHE = 'landline-shell-1';
const MOST_ENTRIES = 80;
const CONFIGURATION = new URL('api/config', self.registration.scope).href;

self.addEventListener('install', (event) => {
  event.waitUntil(keepShell().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

/** The page and everything that it names. */
async function keepShell() {
  const cache = await caches.open(CACHE);
  const page = await fetch(self.registration.scope, { cache: 'no-cache' });
  const html = await page.clone().text();
  await cache.put(self.registration.scope, page);
  const named = [...html.matchAll(/(?:src|href)="(\.\/[^"]+)"/g)].map(([, path]) => path);
  await Promise.all([...named, CONFIGURATION].map((path) => cache.add(new URL(path, self.registration.scope))));
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) {
    return;
  }
  if (request.mode === 'navigate' && url.pathname === new URL(self.registration.scope).pathname) {
    event.respondWith(fresh(request, self.registration.scope));
  } else if (url.href === CONFIGURATION) {
    event.respondWith(fresh(request, CONFIGURATION));
  } else if (url.pathname.includes('/assets/')) {
    event.respondWith(kept(request));
  }
});

/** From the network; from here when there is none. */
async function fresh(request, key) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok) {
      await cache.put(key, answer.clone());
    }
    return answer;
  } catch (unreachable) {
    const old = await cache.match(key);
    if (old === undefined) {
      throw unreachable;
    }
    return old;
  }
}

/** These never change under their names. */
async function kept(request) {
  const cache = await caches.open(CACHE);
  const known = await cache.match(request);
  if (known !== undefined) {
    return known;
  }
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(request, answer.clone());
    const keys = await cache.keys();
    await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_ENTRIES)).map((old) => cache.delete(old)));
  }
  return answer;
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(tell(event.action, event.notification.data));
});

/** The tab that rings does what was chosen; it comes to the front unless the call was declined. */
async function tell(action, data) {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const page = pages.find((client) => client.id === data?.page) ?? pages[0];
  for (const client of pages) {
    client.postMessage({ type: 'call-notification', action, call: data?.call });
  }
  if (action !== 'decline') {
    await (page === undefined ? self.clients.openWindow(self.registration.scope) : page.focus());
  }
}
