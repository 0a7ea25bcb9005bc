/** Scans that a terminal sends, one or a batch it kept while it was offline; each is named, so sending again changes nothing. */
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { KeyedMutex } from '#platform/concurrency';
import { Clock } from '#platform/clock';
import { Database, isUniqueViolation, type Tx } from '#platform/database';
import { instantOf } from '#platform/http';
import { Problem } from '#platform/problems';
import { IDENTIFY_WITHIN_MS } from '../palms/deadlines.types.js';
import { Device } from '../devices/device.entity.js';
import type { Member } from '../members/member.entity.js';
import { type TerminalPrincipal } from '../principal/principal.js';
import { Project } from '../tenancy/tenancy.entity.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import type { TerminalScanInput } from './identification.dto.js';
import { type IdentificationResult, IdentificationService, type ScanOrigin } from './identification.service.js';

/** What a terminal hears of one scan. */
export interface TerminalScanAnswer {
  scan_ref: string;
  counter: number;
  /** The scan's result, or why it was not taken (`counter_conflict`, `scan_ref_conflict`, `invalid_image`, …). */
  status: string;
  scan_id: string | null;
  matched: boolean;
  verdict: string | null;
  member?: Record<string, string | null>;
}

/** A terminal's clock may be anything; times outside of this are replaced by ours. */
const OLDEST_MS = 30 * 86_400_000;
const AHEAD_MS = 300_000;

@Injectable()
export class TerminalScans {
  /** They are judged one after the other; whoever waited for that in the database would hold a connection, and give up. */
  private readonly mutex = new KeyedMutex();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly projects: ProjectsService,
    private readonly identification: IdentificationService,
  ) {}

  async take(
    caller: TerminalPrincipal,
    scans: readonly TerminalScanInput[],
    from: { address: string; signal?: AbortSignal },
  ): Promise<TerminalScanAnswer[]> {
    const { project, device } = await this.database.tenantTransaction(caller, async (tx) => {
      const { project } = await this.projects.authorize(tx, caller, caller.projectId, 'read');
      return { project, device: await tx.getRepository(Device).findOneByOrFail({ deviceId: caller.deviceId }) };
    });
    const answers: TerminalScanAnswer[] = [];
    const at = { caller, project, device, ...from };
    for (const scan of scans) answers.push(await this.mutex.run(caller.deviceId, () => this.takeOne(at, scan)));
    return answers;
  }

  private async takeOne(
    at: { caller: TerminalPrincipal; project: Project; device: Device; address: string; signal?: AbortSignal },
    scan: TerminalScanInput,
  ): Promise<TerminalScanAnswer> {
    const { caller, project, device, address } = at;
    const digest = digestOf(scan);
    const known = await this.known(caller, scan, digest);
    if (known) return known;
    const origin: ScanOrigin = {
      ...{
        source: 'terminal',
        address,
        deviceId: caller.deviceId,
        demo: device.mode === 'demo',
        offline: scan.offline ?? false,
      },
      capturedAt: this.timeOf(scan),
      limits: { signal: at.signal, deadline: performance.now() + IDENTIFY_WITHIN_MS },
    };
    let answer: TerminalScanAnswer | null = null;
    const remember = async (tx: Tx, found: IdentificationResult) => {
      answer = answerOf(scan, found, project);
      await this.remember(tx, caller, scan, { digest, scanId: found.scan.scanId, answer });
    };
    try {
      await this.identification.identify(project, scan.capture, origin, remember);
      return answer!;
    } catch (error) {
      if (answer && isRefusedCapture(error)) return answer; // recorded, then refused for its picture
      if (isUniqueViolation(error))
        return (await this.known(caller, scan, digest)) ?? refusal(scan, 'counter_conflict');
      if (error instanceof Problem && (error.kind === 'invalid' || error.kind === 'too-large'))
        return refusal(scan, error.code);
      throw error;
    }
  }

  private async known(
    caller: TerminalPrincipal,
    scan: TerminalScanInput,
    digest: Buffer,
  ): Promise<TerminalScanAnswer | null> {
    const [row] = await this.database.tenantTransaction(caller, (tx) =>
      tx.query<{ digest: Buffer; answer: TerminalScanAnswer }[]>(
        'SELECT digest, answer FROM terminal_scans WHERE device_id = $1 AND scan_ref = $2',
        [caller.deviceId, scan.scan_ref],
      ),
    );
    if (!row) return null;
    return row.digest.equals(digest) ? row.answer : refusal(scan, 'scan_ref_conflict');
  }

  private async remember(
    tx: Tx,
    caller: TerminalPrincipal,
    scan: TerminalScanInput,
    kept: { digest: Buffer; scanId: string; answer: TerminalScanAnswer },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO terminal_scans (device_id, scan_ref, organization_id, counter, digest, scan_id, answer, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        caller.deviceId,
        scan.scan_ref,
        caller.organizationId,
        scan.counter,
        kept.digest,
        kept.scanId,
        kept.answer,
        this.clock.now(),
      ],
    );
    await tx.query('UPDATE devices SET scan_counter = greatest(scan_counter, $2) WHERE device_id = $1', [
      caller.deviceId,
      scan.counter,
    ]);
  }

  private timeOf(scan: TerminalScanInput): Date {
    const now = this.clock.nowMs();
    const said = instantOf(scan.captured_at ?? scan.capture.captured_at)?.getTime() ?? now;
    return new Date(said < now - OLDEST_MS || said > now + AHEAD_MS ? now : said);
  }
}

function answerOf(
  scan: TerminalScanInput,
  { scan: row, member }: IdentificationResult,
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

const refusal = ({ scan_ref, counter }: TerminalScanInput, status: string): TerminalScanAnswer => ({
  ...{ scan_ref, counter, status, scan_id: null, matched: false, verdict: null },
});

const isRefusedCapture = (error: unknown) => error instanceof Problem && error.kind === 'unprocessable';

function digestOf({ counter, capture }: TerminalScanInput): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([counter, capture.image, capture.kind, capture.hand]))
    .digest();
}
