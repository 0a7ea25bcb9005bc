import { BrokenRule, compile, InputSlots } from './compile.policy.js';
import type { RuleInputs, Leaf, ConditionTree } from './rules.types.js';

const facts: RuleInputs = {
  ...{
    operation: 'identify',
    result: 'matched',
    hand: 'left',
    quality: 0.75,
    confidence: 0.9999,
    sourceIp: '192.0.2.7',
  },
  member: {
    ...{
      id: 'm-1',
      externalId: 'ada-1',
      status: 'active',
      metadata: { tier: 'gold', visits: 7, vip: true, note: null },
    },
    ...{ enrolledDays: 3, scanCount24h: 5, scanCount5m: 2 },
  },
  device: null,
  time: { hour: 13, weekday: 7, zone: 'Europe/Berlin' },
  signals: {
    near_miss: false,
    new_device_for_member: true,
    replayed_capture: false,
    off_hours: false,
    impossible_travel: false,
    clock_untrusted: false,
    repeated_failures: false,
  },
  transaction: null,
};

function holds(node: ConditionTree | object, onLists: string[] = []): boolean {
  const slots = new InputSlots();
  const test = compile({ operator: 'AND', rules: [node as Leaf] }, slots, (name) => (name === 'gone' ? null : name));
  return test(slots.read(facts), new Set(onLists));
}
const leaf = (field: string, operator: string, value: unknown) => ({ field, operator, value });

describe('a condition', () => {
  it.each<[boolean, string, string, unknown]>([
    [true, 'hand', 'equals', 'left'],
    [false, 'hand', 'equals', 'right'],
    [true, 'hand', 'not_equals', 'right'],
    [true, 'hand', 'in', ['right', 'left']],
    [true, 'hand', 'not_in', ['right']],
    [true, 'quality', 'gt', 0.7],
    [false, 'quality', 'gt', 0.75],
    [true, 'quality', 'gte', 0.75],
    [true, 'time.hour', 'between', [13, 13]],
    [false, 'time.hour', 'between', [14, 20]],
    [true, 'time.weekday', 'lt', 8],
    [true, 'time.weekday', 'lte', 7],
    [true, 'member.external_id', 'starts_with', 'ada'],
    [true, 'member.external_id', 'contains', 'a-1'],
    [false, 'member.external_id', 'contains', 'A-1'],
    [true, 'signals.new_device_for_member', 'equals', true],
    [true, 'velocity.member_5m', 'equals', 2],
    [true, 'member.metadata.visits', 'gte', 7],
    [false, 'member.metadata.visits', 'equals', '7'],
    [true, 'member.metadata.tier', 'not_equals', 7],
    [false, 'member.metadata.tier', 'gt', 7],
    [true, 'member.metadata.vip', 'equals', true],
  ])('is %s: %s %s %j', (expected, field, operator, value) => {
    expect(holds(leaf(field, operator, value))).toBe(expected);
  });

  it('about what is not there holds only when it asks whether it is there', () => {
    for (const field of [
      'device.id',
      'velocity.device_1m',
      'transaction.type',
      'member.metadata.note',
      'member.metadata.nothing',
      'device.metadata.x',
    ]) {
      expect(holds(leaf(field, 'exists', false))).toBe(true);
      expect(holds(leaf(field, 'exists', true))).toBe(false);
      for (const [operator, value] of [
        ['equals', 'x'],
        ['not_equals', 'x'],
        ['in', ['x']],
        ['not_in', ['x']],
        ['gt', -1],
        ['contains', 'x'],
      ] as const)
        expect(holds(leaf(field, operator, value))).toBe(false);
    }
  });

  it('about a list holds by who stands on it, and never when there is no such list', () => {
    expect(holds(leaf('member.id', 'in', { list: 'vips' }), ['vips'])).toBe(true);
    expect(holds(leaf('member.id', 'in', { list: 'vips' }))).toBe(false);
    expect(holds(leaf('member.id', 'not_in', { list: 'vips' }))).toBe(true);
    expect(holds(leaf('member.id', 'not_in', { list: 'vips' }), ['vips'])).toBe(false);
    expect(holds(leaf('device.id', 'not_in', { list: 'doors' }))).toBe(false);
    for (const operator of ['in', 'not_in'])
      expect(holds(leaf('member.id', operator, { list: 'gone' }), ['gone'])).toBe(false);
  });
});

describe('a tree', () => {
  const yes = leaf('hand', 'equals', 'left');
  const no = leaf('hand', 'equals', 'right');

  it('holds as its groups say', () => {
    expect(holds({ operator: 'AND', rules: [yes, no] })).toBe(false);
    expect(holds({ operator: 'OR', rules: [no, yes] })).toBe(true);
    expect(
      holds({ operator: 'OR', rules: [no, { operator: 'AND', rules: [yes, { operator: 'OR', rules: [no, yes] }] }] }),
    ).toBe(true);
  });

  it('that nobody can have written is refused, not guessed', () => {
    const broken = [
      { operator: 'AND', rules: [] },
      { operator: 'NOT', rules: [yes, no] },
      leaf('member.soul', 'equals', 1),
      leaf('hand', 'like', 'l'),
    ];
    for (const node of broken) expect(() => holds(node)).toThrow(BrokenRule);
  });

  it('reads every field once, however many conditions ask', () => {
    const slots = new InputSlots();
    const many = Array.from({ length: 40 }, (_, i) => leaf('quality', 'gt', i));
    compile({ operator: 'OR', rules: [...many, yes] as Leaf[] }, slots, () => null);
    expect(slots.read(facts)).toEqual([0.75, 'left']);
  });
});
