/** Second by second: how long a process's loop kept everybody waiting, what it worked, what collecting garbage took of it. */
import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';
import { nowMs } from '../webhooks/events.js';

const EVERY_MS = 1_000;
const RESOLUTION_MS = 5;

export interface Beat {
  atMs: number;
  loop_ms: number;
  cpu_ms: number;
  gc_ms: number;
}

/** @returns takes the beats so far */
export function feelPulse(): () => Beat[] {
  const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  loop.enable();
  let gcMs = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) gcMs += duration;
  }).observe({ entryTypes: ['gc'] });
  let beats: Beat[] = [];
  let cpu = process.cpuUsage();
  setInterval(() => {
    const { user, system } = process.cpuUsage(cpu);
    beats.push({ atMs: nowMs(), loop_ms: loop.max / 1e6, cpu_ms: (user + system) / 1000, gc_ms: gcMs });
    cpu = process.cpuUsage();
    gcMs = 0;
    loop.reset();
  }, EVERY_MS).unref();
  return () => {
    const taken = beats;
    beats = [];
    return taken;
  };
}
