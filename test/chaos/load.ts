/** People who sign up, enroll a palm, are identified and pay: by the tenant's server, or at a till with a terminal. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type PalmSource, syntheticPalm } from '../../apps/terminal/src/palm-source.js';
import type { TenantLine } from './tenant-line.js';
import type { Till } from './till.js';

/** What the gateway said it did. */
export interface Acknowledged {
  members: string[];
  enrollments: { enrollmentId: string; memberId: string; templates: number }[];
  scans: string[];
  transactions: string[];
}

const AT_ONCE = 4;
/** Those who wait for a lease of a killed gateway to end are many, and only wait. */
const MAX_UNFINISHED = 80;
const FINAL = ['completed', 'failed', 'cancelled', 'expired'];
const TILL_CAPTURES = 2;

export class Load {
  readonly acknowledged: Acknowledged = { members: [], enrollments: [], scans: [], transactions: [] };
  /** Enrollments that a terminal carried out, session by session. */
  sessions = 0;
  private readonly unfinished = new Set<Promise<void>>();
  private readonly lanes: Promise<void>[];
  private going = true;
  private people = 0;

  constructor(
    private readonly tenant: TenantLine,
    private readonly tills: readonly Till[],
    private readonly mostUnfinished = MAX_UNFINISHED,
  ) {
    this.lanes = [this.atTheServer(), ...tills.map((till) => this.atATill(till))];
  }

  get refused(): readonly string[] {
    return this.tenant.refused;
  }

  /** No new people; those who began get to their end. */
  async finish(): Promise<void> {
    this.going = false;
    await Promise.all([...this.lanes, ...this.unfinished]);
    await Promise.all(this.tills.map((till) => till.close()));
  }

  get count(): number {
    return Object.values(this.acknowledged).reduce((sum, list) => sum + (list as unknown[]).length, 0);
  }

  private async atTheServer(): Promise<void> {
    while (this.going) {
      if (this.tenant.asking >= AT_ONCE || this.unfinished.size >= this.mostUnfinished) await sleep(10);
      else {
        const life: Promise<void> = this.live().finally(() => this.unfinished.delete(life));
        this.unfinished.add(life);
        await sleep(5);
      }
    }
  }

  private async live(): Promise<void> {
    const { acknowledged, tenant } = this;
    const person = await this.signUp();
    if (!person) return;
    const { memberId, palm, n } = person;
    const captures = [await palm.take('left'), await palm.take('left')];
    const enrolled = await tenant.ask('enroll', { member_id: memberId, hand: 'left', captures });
    if (!enrolled) return;
    const templates = (enrolled.template_ids as string[]).length;
    acknowledged.enrollments.push({ enrollmentId: enrolled.enrollment_id as string, memberId, templates });
    const scan = await tenant.ask('identify', { capture: await palm.take('left') });
    if (!scan) return;
    acknowledged.scans.push(scan.scan_id as string);
    await this.pay(n);
  }

  /** One after the other: a terminal has one session at a time. */
  private async atATill(till: Till): Promise<void> {
    while (this.going) {
      const person = await this.signUp();
      if (!person) continue;
      const { memberId, name, n } = person;
      till.lays(memberId, name);
      const asked = { member_id: memberId, hand: 'left', captures_required: TILL_CAPTURES, expires_in_s: 300 };
      const started = await this.tenant.ask(`/v1/devices/${till.deviceId}/enrollment`, asked);
      if (!started) continue;
      const enrollmentId = started.session_id as string;
      const path = `/v1/enrollment-sessions/${enrollmentId}`;
      const { status, result } = await this.tenant.until(path, (one) => FINAL.includes(one.status as string));
      if (status !== 'completed') continue;
      this.sessions++;
      const templates = (result as { template_ids: string[] }).template_ids.length; // captures that agree may be more
      this.acknowledged.enrollments.push({ enrollmentId, memberId, templates });
      const { scan_id, matched } = await till.scan(name);
      if (scan_id !== null) this.acknowledged.scans.push(scan_id);
      await this.pay(n, matched ? { scan_id } : {});
    }
  }

  private async signUp(): Promise<{ n: number; name: string; memberId: string; palm: PalmSource } | null> {
    const n = this.people++;
    const member = await this.tenant.ask('members', { external_id: `person-${n}` });
    if (!member) return null;
    const memberId = member.member_id as string;
    this.acknowledged.members.push(memberId);
    const name = `chaos-${n}:left`;
    return { n, name, memberId, palm: syntheticPalm(name) };
  }

  private async pay(n: number, scan: { scan_id?: string | null } = {}): Promise<void> {
    const order = { type: 'payment', amount_minor: 100 + n, currency: 'EUR', reference: `order-${n}` };
    const transaction = await this.tenant.ask('transactions', { ...order, ...scan });
    if (transaction) this.acknowledged.transactions.push(transaction.transaction_id as string);
  }
}
