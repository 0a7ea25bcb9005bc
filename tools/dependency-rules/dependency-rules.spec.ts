/** Every forbidden arrow, planted in an empty root, is found; what is allowed beside it is left alone. */
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

/** `from` imports `to` (a file of the root, or the name of a package). */
interface Arrow {
  rule: string;
  from: string;
  to: string;
  type?: boolean;
}

const planted: Arrow[] = [
  { rule: 'no-cycle', from: `${GATEWAY}/palms/first.ts`, to: `${GATEWAY}/palms/second.ts` },
  { rule: 'module-without-a-layer', from: `${GATEWAY}/unknown/unknown.service.ts`, to: `${GATEWAY}/unknown/other.ts` },
  { rule: 'private-files', from: `${GATEWAY}/members/a.service.ts`, to: `${GATEWAY}/palms/internal.ts` },
  {
    rule: 'private-files',
    from: `${GATEWAY}/members/b.service.ts`,
    to: `${GATEWAY}/palms/palms.internal.ts`,
    type: true,
  },
  { rule: 'private-files', from: `${GATEWAY}/members/c.service.ts`, to: `${GATEWAY}/palms/palms.queries.ts` },
  { rule: 'private-files-of-modules-above', from: `${GATEWAY}/gateway.ts`, to: `${GATEWAY}/members/internal.ts` },
  {
    rule: 'modules-do-not-know-the-top',
    from: `${GATEWAY}/members/d.service.ts`,
    to: `${GATEWAY}/gateway.config.ts`,
    type: true,
  },
  { rule: 'modules-do-not-know-the-top', from: `${GATEWAY}/members/e.service.ts`, to: `${GATEWAY}/boot/checks.ts` },
  { rule: 'configuration-stands-alone', from: `${GATEWAY}/gateway.config.ts`, to: 'libs/platform/src/keys/index.ts' },
  { rule: 'migrations-are-frozen', from: `${GATEWAY}/migrations/0001-a.ts`, to: `${GATEWAY}/members/member.entity.ts` },
  { rule: 'no-index-in-modules', from: `${GATEWAY}/members/f.service.ts`, to: `${GATEWAY}/members/index.ts` },
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
    rule: 'controllers-call-services',
    from: `${GATEWAY}/members/i.controller.ts`,
    to: 'libs/platform/src/database/index.ts',
  },
  {
    rule: 'controllers-call-services',
    from: `${GATEWAY}/members/j.socket.ts`,
    to: `${GATEWAY}/members/members.queries.ts`,
  },
  { rule: 'services-know-no-transport', from: `${GATEWAY}/members/k.service.ts`, to: 'fastify', type: true },
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
  { rule: 'events-stand-alone', from: `${GATEWAY}/members/s.events.ts`, to: `${GATEWAY}/members/members.service.ts` },
  {
    rule: 'libs-know-no-app',
    from: 'libs/platform/src/keys/a.ts',
    to: `${GATEWAY}/members/members.service.ts`,
    type: true,
  },
  { rule: 'apps-are-apart', from: 'apps/terminal/src/main.ts', to: `${GATEWAY}/members/members.dto.ts`, type: true },
  { rule: 'console-uses-http', from: 'apps/console/src/rules/a.ts', to: 'libs/palm/src/index.ts' },
  { rule: 'ui-knows-no-page', from: 'apps/console/src/ui/b.ts', to: 'apps/console/src/rules/draft.ts' },
  { rule: 'firebase-loads-late', from: 'apps/console/src/rules/c.ts', to: '@firebase/auth' },
  { rule: 'firebase-loads-late', from: 'apps/console/src/sign-in/d.ts', to: 'apps/console/src/sign-in/firebase.ts' },
  { rule: 'palm-imports-nothing', from: 'libs/palm/src/a.ts', to: 'node:fs' },
  { rule: 'palm-imports-nothing', from: 'libs/palm/src/b.ts', to: 'sharp' },
  { rule: 'palm-imports-nothing', from: 'libs/palm/src/c.ts', to: 'libs/gallery/src/index.ts', type: true },
  { rule: 'gallery-imports-palm-only', from: 'libs/gallery/src/a.ts', to: 'libs/platform/src/keys/index.ts' },
  { rule: 'gallery-imports-palm-only', from: 'libs/gallery/src/b.ts', to: 'libs/palm/src/inside.ts' },
  { rule: 'platform-knows-no-domain', from: 'libs/platform/src/keys/b.ts', to: 'libs/palm/src/index.ts' },
  { rule: 'platform-areas-use-index', from: 'libs/platform/src/keys/c.ts', to: 'libs/platform/src/clock/inside.ts' },
  { rule: 'libs-use-index', from: `${GATEWAY}/members/t.service.ts`, to: 'libs/palm/src/inside.ts' },
  { rule: 'libs-use-index', from: `${GATEWAY}/members/u.service.ts`, to: 'libs/platform/src/clock/inside.ts' },
  { rule: 'resolvable', from: `${GATEWAY}/members/v.service.ts`, to: 'no-such-package-anywhere' },
  { rule: 'declared-packages', from: `${GATEWAY}/members/w.service.ts`, to: 'gaxios' },
  { rule: 'no-dev-package-in-production', from: `${GATEWAY}/members/x.service.ts`, to: 'fast-check' },
  { rule: 'production-knows-no-test', from: `${GATEWAY}/members/y.service.ts`, to: 'test/support/test-gateway.ts' },
  { rule: 'only-sign-in-uses-firebase', from: `${GATEWAY}/members/z.service.ts`, to: 'firebase-admin' },
  { rule: 'only-platform-uses-pg', from: `${GATEWAY}/members/aa.service.ts`, to: 'pg' },
];

/** The way back that makes the first of them a circle. */
const backwards: Omit<Arrow, 'rule'>[] = [{ from: `${GATEWAY}/palms/second.ts`, to: `${GATEWAY}/palms/first.ts` }];

const allowed: Omit<Arrow, 'rule'>[] = [
  { from: `${GATEWAY}/members/fine.service.ts`, to: `${GATEWAY}/palms/palms.service.ts` },
  { from: `${GATEWAY}/members/fine.controller.ts`, to: `${GATEWAY}/principal/principal.ts`, type: true },
  { from: `${GATEWAY}/members/fine.view.ts`, to: `${GATEWAY}/members/members.service.ts`, type: true },
  { from: `${GATEWAY}/members/fine.module.ts`, to: `${GATEWAY}/members/members.controller.ts` },
  { from: `${GATEWAY}/members/fine.policy.ts`, to: `${GATEWAY}/members/member.entity.ts`, type: true },
  { from: `${GATEWAY}/main.ts`, to: `${GATEWAY}/members/members.module.ts` },
  { from: `${GATEWAY}/members/fine.spec.ts`, to: 'fast-check' },
  { from: 'libs/gallery/src/fine.ts', to: 'libs/palm/src/index.ts' },
  { from: 'libs/platform/src/keys/fine.ts', to: 'libs/platform/src/clock/index.ts' },
];

/** From every layer to a module of every higher layer; the order is written here a second time on purpose. */
const FROM_THE_GROUND = {
  ground: 'audit principal',
  identity: 'tenancy sign-in access usage',
  things: 'devices members palms',
  work: 'scans lists rules transactions analytics enrollment identification',
  edges: 'terminal webhooks privacy',
  top: 'health',
};
const layers = Object.entries(FROM_THE_GROUND).map(([layer, names]) => ({ layer, modules: names.split(' ') }));
const upward: Arrow[] = layers.flatMap(({ layer, modules }, i) =>
  modules.flatMap((module) =>
    layers.slice(i + 1).flatMap((higher) =>
      higher.modules.map((other) => ({
        rule: `layer-${layer}`,
        from: `${GATEWAY}/${module}/to-${other}.service.ts`,
        to: `${GATEWAY}/${other}/${other}.service.ts`,
      })),
    ),
  ),
);

let found: Set<string>;
const key = ({ rule, from, to }: Pick<Arrow, 'rule' | 'from' | 'to'>) => `${rule}: ${from} → ${to}`;

beforeAll(() => {
  const root = mkdtempSync(join(tmpdir(), 'thenar-rules-'));
  try {
    build(root, [...planted, ...backwards, ...upward, ...allowed]);
    found = new Set(cruise(root));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}, 60_000);

describe('the dependency rules', () => {
  it.each(planted.map((arrow) => [key(arrow), arrow] as const))('catch %s', (_name, { rule, from, to }) => {
    const isPath = /[/:]/.test(to) && !to.startsWith('@');
    const target = isPath ? to.replace('node:', '') : `(.*node_modules/)?${to}(/.*)?`;
    expect([...found].filter((line) => new RegExp(`^${rule}: ${from} → ${target}$`).test(line))).toHaveLength(1);
  });

  it.each(layers.slice(0, -1).map(({ layer }) => layer))('keep the layer %s below the higher ones', (layer) => {
    const arrows = upward.filter(({ rule }) => rule === `layer-${layer}`).map(key);
    expect(arrows.filter((arrow) => !found.has(arrow))).toEqual([]);
  });

  it.each(allowed.map((arrow) => [`${arrow.from} → ${arrow.to}`, arrow] as const))('allow %s', (_name, { from }) => {
    expect([...found].filter((line) => line.includes(`: ${from} → `))).toEqual([]);
  });

  it('are each planted here, and each says why', () => {
    const tried = new Set([...planted, ...upward].map(({ rule }) => rule));
    expect(config.forbidden.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
    expect(config.forbidden.filter(({ comment }) => comment.length < 20)).toEqual([]);
  });
});

function build(root: string, arrows: Omit<Arrow, 'rule'>[]): void {
  for (const name of ['package.json', 'tsconfig.json']) cpSync(join(ROOT, name), join(root, name));
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  const write = (path: string, text: string, flag: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, { flag });
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

function cruise(root: string): string[] {
  const bin = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const output = execFileSync(
    process.execPath,
    [bin, '--config', join(ROOT, '.dependency-cruiser.cjs'), '--output-type', 'json', 'apps', 'libs'],
    {
      cwd: root,
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
