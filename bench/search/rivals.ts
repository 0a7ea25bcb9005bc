/** The same coarse codes under other people's exact search: usearch, and PostgreSQL's own bit_count. One thread each. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { COARSE_OFFSET, COARSE_PREFIX_BYTES } from '#palm';
import { startEmbeddedPostgres } from '#platform/embedded-postgres';
import type { CrowdMemory } from './crowd-memory.js';
import { median } from './figures.js';

const BITS = COARSE_PREFIX_BYTES * 8;
const ROUNDS = 5;
const USEARCH_TEMPLATES = 32_768;
const POSTGRES_TEMPLATES = 20_000;
const SHIFTS = 9;
const FOUND = 100;

/** Nanoseconds per template and shift, or why there is no figure. */
export type RivalTime =
  { readonly ns: number; readonly missing: null } | { readonly ns: null; readonly missing: string };

/** Its JavaScript binding has no packed bits: a bit is a byte, and squared Euclid counts the ones that differ. */
export async function timeUsearch(memory: CrowdMemory): Promise<RivalTime> {
  try {
    const { exactSearch, MetricKind } = await import('usearch');
    const count = Math.min(USEARCH_TEMPLATES, memory.templates);
    const data = new Int8Array(count * BITS);
    for (let at = 0; at < count; at++) unpack(memory.template(at), data.subarray(at * BITS, (at + 1) * BITS));
    const queries = data.slice(0, SHIFTS * BITS);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const began = performance.now();
      exactSearch(data, queries, BITS, FOUND, MetricKind.L2sq, 1);
      times.push(performance.now() - began);
    }
    return { ns: (median(times) * 1e6) / (count * SHIFTS), missing: null };
  } catch (error) {
    return { ns: null, missing: String(error).split('\n', 1)[0] };
  }
}

export async function timePostgres(memory: CrowdMemory): Promise<RivalTime> {
  const folder = mkdtempSync(join(tmpdir(), 'thenar-bench-'));
  try {
    const server = await startEmbeddedPostgres({ folder, log: () => undefined });
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    try {
      return { ns: await timeBitCount(client, memory), missing: null };
    } finally {
      await client.end();
      await server.stop();
    }
  } catch (error) {
    return { ns: null, missing: String(error).split('\n', 1)[0] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timeBitCount(client: pg.Client, memory: CrowdMemory): Promise<number> {
  const count = Math.min(POSTGRES_TEMPLATES, memory.templates);
  await client.query(`CREATE TEMP TABLE coarse (id int, code bit(${BITS})); SET max_parallel_workers_per_gather = 0`);
  for (let from = 0; from < count; from += 2_000) {
    const codes = Array.from({ length: Math.min(2_000, count - from) }, (_, i) => bitString(memory.template(from + i)));
    await client.query(
      `INSERT INTO coarse SELECT $1::int + n, c::bit(${BITS}) FROM unnest($2::text[]) WITH ORDINALITY AS u (c, n)`,
      [from, codes],
    );
  }
  await client.query('ANALYZE coarse');
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    await client.query(`SELECT id, bit_count(code # $1::bit(${BITS})) AS d FROM coarse ORDER BY d, id LIMIT ${FOUND}`, [
      bitString(memory.template(round)),
    ]);
    times.push(performance.now() - began);
  }
  return (median(times) * 1e6) / count;
}

function unpack(template: Uint8Array, into: Int8Array): void {
  for (let bit = 0; bit < BITS; bit++) into[bit] = (template[COARSE_OFFSET + (bit >> 3)] >> (bit & 7)) & 1;
}

function bitString(template: Uint8Array): string {
  const bytes = template.subarray(COARSE_OFFSET, COARSE_OFFSET + COARSE_PREFIX_BYTES);
  return Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
}
