/** Every operation × every principal × every swap of ids, held against the declared table; what differs is a leak. */
import type { TestGateway } from '../../support/test-gateway.js';
import { operationsOf, type Operation } from '../hostile/operations.js';
import { inTurns } from '../hostile/vectors.js';
import { ISOLATION_TABLE, type Row } from '../isolation-table.js';
import { expected, type Target, verdictOf } from './expected.js';
import type { TestPrincipal } from './principals.js';
import { rowHashes } from './rows.js';
import { type Ids, type Place, PLACES, plant, type TestData } from './test-data.js';

export interface Report {
  operations: number;
  principals: number;
  requests: number;
  leaks: string[];
  undeclared: string[];
}

export interface WalkOptions {
  /** `full`: six swaps; `short`: the other organization's ids alone. */
  swaps: 'full' | 'short';
  /** Without the application's own filters nothing is expected but that nothing of another organization comes or changes. */
  rlsAlone?: boolean;
}

const FULL: Target[] = [
  { at: 'nowhere' },
  ...PLACES.map((at): Target => ({ at })),
  { parent: 'other', child: 'own' },
  { parent: 'own', child: 'other' },
  { parent: 'own', child: 'sibling' },
];
const SHORT: Target[] = [{ at: 'nowhere' }, { at: 'other' }];

export async function walk(
  gateway: TestGateway,
  scene: { data: TestData; principals: TestPrincipal[] },
  options: WalkOptions,
): Promise<Report> {
  const { data, principals } = scene;
  const operations = operationsOf(gateway);
  const names = operations.map(({ method, template }) => `${method} ${template}`);
  const undeclared = names.filter((name) => !ISOLATION_TABLE[name]);
  const report: Report = {
    operations: operations.length,
    principals: principals.length,
    requests: 0,
    leaks: [],
    undeclared,
  };
  for (const principal of principals) {
    await plant(gateway, data);
    const before = await rowHashes(gateway, data);
    const declared = operations.filter((_, i) => ISOLATION_TABLE[names[i]!]);
    const visit = (operation: Operation) => new Visit(gateway, data, principal, operation, report, options).all();
    const ends = (operation: Operation) =>
      ISOLATION_TABLE[`${operation.method} ${operation.template}`]!.destroys === true;
    await inTurns(
      declared.filter((one) => !ends(one)),
      visit,
      8,
    );
    await inTurns(declared.filter(ends), visit, 1);
    await plant(gateway, data);
    const after = await rowHashes(gateway, data);
    for (const place of foreignTo(principal, options))
      if (before[place] !== after[place]) report.leaks.push(`${principal.id}: rows of ${place} changed`);
  }
  return report;
}

function foreignTo(
  { reaches, home }: TestPrincipal,
  { rlsAlone }: WalkOptions,
): (keyof Awaited<ReturnType<typeof rowHashes>>)[] {
  const organizations = (['own', 'other'] as const)
    .filter((one) => one !== home)
    .map((one) => `${one} organization` as const);
  if (rlsAlone) return [...organizations, ...PLACES.filter((place) => (place === 'other' ? 'other' : 'own') !== home)];
  return [...organizations, ...PLACES.filter((place) => !reaches.includes(place))];
}

interface Seen {
  status: number;
  code: string | null;
  text: string;
  /** Body and header names without what differs from one request to the next. */
  shape: string;
}

class Visit {
  private readonly row: Row;

  constructor(
    private readonly gateway: TestGateway,
    private readonly data: TestData,
    private readonly principal: TestPrincipal,
    private readonly operation: Operation,
    private readonly report: Report,
    private readonly options: WalkOptions,
  ) {
    this.row = ISOLATION_TABLE[`${operation.method} ${operation.template}`]!;
  }

  async all(): Promise<void> {
    let nobody: Seen | null = null;
    for (const target of this.targets()) {
      const seen = await this.asked(target);
      this.report.requests++;
      const isNowhere = 'at' in target && target.at === 'nowhere';
      if (isNowhere) nobody = seen;
      this.judge(target, seen, nobody);
      if (this.row.destroys && seen.status < 300) await plant(this.gateway, this.data);
    }
  }

  private targets(): Target[] {
    const all = this.options.swaps === 'full' ? FULL : SHORT;
    const { parameters } = this.operation;
    if (parameters.length === 0 && !this.row.body?.(this.data.nowhere)) return [{ at: 'own' }];
    return all.filter((target) => {
      if ('parent' in target)
        return parameters.length > 1 && !(target.child === 'sibling' && this.row.on === 'organization');
      return (
        this.row.on === 'project' || this.row.on === 'nothing' || (target.at !== 'sibling' && target.at !== 'deleted')
      );
    });
  }

  /** A busy machine says 503 and means "again". */
  private async asked(target: Target): Promise<Seen> {
    for (let tries = 1; ; tries++) {
      const seen = await this.ask(target);
      if (seen.status !== 503 || tries === 3) return seen;
    }
  }

  private async ask(target: Target): Promise<Seen> {
    const ids = this.idsOf(target);
    const path = this.operation.template.replace(/\{(\w+)\}/g, (_, name: string) => ids[name]!);
    const { method } = this.operation;
    const query = this.row.query?.(ids);
    const body = this.row.body?.(ids);
    const headers: Record<string, string> = { ...(await this.principal.headers(method, path)) };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const url = `${this.gateway.url}${path}${query ? `?${query}` : ''}`;
    const response = await fetch(url, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    const text = await response.text();
    const shape = `${[...response.headers.keys()].join()} ${text.replace(/"request_id":"[^"]+"/, '')}`;
    return { status: response.status, code: codeOf(text), text, shape };
  }

  /** The last id of a path is the child's, those before it the parent's. */
  private idsOf(target: Target): Ids {
    const { places, nowhere } = this.data;
    if ('at' in target) return target.at === 'nowhere' ? { ...nowhere, ...this.parents(nowhere) } : places[target.at];
    const last = this.operation.parameters.at(-1)!;
    return { ...places[target.parent], [last]: places[target.child][last]! };
  }

  /** An unknown child is looked for under a parent that is known, where there is one. */
  private parents(nowhere: Ids): Ids {
    const before = this.operation.parameters.slice(0, -1);
    return Object.fromEntries(before.map((name) => [name, nowhere[name]!]));
  }

  private judge(target: Target, seen: Seen, nobody: Seen | null): void {
    const where = 'at' in target ? target.at : `${target.child} under ${target.parent}`;
    const note = (what: string) =>
      this.report.leaks.push(
        `${this.principal.id} ${this.operation.method} ${this.operation.template} ${where}: ${what}`,
      );
    const foreign = seen.status < 300 ? this.foreignIdIn(seen.text, this.idsOf(target)) : undefined;
    if (foreign) note(`shows ${foreign}`);
    if (this.options.rlsAlone) return;
    const wanted = expected(this.row, this.principal, target);
    const found = verdictOf(seen);
    if (found !== wanted && !this.row.also?.some((verdict) => verdict === found))
      note(`${found} instead of ${wanted} (${seen.status} ${seen.code})`);
    if (
      wanted === 'hidden' &&
      nobody &&
      expected(this.row, this.principal, { at: 'nowhere' }) === 'hidden' &&
      seen.shape !== nobody.shape
    )
      note('differs from the refusal of an unknown id');
  }

  /** Ids that the caller itself sent are no news to it. */
  private foreignIdIn(text: string, sent: Ids): string | undefined {
    const reached = this.options.rlsAlone
      ? PLACES.filter((place) => (place === 'other' ? 'other' : 'own') === this.principal.home)
      : this.principal.reaches;
    const known = new Set([
      ...(this.principal.knows ?? []),
      ...[...reached, ...(this.principal.home ? [this.principal.home] : [])].flatMap((place: Place) =>
        Object.values(this.data.places[place]),
      ),
    ]);
    const strange = PLACES.flatMap((place) =>
      Object.entries(this.data.places[place]).map(([name, id]) => ({ place, name, id })),
    );
    const hit = strange.find(({ id, name }) => !known.has(id) && sent[name] !== id && text.includes(id));
    return hit && `${hit.place} ${hit.name}`;
  }
}

function codeOf(text: string): string | null {
  try {
    return (JSON.parse(text) as { error?: { code?: string } }).error?.code ?? null;
  } catch {
    return null;
  }
}
