/** The answers of several requests as one series: how many scans of each outcome in each hour or day. */
import type { Schemas } from '../api/client.ts';

export const OUTCOMES = ['known', 'unknown', 'unclear', 'refused'] as const;
export type CountedOutcome = (typeof OUTCOMES)[number];

export interface Series {
  /** Names of the hours (instants) or days (dates), oldest first. */
  labels: string[];
  counts: Record<CountedOutcome, number[]>;
}

type Answer = Schemas['ScanAnalyticsView'];

/** What is neither known, unknown nor unclear was refused before it was compared. */
export function combine([all, known, unknown, unclear]: Answer[], key: 'hour' | 'day'): Series {
  const of = (answer: Answer | undefined) => new Map(answer?.groups.map((group) => [group[key] ?? '', group.count]));
  const total = of(all);
  const parts = [of(known), of(unknown), of(unclear)];
  const labels = [...total.keys()];
  const counts: Series['counts'] = { known: [], unknown: [], unclear: [], refused: [] };
  for (const label of labels) {
    const [a = 0, b = 0, c = 0] = parts.map((part) => part.get(label) ?? 0);
    counts.known.push(a);
    counts.unknown.push(b);
    counts.unclear.push(c);
    // the four answers are of four moments
    counts.refused.push(Math.max(0, (total.get(label) ?? 0) - a - b - c));
  }
  return { labels, counts };
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
