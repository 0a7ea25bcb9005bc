/** Keeps the console's own files in the browser, so that its pages open without a connection; data is never kept. */

/** Until then the first page has what it needs. */
const AFTER_LOAD_MS = 2_000;

export function registerOfflineShell(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const register = () =>
    void navigator.serviceWorker.register('/console/sw.js', { scope: '/console/' }).catch(() => undefined);
  if (document.readyState === 'complete') setTimeout(register, AFTER_LOAD_MS);
  else window.addEventListener('load', () => setTimeout(register, AFTER_LOAD_MS), { once: true });
}
