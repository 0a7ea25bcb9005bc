/** One after the other on one thing, side by side on different ones. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Turns } from './turns.js';

describe('turns', () => {
  it('let one in at a time, in order, whatever becomes of the one before', async () => {
    const turns = new Turns();
    const seen: string[] = [];
    const work = (name: string, fails = false) =>
      turns.take('project', async () => {
        seen.push(`${name} in`);
        await sleep(2);
        seen.push(`${name} out`);
        if (fails) throw new Error(name);
        return name;
      });
    const all = await Promise.allSettled([work('a'), work('b', true), work('c')]);
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(seen).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
  });

  it('do not make different things wait for each other', async () => {
    const turns = new Turns();
    let release!: () => void;
    const held = turns.take('one', () => new Promise<void>((resolve) => (release = resolve)));
    expect(await turns.take('other', () => Promise.resolve('at once'))).toBe('at once');
    release();
    await held;
  });
});
