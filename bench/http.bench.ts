/**
 * What a request with an API key costs: the gateway's answer about a key beside bare node:http and bare Nest on Fastify,
 * as CPU per request in one run, and the check of a key by itself. `npm run bench:http [-- --json] [--requests 4000] [--rounds 7]`
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { Contender } from './http/contender.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    requests: { type: 'string', default: '4000' },
    rounds: { type: 'string', default: '7' },
  },
});
const requests = Number(values.requests);
const rounds = Number(values.rounds);
if (!(requests >= 100 && requests <= 100_000 && rounds >= 3 && rounds <= 50))
  throw new Error('--requests 100..100000, --rounds 3..50');

const LIMITS = { ratio: 3.5, keyCheckP99Ms: 0.2 };
const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!;
const rounded = (value: number, digits = 2) => Number(value.toFixed(digits));

const contenders: Contender[] = [];
try {
  for (const [name, file] of [
    ['node', 'bare-node'],
    ['nest', 'bare-nest'],
    ['gateway', 'our-gateway'],
  ] as const)
    contenders.push(await Contender.start(name, file));
  const costs = contenders.map((): number[] => []);
  for (const contender of contenders) await contender.round(requests); // warm
  for (let i = 0; i < rounds; i++)
    for (const [k, contender] of contenders.entries()) costs[k]!.push(await contender.round(requests));
  const [node, nest, gateway] = costs.map(median) as [number, number, number];
  const ratios = costs[2]!.map((cost, i) => cost / costs[0]![i]!);
  const check = await contenders[2]!.ask<{ p50Ms: number; p99Ms: number; queriesForBadChecksums: number }>('check');
  const figures = {
    machine: { cpu: cpus()[0]!.model, cpus: cpus().length, node: process.version },
    cpu_us_per_request: { node: rounded(node, 1), nest_fastify: rounded(nest, 1), gateway: rounded(gateway, 1) },
    ratios: {
      nest_to_node: rounded(median(costs[1]!.map((cost, i) => cost / costs[0]![i]!))),
      gateway_to_node: rounded(median(ratios)),
    },
    key_check: {
      p50_ms: rounded(check.p50Ms, 4),
      p99_ms: rounded(check.p99Ms, 4),
      queries_for_1000_bad_checksums: check.queriesForBadChecksums,
    },
    limits: { gateway_to_node: LIMITS.ratio, key_check_p99_ms: LIMITS.keyCheckP99Ms },
  };
  const held =
    figures.ratios.gateway_to_node <= LIMITS.ratio &&
    check.p99Ms <= LIMITS.keyCheckP99Ms &&
    check.queriesForBadChecksums === 0;
  process.stdout.write(
    values.json ? `${JSON.stringify({ ...figures, held })}\n` : `${JSON.stringify({ ...figures, held }, null, 2)}\n`,
  );
  process.exitCode = held ? 0 : 1;
} finally {
  await Promise.all(contenders.map((contender) => contender.stop()));
}
