/** Times that keep themselves true while the page stays open. */
import { useEffect, useState } from 'react';
import { ago, moment, momentIn } from '../texts/times.ts';

/** Draws its component anew so often. */
export function useTick(refreshMs: number): void {
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), refreshMs);
    return () => clearInterval(timer);
  }, [refreshMs]);
}

export function Ago({ instant, never }: { instant: string | null; never?: string }) {
  useTick(10_000);
  if (instant === null) return <span className="muted">{never ?? '—'}</span>;
  return (
    <time dateTime={instant} title={moment(instant)}>
      {ago(instant)}
    </time>
  );
}

export function Moment({ instant, timeZone }: { instant: string; timeZone?: string }) {
  const { text, zone } = momentIn(instant, timeZone);
  return (
    <time dateTime={instant} title={ago(instant)}>
      {text} <span className="zone">{zone}</span>
    </time>
  );
}
