/** Scans that a terminal sends, one or a batch it kept while it was offline: each is named, judged by itself, and taken once. */
import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { KeyedMutex } from '#platform/concurrency';
import { Database, isUniqueViolation, type Tx } from '#platform/database';
import { instantOf, problemOf, ShapePipe } from '#platform/http';
import type { Logger } from '#platform/logging';
import { Problem } from '#platform/problems';
import { IDENTIFY_WITHIN_MS } from '../palms/deadlines.types.js';
import { adviceFor, adviceOf } from '../palms/palms.errors.js';
import { Device } from '../devices/device.entity.js';
import { LOGGER } from '../foundations.tokens.js';
import type { Member } from '../members/member.entity.js';
import { nameOf, type TerminalPrincipal } from '../principal/principal.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import type { Project } from '../tenancy/tenancy.entity.js';
import { type CaptureTime, captureTimeOf } from './capture-time.policy.js';
import { TerminalScanInput } from './identification.dto.js';
import { batchIsFull, counterConflict, scanRefConflict } from './identification.errors.js';
import { type IdentificationResult, IdentificationService, type ScanOrigin } from './identification.service.js';
import type { TerminalScanAnswer, TerminalScansAnswer } from './terminal-scan.types.js';
import { TerminalScansStore } from './terminal-scans.store.js';

/** After which a batch takes no further scans. */
const MAX_BATCH_MS = 8_000;

/** Where a batch comes from. */
export interface ScanArrival {
  address: string;
  at: Date;
  /** Aborted when the terminal has gone. */
  signal?: AbortSignal;
}

interface Batch {
  caller: TerminalPrincipal;
  project: Project;
  device: Device;
  arrival: ScanArrival;
}

@Injectable()
export class TerminalScans {
  /** They are judged one after the other; whoever waited for that in the database would hold a connection, and give up. */
  private readonly mutex = new KeyedMutex();
  private readonly shape = new ShapePipe();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly projects: ProjectsService,
    private readonly identification: IdentificationService,
    private readonly store: TerminalScansStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * @param items as they came: one that is no scan stops none of the others
   * @throws Problem when no scan could be taken at all, because a part of the gateway is away
   */
  async take(caller: TerminalPrincipal, items: readonly unknown[], arrival: ScanArrival): Promise<TerminalScansAnswer> {
    const { project, device } = await this.database.readOnly(caller, async (tx) => {
      const { project } = await this.projects.authorize(tx, caller, caller.projectId, 'read');
      return { project, device: await tx.getRepository(Device).findOneByOrFail({ deviceId: caller.deviceId }) };
    });
    const batch: Batch = { caller, project, device, arrival };
    const endMs = this.clock.nowMs() + MAX_BATCH_MS;
    const results: TerminalScanAnswer[] = [];
    let failure: Problem | null = null;
    for (const item of items) {
      const { answer, error } = await this.mutex.run(caller.deviceId, () => this.takeItem(batch, item, endMs));
      failure ??= error;
      results.push(answer);
    }
    if (failure !== null && results.every(({ status }) => status === 'deferred')) throw failure;
    const lastCounter = await this.reading(caller, (tx) => this.store.lastCounter(tx, caller));
    return { results, lastCounter };
  }

  /** @returns the answer, and what else went wrong with the gateway's own parts */
  private async takeItem(
    batch: Batch,
    item: unknown,
    endMs: number,
  ): Promise<{ answer: TerminalScanAnswer; error: Problem | null }> {
    let scan: TerminalScanInput;
    try {
      scan = await this.shape.item(item, TerminalScanInput);
    } catch (error) {
      return { answer: refusal(namesOf(item), 'invalid', problemOf(error).problem), error: null };
    }
    if (this.clock.nowMs() >= endMs) return { answer: refusal(scan, 'deferred', batchIsFull()), error: null };
    try {
      return { answer: await this.takeOne(batch, scan), error: null };
    } catch (error) {
      const { problem, foreseen } = problemOf(error);
      if (problem.code === 'too_many_attempts') return { answer: refusal(scan, 'deferred', problem), error: null };
      if (isAboutTheScan(problem)) return { answer: refusal(scan, problem.code, problem), error: null };
      if (!foreseen) this.logger.error({ err: error }, 'a scan of a batch failed unforeseen');
      return { answer: refusal(scan, 'deferred', problem), error: problem };
    }
  }

  private async takeOne(batch: Batch, scan: TerminalScanInput): Promise<TerminalScanAnswer> {
    const { caller, project } = batch;
    const digest = digestOf(scan);
    const known = await this.answered(caller, scan, digest);
    if (known) return known;
    let answer: TerminalScanAnswer | null = null;
    const remember = async (tx: Tx, found: IdentificationResult) => {
      answer = answerOf(scan, found, project);
      await this.store.insert(tx, caller, { digest, answer });
    };
    try {
      await this.identification.identify(project, scan.capture, originOf(batch, scan), remember);
      return answer!;
    } catch (error) {
      if (answer && error instanceof Problem && error.kind === 'unprocessable') return answer; // recorded, then refused for its picture
      if (!isUniqueViolation(error)) throw error;
      const same = await this.answered(caller, scan, digest);
      if (same) return same;
      throw counterConflict(await this.reading(caller, (tx) => this.store.lastCounter(tx, caller)));
    }
  }

  /** What the same scan was answered before. @throws Problem `scan_ref_conflict` */
  private async answered(
    caller: TerminalPrincipal,
    scan: TerminalScanInput,
    digest: Buffer,
  ): Promise<TerminalScanAnswer | null> {
    const known = await this.reading(caller, (tx) => this.store.find(tx, caller, scan.scan_ref));
    if (known && !known.digest.equals(digest)) throw scanRefConflict();
    return known && known.answer;
  }

  private reading<T>(caller: TerminalPrincipal, read: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.readOnly(caller, read);
  }
}

/** A scan with the same fault would be refused again; of everything else the terminal may send it once more. */
const isAboutTheScan = ({ kind }: Problem): boolean =>
  kind === 'invalid' || kind === 'too-large' || kind === 'conflict' || kind === 'unprocessable' || kind === 'forbidden';

function originOf({ caller, device, arrival }: Batch, scan: TerminalScanInput): ScanOrigin {
  const time = timeOf({ caller, device, arrival }, scan);
  return {
    source: 'terminal',
    caller: nameOf(caller),
    address: arrival.address,
    deviceId: caller.deviceId,
    demo: device.mode === 'demo',
    offline: scan.offline ?? false,
    capturedAt: time.capturedAt,
    claimedAt: time.claimedAt,
    limits: { signal: arrival.signal, deadline: performance.now() + IDENTIFY_WITHIN_MS },
  };
}

function timeOf({ caller, device, arrival }: Omit<Batch, 'project'>, scan: TerminalScanInput): CaptureTime {
  const claim = {
    ageMs: scan.age_ms ?? null,
    capturedAt: instantOf(scan.captured_at ?? scan.capture.captured_at),
    skewMs: caller.clockSkewMs ?? 0,
  };
  return captureTimeOf(claim, { arrival: arrival.at, registeredAt: device.registeredAt });
}

function answerOf(
  scan: TerminalScanInput,
  { scan: row, member, refusal }: IdentificationResult,
  project: Project,
): TerminalScanAnswer {
  const matched = row.result === 'matched';
  return {
    scan_ref: scan.scan_ref,
    counter: scan.counter,
    status: row.result,
    scan_id: row.scanId,
    matched,
    verdict: row.verdict,
    ...(refusal ? { reason: refusal.code, ...adviceOf(refusal) } : adviceFor(null)),
    ...(matched && member ? { member: shown(member, project.displayFields) } : {}),
  };
}

/** The member's id, and what the project lets a terminal show. */
function shown(member: Member, fields: readonly string[]): Record<string, string | null> {
  return {
    member_id: member.memberId,
    ...(fields.includes('display_name') ? { display_name: member.displayName } : {}),
    ...(fields.includes('external_id') ? { external_id: member.externalId } : {}),
  };
}

type ItemNames = Pick<TerminalScanAnswer, 'scan_ref' | 'counter'>;

function refusal({ scan_ref, counter }: ItemNames, status: string, problem: Problem): TerminalScanAnswer {
  const { code, message, field, details } = problem;
  const error = {
    code,
    message,
    ...(field === undefined ? {} : { field }),
    ...(details === undefined ? {} : { details }),
  };
  return { scan_ref, counter, status, scan_id: null, matched: false, verdict: null, error };
}

/** By which the terminal knows an item that is no scan, where it can be read. */
function namesOf(item: unknown): ItemNames {
  const { scan_ref, counter } = (item ?? {}) as { scan_ref?: unknown; counter?: unknown };
  return {
    scan_ref: typeof scan_ref === 'string' && scan_ref.length <= 100 ? scan_ref : null,
    counter: Number.isSafeInteger(counter) ? (counter as number) : null,
  };
}

function digestOf({ counter, capture }: TerminalScanInput): Buffer {
  const { image, kind, hand, mirrored, sandbox_palm: palm, take } = capture;
  return createHash('sha256')
    .update(
      JSON.stringify([
        ...[counter, image, kind, hand],
        ...(mirrored ? ['mirrored'] : []),
        ...(palm === undefined ? [] : [palm, take]),
      ]),
    )
    .digest();
}
