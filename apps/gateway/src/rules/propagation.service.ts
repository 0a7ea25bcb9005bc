/**
 * How soon a change of rules is in force everywhere. Every decision compares the version it finds in the database, so a
 * process is never late; it also compiles the rules when it hears of a change and says so, and that is what is measured.
 */
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { DomainEvents } from '#platform/domain-events';
import { newId } from '#platform/ids';
import type { Logger } from '#platform/logging';
import { Notifications } from '#platform/notifications';
import { LOGGER } from '../foundations.tokens.js';
import { listsChanged } from '../lists/lists.events.js';
import { RuleSets } from './rule-sets.service.js';

const CHANGED = 'rules';
const ADOPTED = 'rules-adopted';
/** A process that has not answered by then is not waited for. */
const ANSWER_WITHIN_MS = 2_000;
const MAX_REMEMBERED = 500;

/** Every gateway listens for notices on one connection of this name. */
const LISTENERS = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'thenar notices' AND datname = current_database()`;

export interface PropagationResult {
  /** Every process that listens has compiled the change. */
  propagated: boolean;
  /** From the commit to the last answer. */
  propagationMs: number;
}

interface PropagationState {
  /** The newest version that each process has. */
  versions: Map<string, bigint>;
  wake: Set<() => void>;
}

@Injectable()
export class Propagation implements OnModuleInit {
  private readonly me: string;
  private readonly heard = new Map<string, PropagationState>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly notifications: Notifications,
    private readonly ruleSets: RuleSets,
    private readonly domainEvents: DomainEvents,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.me = newId(clock.nowMs());
  }

  onModuleInit(): void {
    this.notifications.subscribe(CHANGED, (projectId) => void this.adopt(projectId));
    this.notifications.subscribe(ADOPTED, (text) => this.hear(text));
    this.domainEvents.subscribe(listsChanged, async (tx, change) => void (await this.change(tx, change)));
  }

  /** Joins a change of rules or lists. @returns the version that has to be in force */
  async change(tx: Tx, at: { organizationId: string; projectId: string }): Promise<bigint> {
    const version = await this.ruleSets.bumpVersion(tx, at);
    await Notifications.publish(tx, CHANGED, at.projectId);
    return version;
  }

  /** To be asked after the change; an answer of an hour ago that only comes now counts as well. */
  async measure(projectId: string, version: bigint): Promise<PropagationResult> {
    const startMs = this.clock.nowMs();
    const [row] = await this.database.systemQuery<{ n: number }>('who listens for changes of rules', LISTENERS);
    const propagated = await this.answered(projectId, version, row!.n);
    return { propagated, propagationMs: Math.max(0, this.clock.nowMs() - startMs) };
  }

  private async adopt(projectId: string): Promise<void> {
    try {
      await this.database.systemTransaction('adopt changed rules', async (tx) => {
        const { version } = await this.ruleSets.openLatest(tx, projectId);
        await Notifications.publish(tx, ADOPTED, `${projectId}/${version}/${this.me}`);
      });
    } catch (error) {
      this.logger.warn({ err: error }, 'changed rules could not be adopted'); // the next decision reads them
    }
  }

  private hear(text: string): void {
    const [projectId, version, who] = text.split('/');
    if (!projectId || !version || !who) return;
    const heard = this.about(projectId);
    heard.versions.set(who, BigInt(version));
    for (const wake of heard.wake) wake();
  }

  private answered(projectId: string, version: bigint, listeners: number): Promise<boolean> {
    const heard = this.about(projectId);
    const all = () => [...heard.versions.values()].filter((one) => one >= version).length >= Math.max(listeners, 1);
    if (all()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (propagated: boolean) => {
        clearTimeout(timer);
        heard.wake.delete(look);
        resolve(propagated);
      };
      const look = () => void (all() && settle(true));
      const timer = setTimeout(() => settle(false), ANSWER_WITHIN_MS);
      heard.wake.add(look);
    });
  }

  private about(projectId: string): PropagationState {
    let heard = this.heard.get(projectId);
    if (!heard) {
      if (this.heard.size >= MAX_REMEMBERED) this.heard.delete(this.heard.keys().next().value!);
      this.heard.set(projectId, (heard = { versions: new Map(), wake: new Set() }));
    }
    return heard;
  }
}
