/** Kilobytes that a process holds after everything that can be let go was let go. */
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

export async function heldKb(): Promise<{ rss: number; heap: number }> {
  for (let i = 0; i < 4; i++) {
    collect();
    await sleep(150);
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss: rss / 1024, heap: (heapUsed + external) / 1024 };
}
