/** Holds a process and all that it started still, as a disk that hangs or a machine that swaps would. */
import { spawnSync } from 'node:child_process';

/** @returns lets them go on */
export function standStill(pid: number): () => void {
  const held = new Set<number>();
  for (let more = true; more;) {
    more = false;
    for (const one of familyOf(pid)) {
      if (held.has(one)) continue;
      process.kill(one, 'SIGSTOP');
      held.add(one);
      more = true; // it may have started another meanwhile
    }
  }
  return () => {
    for (const one of held)
      try {
        process.kill(one, 'SIGCONT');
      } catch {
        // it ended before
      }
  };
}

function familyOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  const family = [pid];
  for (const one of family) family.push(...pairs.filter(([, parent]) => parent === one).map(([child]) => child));
  return family;
}
