/** What is watched inside the page, written as text because it runs in the browser. */

/**
 * Interactive: the content is on the page (nothing in it still waits, the chart is drawn), and the main thread has finished
 * whatever long task (50 ms) ran then or began within a second of it.
 */
export const WATCH = `
  const began = { contentAt: null, longTasks: [] };
  window.__probe = began;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) began.longTasks.push([startTime, startTime + duration]);
  }).observe({ type: 'longtask', buffered: true });
  const isThere = () =>
    document.querySelector('main h1') && document.querySelector('main canvas') && !document.querySelector('main .skeleton');
  const look = () => {
    if (began.contentAt === null && isThere())
      requestAnimationFrame(() => requestAnimationFrame(() => (began.contentAt ??= performance.now())));
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
`;

export interface Watched {
  contentAt: number | null;
  longTasks: [fromMs: number, toMs: number][];
}

export function interactiveAt({ contentAt, longTasks }: Watched): number {
  const QUIET_MS = 1_000;
  const ends = longTasks.filter(([from]) => from <= contentAt! + QUIET_MS).map(([, to]) => to);
  return Math.max(contentAt!, ...ends);
}

/** Scrolls for so many frames, so many pixels each. Answers the time from frame to frame. */
export const scrollBy = (pixels: number, frames: number): string => `
  new Promise((done) => {
    const times = [];
    let before = null;
    const step = (now) => {
      if (before !== null) times.push(now - before);
      before = now;
      if (times.length >= ${frames}) return done(times);
      window.scrollBy(0, ${pixels});
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  })
`;
