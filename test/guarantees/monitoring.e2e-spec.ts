/** Dashboards and alerts ask for metrics that a gateway has, and every alert has its page in the runbook. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { startTestGateway } from '../support/test-gateway.js';

const ROOT = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
/** What Prometheus or Node say of themselves, where a gateway does not. */
const OTHERS = new Set(['up']);
/** Words of the query language that look like metrics. */
const WORDS = /^(sum|rate|by|le|max|min|time|histogram_quantile|min_over_time|deriv|and|on)$/;

interface Rule {
  alert: string;
  expr: string;
  annotations: { runbook: string };
}
const rules = (parse(read('deploy/monitoring/alerts.yaml')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  (group) => group.rules,
);
const dashboard = JSON.parse(read('deploy/monitoring/thenar.json')) as {
  panels: { title: string; targets: { expr: string }[] }[];
};

/** Names in a query, without labels, ranges and grouping. */
function metricsIn(expr: string): string[] {
  const bare = expr
    .replace(/\{[^}]*\}/g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\bby \([^)]*\)/g, '');
  return (bare.match(/[a-z_][a-z_0-9]*/g) ?? []).filter((word) => !WORDS.test(word));
}

let known: Set<string>;
beforeAll(async () => {
  const gateway = await startTestGateway({
    counted: true,
    env: {
      THENAR_METRICS_PORT: '0',
      THENAR_BACKUP_DIR: '/tmp/thenar-monitoring',
      THENAR_BACKUP_PUBLIC_KEY: `age1${'q'.repeat(58)}`,
    },
  });
  try {
    await fetch(`${gateway.url}/livez`);
    const text = await (await fetch(`http://127.0.0.1:${gateway.gateway.metricsPort}/metrics`)).text();
    known = new Set(
      [...text.matchAll(/^# TYPE (\S+) (\S+)/gm)].flatMap(([, name, kind]) =>
        kind === 'histogram' ? [name!, `${name}_bucket`] : [name!],
      ),
    );
  } finally {
    await gateway.close();
  }
});

it('every metric of every alert and panel is one that a gateway has', () => {
  const asked = [
    ...rules.map(({ alert, expr }) => [alert, expr] as const),
    ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
  ];
  expect(asked.length).toBeGreaterThan(20);
  for (const [where, expr] of asked) {
    const names = metricsIn(expr);
    expect([where, names.length > 0, names.filter((name) => !known.has(name) && !OTHERS.has(name))]).toEqual([
      where,
      true,
      [],
    ]);
  }
});

it('every alert leads to a page of the runbook that says what it means, how to see it and what to do', () => {
  const pages = new Map(
    read('docs/runbook.md')
      .split(/^## /m)
      .map((page) => [
        page
          .split('\n', 1)[0]!
          .toLowerCase()
          .replace(/[^a-z0-9 ]/g, '')
          .replaceAll(' ', '-'),
        page,
      ]),
  );
  for (const { alert, annotations } of rules) {
    const page = pages.get(annotations.runbook.split('#')[1]!);
    expect([alert, page !== undefined]).toEqual([alert, true]);
    for (const part of ['What it means', 'How to see it', 'What to do'])
      expect([alert, page]).toEqual([alert, expect.stringContaining(`**${part}.**`)]);
  }
});
