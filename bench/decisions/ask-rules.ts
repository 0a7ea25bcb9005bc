/** A hundred compiled rules, none of which matches, asked about one scan: the longest way through them. */

/** As much of the built gateway as the bench needs: compiling it into the bench would build it twice. */
interface RuleSetModule {
  makeRuleSet(
    version: bigint,
    stored: object[],
    lists: Map<string, object>,
  ): { slots: { read(facts: object): unknown } };
  ask(set: object, values: unknown, onLists: Set<string>): { verdict: string | null };
}

const RULES = 100;
const WARM = 20_000;
const ROUNDS = 31;
const ASKED = 5_000;

const FACTS = {
  ...{
    operation: 'identify',
    result: 'matched',
    hand: 'left',
    quality: 0.81,
    confidence: 0.9999,
    sourceIp: '192.0.2.7',
  },
  member: {
    ...{ id: '00000000-0000-7000-8000-000000000001', externalId: 'ada', status: 'active' },
    ...{ metadata: { tier: 'gold', visits: 3 }, enrolledDays: 12, scanCount24h: 4, scanCount5m: 1 },
  },
  device: { id: '00000000-0000-7000-9000-000000000001', mode: 'standard', metadata: { floor: 2 }, scanCount1m: 2 },
  time: { hour: 9, weekday: 'mon', zone: 'UTC' },
  signals: { near_miss: false, new_device_for_member: false, replayed_capture: false, off_hours: false },
  transaction: null,
};

export async function askRules(): Promise<{ hundred_rules_us: number; reading_us: number; compiled_ms: number }> {
  const ruleSets = (await import(
    new URL('../../apps/gateway/src/rules/rule-set.js', import.meta.url).href
  )) as RuleSetModule;
  const began = performance.now();
  const set = ruleSets.makeRuleSet(
    1n,
    Array.from({ length: RULES }, (_, i) => ruleOf(i)),
    new Map(),
  );
  const compiledMs = performance.now() - began;
  const values = set.slots.read(FACTS);
  const nobody = new Set<string>();
  return {
    hundred_rules_us: medianUs(() => ruleSets.ask(set, values, nobody).verdict),
    reading_us: medianUs(() => set.slots.read(FACTS)),
    compiled_ms: rounded(compiledMs),
  };
}

/** Five conditions each, of several kinds, in a tree; the last one decides that it does not match. */
function ruleOf(i: number): object {
  return {
    ruleId: `rule ${i}`,
    ...{ priority: i, status: 'live', verdict: 'block', sideEffects: [], createdAt: new Date(i) },
    conditions: {
      operator: 'AND',
      rules: [
        { field: 'operation', operator: 'in', value: ['identify', 'verify'] },
        { field: 'quality', operator: 'between', value: [0.2, 0.9 + i / 10_000] },
        {
          operator: 'OR',
          rules: [
            { field: 'member.metadata.visits', operator: 'gt', value: 100 + i },
            { field: 'source.ip', operator: 'starts_with', value: '192.0.2.' },
          ],
        },
        { field: 'member.external_id', operator: 'equals', value: `somebody else ${i}` },
      ],
    },
  };
}

let sink: unknown;
function medianUs(work: () => unknown): number {
  for (let i = 0; i < WARM; i++) sink = work();
  const rounds = Array.from({ length: ROUNDS }, () => {
    const began = performance.now();
    for (let i = 0; i < ASKED; i++) sink = work();
    return ((performance.now() - began) * 1000) / ASKED;
  });
  if (sink === undefined) throw new Error('nothing was asked');
  return rounded(rounds.sort((a, b) => a - b)[ROUNDS >> 1]!);
}

const rounded = (value: number) => Number(value.toFixed(3));
