/** Requests that arrive together are sent together; a full queue refuses. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Batch } from './batch.js';

describe('a batch', () => {
  it('asks once for what comes at once, and answers each its own', async () => {
    const asked: number[][] = [];
    const batch = new Batch<number, number>({
      most: 100,
      atOnce: 1,
      ask: async (numbers) => {
        asked.push(numbers);
        await sleep(5);
        return numbers.map((n) => n * 2);
      },
    });
    const first = [1, 2, 3].map((n) => batch.ask(n));
    await sleep(2);
    const second = [4, 5].map((n) => batch.ask(n));
    expect(await Promise.all([...first, ...second])).toEqual([2, 4, 6, 8, 10]);
    expect(asked).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  it('never has more under way than it may, nor more in one', async () => {
    let underWay = 0;
    let most = 0;
    const sizes: number[] = [];
    const batch = new Batch<number, number>({
      most: 3,
      atOnce: 2,
      ask: async (numbers) => {
        most = Math.max(most, ++underWay);
        sizes.push(numbers.length);
        await sleep(5);
        underWay--;
        return numbers;
      },
    });
    await Promise.all(Array.from({ length: 10 }, (_, n) => batch.ask(n)));
    expect(most).toBe(2);
    expect(sizes).toEqual([3, 3, 3, 1]);
  });

  it('keeps its statements apart when nobody is in a hurry', async () => {
    const sizes: number[] = [];
    const batch = new Batch<number, number>({
      ...{ most: 10, atOnce: 2, apartMs: 200 },
      ask: async (numbers) => {
        sizes.push(numbers.length);
        return numbers;
      },
    });
    await batch.ask(1); // at once
    const beganMs = performance.now();
    const few = batch.ask(2);
    await sleep(20);
    await Promise.all([few, batch.ask(3)]);
    expect(performance.now() - beganMs).toBeGreaterThan(100);
    expect(sizes).toEqual([1, 2]);
  });

  it('refuses one question alone, or all that went with a failed statement', async () => {
    const batch = new Batch<number, number>({
      most: 10,
      atOnce: 1,
      ask: (numbers) =>
        numbers.includes(13)
          ? Promise.reject(new Error('all'))
          : Promise.resolve(numbers.map((n) => (n === 7 ? new Error('one') : n))),
    });
    expect(await Promise.allSettled([batch.ask(1), batch.ask(7)])).toMatchObject([
      { value: 1 },
      { reason: { message: 'one' } },
    ]);
    expect(await Promise.allSettled([batch.ask(13), batch.ask(1)])).toMatchObject([
      { reason: { message: 'all' } },
      { reason: { message: 'all' } },
    ]);
    expect(await batch.ask(2)).toBe(2);
  });

  it('says that it is full instead of growing without end', async () => {
    const batch = new Batch<number, number>({ most: 1, atOnce: 1, mostWaiting: 2, ask: (n) => Promise.resolve(n) });
    const asked = [1, 2, 3].map((n) => batch.ask(n));
    await expect(asked[2]).rejects.toMatchObject({ code: 'unavailable' });
    expect(await Promise.all(asked.slice(0, 2))).toEqual([1, 2]);
  });

  it('runs outside of whoever asked', async () => {
    const request = new AsyncLocalStorage<string>();
    const batch = new Batch<number, string>({
      most: 10,
      atOnce: 1,
      ask: async (n) => {
        await sleep(1);
        return n.map(() => request.getStore() ?? 'nobody');
      },
    });
    expect(await request.run('somebody', () => batch.ask(1))).toBe('nobody');
  });
});
