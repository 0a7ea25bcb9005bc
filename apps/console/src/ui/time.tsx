/** Times that stay right while the page is open. */
import { useEffect, useState } from 'react';
import { ago, moment, momentWithZone } from '../texts/times.ts';
import { useZone } from '../texts/zone.ts';

/** Renders its component again at this interval. */
export function useTick(intervalMs: number): void {
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
}

export function Ago({ instant, never }: { instant: string | null; never?: string }) {
  useTick(10_000);
  const zone = useZone();
  if (instant === null) return <span className="muted">{never ?? '—'}</span>;
  return (
    <time dateTime={instant} title={momentWithZone(instant, zone)}>
      {ago(instant)}
    </time>
  );
}

export function Moment({ instant }: { instant: string }) {
  const zone = useZone();
  return (
    <time dateTime={instant} title={`${ago(instant)} (${zone})`}>
      {moment(instant, zone)}
    </time>
  );
}
