/** One after the other on one thing, side by side on different ones. */
import { setTimeout as sleep } from 'node:timers/promises';
import { KeyedMutex } from './keyed-mutex.js';

describe('turns', () => {
  it('let one in at a time, in order, whatever becomes of the one before', async () => {
    const mutex = new KeyedMutex();
    const seen: string[] = [];
    const work = (name: string, fails = false) =>
      mutex.run('project', async () => {
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
    const mutex = new KeyedMutex();
    let release!: () => void;
    const held = mutex.run('one', () => new Promise<void>((resolve) => (release = resolve)));
    expect(await mutex.run('other', () => Promise.resolve('at once'))).toBe('at once');
    release();
    await held;
  });
});
