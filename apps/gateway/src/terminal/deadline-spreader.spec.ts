/** Terminals that wait together leave apart, and nobody waits longer than he asked to. */
import { DeadlineSpreader } from './deadline-spreader.js';

const NOW_MS = 1_764_360_000_123;
const secondsOf = (waits: number[]) => waits.map((waitMs) => Math.floor((NOW_MS + waitMs) / 1000));
function most(seconds: number[]): number {
  const counts = new Map<number, number>();
  for (const second of seconds) counts.set(second, (counts.get(second) ?? 0) + 1);
  return Math.max(...counts.values());
}

describe('waits that begin together', () => {
  it('end over half of their length, as many in one second as in another', () => {
    const deadlineSpreader = new DeadlineSpreader();
    const waits = Array.from({ length: 1_400 }, () => deadlineSpreader.plan(30_000, NOW_MS).waitMs);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(15_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
    expect(most(secondsOf(waits))).toBeLessThanOrEqual(101);
  });

  it('end as late as they may while there are few', () => {
    const deadlineSpreader = new DeadlineSpreader();
    const waits = Array.from({ length: 3 }, () => deadlineSpreader.plan(30_000, NOW_MS).waitMs);
    expect(Math.min(...waits)).toBeGreaterThan(25_000);
  });

  it('take no slot once they are released, even if released twice', () => {
    const deadlineSpreader = new DeadlineSpreader();
    const gone = Array.from({ length: 500 }, () => deadlineSpreader.plan(30_000, NOW_MS));
    for (const { release } of [...gone, ...gone]) release();
    const { waitMs } = deadlineSpreader.plan(30_000, NOW_MS);
    expect(waitMs).toBeGreaterThan(27_000);
  });

  it('of less than twenty seconds end when they were asked to', () => {
    expect(new DeadlineSpreader().plan(19_000, NOW_MS).waitMs).toBe(19_000);
  });
});
