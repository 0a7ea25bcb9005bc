/**
 * The service worker of the console. It keeps the console's files: every page opens without a connection, says so, and goes on
 * when it is back. Answers of the API are never kept: they are about people.
 * `VERSION` and `FILES` are filled in by the build.
 */
/* global self, caches */
const VERSION = '%VERSION%';
const FILES = JSON.parse('%FILES%');
const PAGE = '/console/';
const CONFIG = '/console/config.json';
const CACHE = `thenar-console ${VERSION}`;
/** A gateway that does not answer in this time is not waited for: the page that is kept opens. */
const PAGE_TIMEOUT_MS = 4_000;
/** The files of one version before stay for tabs that are still open. */
const MAX_CACHES = 2;

self.addEventListener('install', (event) => {
  event.waitUntil(install());
});
self.addEventListener('activate', (event) => {
  event.waitUntil(activate());
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate' && url.pathname.startsWith('/console')) event.respondWith(page(request));
  else if (url.pathname.startsWith('/console/assets/')) event.respondWith(asset(request));
  else if (url.pathname === CONFIG || url.pathname === '/console/icon.svg') event.respondWith(freshOrKept(request));
});

async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll([PAGE, CONFIG, ...FILES]);
  await self.skipWaiting();
}

async function activate() {
  const names = (await caches.keys()).filter((name) => name.startsWith('thenar-console '));
  const old = names.filter((name) => name !== CACHE);
  for (const name of old.slice(0, Math.max(0, old.length - (MAX_CACHES - 1)))) await caches.delete(name);
  await self.clients.claim();
}

async function page(request) {
  const fresh = fetch(request);
  const timeout = new Promise((resolve) => setTimeout(() => resolve(null), PAGE_TIMEOUT_MS));
  const answer = await Promise.race([fresh.catch(() => null), timeout]);
  if (answer !== null && answer.status < 500) return answer;
  return (await caches.match(PAGE, { cacheName: CACHE })) ?? answer ?? fresh;
}

/** Hashed names never change their content. */
async function asset(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

async function freshOrKept(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(CACHE)).put(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = await caches.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}
