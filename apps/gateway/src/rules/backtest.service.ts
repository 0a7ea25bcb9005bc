/** What a rule would have matched: asked of the scans of the last days, a slice of time after the other, newest first. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { allowStatements, Database } from '#platform/database';
import { ListEntries } from '../lists/list-entries.service.js';
import { type KeyPrincipal, type UserPrincipal } from '../principal/principal.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import type { Project } from '../tenancy/tenancy.entity.js';
import { sideEffectFaults } from './action.policy.js';
import { Bindings, type BacktestQuery, questionOf } from './backtest-sql.js';
import { lookBackMs, type SampleRow, sliceSql, type SliceRow } from './backtest-slice.js';
import { BrokenRule } from './compile.policy.js';
import { faultsOf, type ListCatalogue } from './conditions.policy.js';
import type { Rule } from './rule.entity.js';
import { type RulePath, RuleRecords } from './rule-records.service.js';
import type { ListsByName } from './rule-set.js';
import type { BacktestDraft, BacktestRule, CreateRule } from './rules.dto.js';
import { backtestCancelled, backtestTooLong, badRule, tooManyBacktests, unreadableRule } from './rules.errors.js';
import type { ConditionTree } from './rules.types.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** In one process: each keeps a processor of the database busy. */
const MAX_AT_ONCE = 2;
const MAX_MS = 120_000;
/** A statement is to be short enough to stop between two, and long enough to be worth it. */
const SHORT_MS = 200;
const LONG_MS = 800;
const STATEMENT_TIMEOUT_MS = 20_000;
const SLICE_MS = { least: HOUR_MS / 4, first: 6 * HOUR_MS, most: 5 * DAY_MS };

/** What is evaluated of a rule, whether it is stored or not. */
type EvaluatedRule = Pick<Rule, 'conditions' | 'verdict'>;

export interface Backtest {
  /** Null for a rule that is not stored. */
  ruleId: string | null;
  days: number;
  matchCount: number;
  totalEvents: number;
  /** Of people: null as long as nobody labelled scans. */
  estimatedFpr: number | null;
  labelled: number;
  affectedMembers: number;
  sample: SampleRow[];
  caveats: BacktestQuery['caveats'];
  durationMs: number;
}

interface Run {
  project: Project;
  rule: EvaluatedRule;
  lists: ListsByName;
}

@Injectable()
export class BacktestService {
  private running = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly projects: ProjectsService,
    private readonly records: RuleRecords,
    private readonly lists: ListEntries,
  ) {}

  /** @param gone aborts when nobody waits for the answer any more */
  async run(
    caller: UserPrincipal | KeyPrincipal,
    at: RulePath,
    asked: { input: BacktestRule; gone: AbortSignal },
  ): Promise<Backtest> {
    const startMs = this.clock.nowMs();
    const run = await this.database.tenantTransaction(caller, async (tx) => {
      const { project } = await this.projects.authorize(tx, caller, at.projectId, 'write', () =>
        this.records.find(tx, at),
      );
      return { project, rule: await this.records.find(tx, at), lists: await this.lists.known(tx, at.projectId) };
    });
    return { ...(await this.evaluate(run, { ...asked, startMs })), ruleId: run.rule.ruleId };
  }

  /** A rule that is not stored, checked as on creating it. @throws Problem `validation_error` with pointers below `/rule` */
  async runDraft(
    caller: UserPrincipal | KeyPrincipal,
    projectId: string,
    asked: { input: BacktestDraft; gone: AbortSignal },
  ): Promise<Backtest> {
    const startMs = this.clock.nowMs();
    const { conditions, action } = asked.input.rule;
    refuseFaults(asked.input.rule, null);
    const run = await this.database.readOnly(caller, async (tx) => {
      const { project } = await this.projects.authorize(tx, caller, projectId, 'write');
      const lists = await this.lists.known(tx, projectId);
      refuseFaults(asked.input.rule, lists);
      return { project, lists, rule: { conditions: conditions as ConditionTree, verdict: action.verdict } };
    });
    return { ...(await this.evaluate(run, { ...asked, startMs })), ruleId: null };
  }

  private async evaluate(
    run: Run,
    asked: { input: BacktestRule; gone: AbortSignal; startMs: number },
  ): Promise<Omit<Backtest, 'ruleId'>> {
    if (this.running >= MAX_AT_ONCE) throw tooManyBacktests();
    this.running++;
    try {
      const { days = 7, sample_size: samples = 10 } = asked.input;
      const sum = await this.over(run, { days, samples, startMs: asked.startMs, gone: asked.gone });
      return { ...sum, days, durationMs: this.clock.nowMs() - asked.startMs };
    } finally {
      this.running--;
    }
  }

  private async over(
    run: Run,
    asked: { days: number; samples: number; startMs: number; gone: AbortSignal },
  ): Promise<Omit<Backtest, 'ruleId' | 'days' | 'durationMs'>> {
    const sum = new BacktestTotals();
    const question = this.ask(run, new Bindings());
    const start = asked.startMs - asked.days * DAY_MS;
    // a slice reads what came shortly before it as well: it should not be small beside that
    let lengthMs = Math.max(SLICE_MS.first, lookBackMs(question.needs));
    for (let end = asked.startMs + 1; end > start;) {
      if (asked.gone.aborted) throw backtestCancelled();
      if (this.clock.nowMs() - asked.startMs > MAX_MS) throw backtestTooLong();
      const from = Math.max(start, end - lengthMs);
      const tookMs = await this.slice(run, { from, to: end, samples: asked.samples - sum.sample.length }, sum);
      if (tookMs < SHORT_MS) lengthMs = Math.min(lengthMs * 2, SLICE_MS.most);
      if (tookMs > LONG_MS) lengthMs = Math.max(lengthMs / 2, SLICE_MS.least);
      end = from;
    }
    return { ...sum.result(run.rule), caveats: question.caveats };
  }

  /** @returns how long it took */
  private async slice(
    { project, rule, lists }: Run,
    span: { from: number; to: number; samples: number },
    sum: BacktestTotals,
  ): Promise<number> {
    const bindings = new Bindings();
    const question = this.ask({ rule, lists }, bindings);
    const { projectId, timeZone: zone } = project;
    const sql = sliceSql(
      question,
      { projectId, zone, from: new Date(span.from), to: new Date(span.to), samples: span.samples },
      bindings,
    );
    const before = this.clock.nowMs();
    const [row] = await this.database.tenantTransaction(project, async (tx) => {
      await allowStatements(tx, STATEMENT_TIMEOUT_MS);
      return tx.query<SliceRow[]>(sql, bindings.values);
    });
    sum.add(row!);
    return this.clock.nowMs() - before;
  }

  private ask({ rule, lists }: Pick<Run, 'rule' | 'lists'>, bindings: Bindings): BacktestQuery {
    try {
      return questionOf(rule.conditions, lists, bindings);
    } catch (error) {
      throw error instanceof BrokenRule ? unreadableRule() : error;
    }
  }
}

/** @throws Problem `validation_error`: the rule stands inside the body */
function refuseFaults({ conditions, action }: CreateRule, lists: ListCatalogue | null): void {
  const faults = [...faultsOf(conditions, lists), ...sideEffectFaults(action.side_effects ?? [], lists)];
  const below = faults.map(({ field, message }) => ({
    field: `/rule${field}`,
    message: message.replace(field, `/rule${field}`),
  }));
  if (below.length > 0) throw badRule(below);
}

/** What the slices add up to. */
class BacktestTotals {
  readonly sample: SampleRow[] = [];
  private readonly members = new Set<string>();
  private readonly counts = { events: 0, matches: 0, genuine: 0, genuineHit: 0, impostors: 0, impostorsHit: 0 };

  add(row: SliceRow): void {
    for (const key of Object.keys(this.counts) as (keyof typeof this.counts)[]) this.counts[key] += row[key];
    for (const member of row.members ?? []) if (member !== null) this.members.add(member);
    this.sample.push(...(row.sample ?? []));
  }

  /** An allowing rule is wrong about non-members, any other about genuine members. */
  result({
    verdict,
  }: EvaluatedRule): Pick<
    Backtest,
    'matchCount' | 'totalEvents' | 'estimatedFpr' | 'labelled' | 'affectedMembers' | 'sample'
  > {
    const { events, matches, genuine, genuineHit, impostors, impostorsHit } = this.counts;
    const [wrong, labelled] = verdict === 'allow' ? [impostorsHit, impostors] : [genuineHit, genuine];
    return {
      matchCount: matches,
      totalEvents: events,
      estimatedFpr: labelled === 0 ? null : rounded(wrong / labelled),
      labelled,
      affectedMembers: this.members.size,
      sample: this.sample,
    };
  }
}

const rounded = (share: number): number => Math.round(share * 10_000) / 10_000;
