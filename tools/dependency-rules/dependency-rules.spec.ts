/** Every forbidden arrow, planted in an empty house, is found; what is allowed beside it is left alone. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const GATEWAY = 'apps/gateway/src';
const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  forbidden: { name: string; comment: string }[];
};

/** `from` imports `to` (a file of the house, or the name of a package). */
interface Arrow {
  rule: string;
  from: string;
  to: string;
  type?: boolean;
}

const planted: Arrow[] = [
  { rule: 'no-cycle', from: `${GATEWAY}/palms/chicken.ts`, to: `${GATEWAY}/palms/egg.ts` },
  { rule: 'room-without-a-floor', from: `${GATEWAY}/attic/attic.service.ts`, to: `${GATEWAY}/attic/box.ts` },
  { rule: 'doors', from: `${GATEWAY}/members/a.service.ts`, to: `${GATEWAY}/palms/secret-drawer.ts` },
  { rule: 'doors', from: `${GATEWAY}/members/b.service.ts`, to: `${GATEWAY}/palms/palms.policy.ts`, type: true },
  { rule: 'doors', from: `${GATEWAY}/members/c.service.ts`, to: `${GATEWAY}/palms/palms.queries.ts` },
  { rule: 'doors-for-the-top', from: `${GATEWAY}/gateway.ts`, to: `${GATEWAY}/members/drawer.ts` },
  { rule: 'the-top-is-above', from: `${GATEWAY}/members/d.service.ts`, to: `${GATEWAY}/gateway.config.ts`, type: true },
  { rule: 'the-top-is-above', from: `${GATEWAY}/members/e.service.ts`, to: `${GATEWAY}/boot/checks.ts` },
  { rule: 'configuration-stands-alone', from: `${GATEWAY}/gateway.config.ts`, to: 'libs/platform/src/keys/index.ts' },
  { rule: 'migrations-are-frozen', from: `${GATEWAY}/migrations/0001-a.ts`, to: `${GATEWAY}/members/member.entity.ts` },
  { rule: 'no-barrels-in-rooms', from: `${GATEWAY}/members/f.service.ts`, to: `${GATEWAY}/members/index.ts` },
  {
    rule: 'only-modules-know-controllers',
    from: `${GATEWAY}/members/g.service.ts`,
    to: `${GATEWAY}/members/members.controller.ts`,
  },
  {
    rule: 'only-modules-know-modules',
    from: `${GATEWAY}/members/h.service.ts`,
    to: `${GATEWAY}/members/members.module.ts`,
  },
  {
    rule: 'the-wire-asks-services',
    from: `${GATEWAY}/members/i.controller.ts`,
    to: 'libs/platform/src/database/index.ts',
  },
  {
    rule: 'the-wire-asks-services',
    from: `${GATEWAY}/members/j.socket.ts`,
    to: `${GATEWAY}/members/members.queries.ts`,
  },
  { rule: 'services-know-no-wire', from: `${GATEWAY}/members/k.service.ts`, to: 'fastify', type: true },
  { rule: 'services-return-rows', from: `${GATEWAY}/members/l.service.ts`, to: `${GATEWAY}/members/members.view.ts` },
  {
    rule: 'policies-are-pure',
    from: `${GATEWAY}/members/m.policy.ts`,
    to: `${GATEWAY}/members/members.service.ts`,
    type: true,
  },
  { rule: 'policies-are-pure', from: `${GATEWAY}/members/n.machine.ts`, to: 'libs/platform/src/clock/index.ts' },
  { rule: 'entities-are-rows', from: `${GATEWAY}/members/o.entity.ts`, to: `${GATEWAY}/members/members.service.ts` },
  {
    rule: 'inputs-stand-alone',
    from: `${GATEWAY}/members/p.dto.ts`,
    to: `${GATEWAY}/members/members.service.ts`,
    type: true,
  },
  { rule: 'views-only-show', from: `${GATEWAY}/members/q.view.ts`, to: `${GATEWAY}/members/members.service.ts` },
  { rule: 'refusals-stand-alone', from: `${GATEWAY}/members/r.errors.ts`, to: `${GATEWAY}/members/members.service.ts` },
  { rule: 'facts-stand-alone', from: `${GATEWAY}/members/s.events.ts`, to: `${GATEWAY}/members/members.service.ts` },
  {
    rule: 'libs-know-no-app',
    from: 'libs/platform/src/keys/a.ts',
    to: `${GATEWAY}/members/members.service.ts`,
    type: true,
  },
  { rule: 'apps-are-apart', from: 'apps/terminal/src/main.ts', to: `${GATEWAY}/members/members.dto.ts`, type: true },
  { rule: 'the-console-speaks-http', from: 'apps/console/src/rules/a.ts', to: 'libs/palm/src/index.ts' },
  { rule: 'the-kit-knows-no-page', from: 'apps/console/src/ui/b.ts', to: 'apps/console/src/rules/draft.ts' },
  { rule: 'firebase-and-charts-come-late', from: 'apps/console/src/rules/c.ts', to: 'chart.js' },
  {
    rule: 'firebase-and-charts-come-late',
    from: 'apps/console/src/sign-in/d.ts',
    to: 'apps/console/src/sign-in/firebase.ts',
  },
  { rule: 'palm-knows-nobody', from: 'libs/palm/src/a.ts', to: 'node:fs' },
  { rule: 'palm-knows-nobody', from: 'libs/palm/src/b.ts', to: 'sharp' },
  { rule: 'palm-knows-nobody', from: 'libs/palm/src/c.ts', to: 'libs/gallery/src/index.ts', type: true },
  { rule: 'gallery-knows-palm', from: 'libs/gallery/src/a.ts', to: 'libs/platform/src/keys/index.ts' },
  { rule: 'gallery-knows-palm', from: 'libs/gallery/src/b.ts', to: 'libs/palm/src/inside.ts' },
  { rule: 'platform-knows-no-domain', from: 'libs/platform/src/keys/b.ts', to: 'libs/palm/src/index.ts' },
  { rule: 'platform-areas-have-doors', from: 'libs/platform/src/keys/c.ts', to: 'libs/platform/src/clock/inside.ts' },
  { rule: 'libs-have-doors', from: `${GATEWAY}/members/t.service.ts`, to: 'libs/palm/src/inside.ts' },
  { rule: 'libs-have-doors', from: `${GATEWAY}/members/u.service.ts`, to: 'libs/platform/src/clock/inside.ts' },
  { rule: 'resolvable', from: `${GATEWAY}/members/v.service.ts`, to: 'no-such-package-anywhere' },
  { rule: 'declared-packages', from: `${GATEWAY}/members/w.service.ts`, to: 'gaxios' },
  { rule: 'no-dev-package-in-production', from: `${GATEWAY}/members/x.service.ts`, to: 'fast-check' },
  { rule: 'production-knows-no-test', from: `${GATEWAY}/members/y.service.ts`, to: 'test/support/house.ts' },
  { rule: 'people-are-proven-in-one-room', from: `${GATEWAY}/members/z.service.ts`, to: 'firebase-admin' },
  { rule: 'one-way-into-the-database', from: `${GATEWAY}/members/aa.service.ts`, to: 'pg' },
];

/** The way back that makes the first of them a circle. */
const backwards: Omit<Arrow, 'rule'>[] = [{ from: `${GATEWAY}/palms/egg.ts`, to: `${GATEWAY}/palms/chicken.ts` }];

const allowed: Omit<Arrow, 'rule'>[] = [
  { from: `${GATEWAY}/members/fine.service.ts`, to: `${GATEWAY}/palms/palms.service.ts` },
  { from: `${GATEWAY}/members/fine.controller.ts`, to: `${GATEWAY}/tenancy/caller.ts`, type: true },
  { from: `${GATEWAY}/members/fine.view.ts`, to: `${GATEWAY}/members/members.service.ts`, type: true },
  { from: `${GATEWAY}/members/fine.module.ts`, to: `${GATEWAY}/members/members.controller.ts` },
  { from: `${GATEWAY}/members/fine.policy.ts`, to: `${GATEWAY}/members/member.entity.ts`, type: true },
  { from: `${GATEWAY}/main.ts`, to: `${GATEWAY}/members/members.module.ts` },
  { from: `${GATEWAY}/members/fine.spec.ts`, to: 'fast-check' },
  { from: 'libs/gallery/src/fine.ts', to: 'libs/palm/src/index.ts' },
  { from: 'libs/platform/src/keys/fine.ts', to: 'libs/platform/src/clock/index.ts' },
];

/** From every room to every room that is not below it, in the order of the floors written here a second time. */
const FROM_THE_GROUND =
  'audit, tenancy sign-in, access, palms devices usage cli-grants, members, scans, lists, rules transactions analytics, ' +
  'enrollment identification, terminal webhooks privacy, deliveries sandbox, health';
const floors = FROM_THE_GROUND.split(', ').map((rooms) => rooms.split(' '));
const climbing: Arrow[] = floors.flatMap((rooms, floor) =>
  rooms.flatMap((room) =>
    floors
      .slice(floor)
      .flat()
      .filter((other) => other !== room)
      .map((other) => ({
        rule: `floor-of-${room}`,
        from: `${GATEWAY}/${room}/to-${other}.service.ts`,
        to: `${GATEWAY}/${other}/${other}.service.ts`,
      })),
  ),
);

let found: Set<string>;
const key = ({ rule, from, to }: Pick<Arrow, 'rule' | 'from' | 'to'>) => `${rule}: ${from} → ${to}`;

beforeAll(() => {
  const house = mkdtempSync(join(tmpdir(), 'thenar-rules-'));
  try {
    build(house, [...planted, ...backwards, ...climbing, ...allowed]);
    found = new Set(cruise(house));
  } finally {
    rmSync(house, { recursive: true, force: true });
  }
}, 60_000);

describe('the dependency rules', () => {
  it.each(planted.map((arrow) => [key(arrow), arrow] as const))('catch %s', (_name, { rule, from, to }) => {
    const isPath = /[/:]/.test(to);
    const target = isPath ? to.replace('node:', '') : `(.*node_modules/)?${to}(/.*)?`;
    expect([...found].filter((line) => new RegExp(`^${rule}: ${from} → ${target}$`).test(line))).toHaveLength(1);
  });

  it.each(floors.flat())('keep %s on its floor', (room) => {
    const arrows = climbing.filter(({ rule }) => rule === `floor-of-${room}`).map(key);
    expect(arrows.filter((arrow) => !found.has(arrow))).toEqual([]);
  });

  it.each(allowed.map((arrow) => [`${arrow.from} → ${arrow.to}`, arrow] as const))('allow %s', (_name, { from }) => {
    expect([...found].filter((line) => line.includes(`: ${from} → `))).toEqual([]);
  });

  it('are each planted here, and each says why', () => {
    const tried = new Set([...planted, ...climbing].map(({ rule }) => rule));
    expect(config.forbidden.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
    expect(config.forbidden.filter(({ comment }) => comment.length < 20)).toEqual([]);
  });
});

function build(house: string, arrows: Omit<Arrow, 'rule'>[]): void {
  for (const name of ['package.json', 'tsconfig.json']) cpSync(join(ROOT, name), join(house, name));
  symlinkSync(join(ROOT, 'node_modules'), join(house, 'node_modules'));
  const write = (path: string, text: string, flag: string) => {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), text, { flag });
  };
  for (const { from, to, type } of arrows) {
    const isFile = to.endsWith('.ts');
    if (isFile) write(to, 'export const it = 1;\n', 'a');
    const address = isFile ? `./${relative(dirname(from), to).replace(/\.ts$/, '.js')}` : to;
    write(
      from,
      type
        ? `import type { it } from '${address}';\nexport type Its = typeof it;\n`
        : `import * as its from '${address}';\nits;\n`,
      'w',
    );
  }
}

function cruise(house: string): string[] {
  const bin = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const output = execFileSync(
    process.execPath,
    [bin, '--config', join(ROOT, '.dependency-cruiser.cjs'), '--output-type', 'json', 'apps', 'libs'],
    {
      cwd: house,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  const { summary } = JSON.parse(output) as {
    summary: { violations: { rule: { name: string }; from: string; to: string }[] };
  };
  return summary.violations.map(({ rule, from, to }) => key({ rule: rule.name, from, to }));
}
