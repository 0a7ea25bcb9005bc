/** A terminal that the gateway plays itself, in sandboxes, through the same services as a real one: a rehearsal without hardware. */
import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { Problem } from '#platform/problems';
import { sandboxRequired } from '../access/access.errors.js';
import type { Device } from '../devices/device.entity.js';
import { DevicesService } from '../devices/devices.service.js';
import { EnrollmentSession } from '../enrollment/session.entity.js';
import { isFinal } from '../enrollment/session.machine.js';
import { SessionStore } from '../enrollment/session-store.js';
import { TerminalSessions } from '../enrollment/terminal-sessions.service.js';
import type { TerminalScanAnswer } from '../identification/terminal-scan.types.js';
import { TerminalScans } from '../identification/terminal-scans.service.js';
import type { CaptureInput } from '../palms/captures.dto.js';
import { type Principal, type TerminalPrincipal } from '../principal/principal.js';
import { modeOf } from '../tenancy/project-access.policy.js';
import { notSimulated } from './sandbox.errors.js';

export interface PresentedPalm {
  session: EnrollmentSession | null;
  scan: TerminalScanAnswer | null;
}

/** How a simulated terminal behaves, by the code that made it. */
const MANNERS = {
  ok: { ackAfterMs: 0, captureAfterMs: 0 },
  late: { ackAfterMs: 5_000, captureAfterMs: 0 },
  slow: { ackAfterMs: 0, captureAfterMs: 2_000 },
  fail: { ackAfterMs: 0, captureAfterMs: 0 },
} as const;
const MAX_CAPTURES = 10;
const MAX_TAKE = 1_000_000;

@Injectable()
export class SimulatedTerminal {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly devices: DevicesService,
    private readonly store: SessionStore,
    private readonly sessions: TerminalSessions,
    private readonly scans: TerminalScans,
  ) {}

  /** @throws Problem `not_found`, `sandbox_required`, `device_not_simulated` */
  async present(caller: Principal, deviceId: string, palm: string): Promise<PresentedPalm> {
    const { device, session } = await this.database.tenantTransaction(caller, async (tx) => {
      const { device, environment } = await this.devices.reach(tx, caller, deviceId, 'write');
      if (modeOf(environment) !== 'sandbox') throw sandboxRequired();
      if (!device.simulation) throw notSimulated();
      return { device, session: await this.store.unfinishedOn(tx, deviceId) };
    });
    const self: TerminalPrincipal = {
      kind: 'terminal',
      deviceId,
      organizationId: device.organizationId,
      projectId: device.projectId,
    };
    if (session) return { session: await this.enroll(self, device, session, palm), scan: null };
    return { session: null, scan: await this.identify(self, device, palm) };
  }

  private async enroll(
    self: TerminalPrincipal,
    device: Device,
    session: EnrollmentSession,
    palm: string,
  ): Promise<EnrollmentSession> {
    const manners = MANNERS[device.simulation!];
    const { sessionId } = session;
    if (device.simulation === 'fail') return this.sessions.fail(self, sessionId, { code: 'simulated_failure' });
    try {
      await this.clock.sleep(manners.ackAfterMs);
      let { challenge } = (await this.sessions.acknowledge(self, sessionId)) as { challenge: string | null };
      let now = session;
      for (let seq = 1; seq <= MAX_CAPTURES && challenge !== null && !isFinal(now.status); seq++) {
        await this.clock.sleep(manners.captureAfterMs);
        const answer = await this.sessions.accept(self, sessionId, {
          seq,
          challenge,
          capture: this.capture(palm),
        });
        ({ challenge, session: now } = answer);
      }
      return now;
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'session_not_active') throw error;
      return (await this.database.tenantTransaction(self, (tx) => this.store.lock(tx, { sessionId })))!; // cancelled or over meanwhile
    }
  }

  private async identify(self: TerminalPrincipal, device: Device, palm: string): Promise<TerminalScanAnswer> {
    const scan_ref = newId(this.clock.nowMs());
    const [row] = await this.database.tenantTransaction(device, (tx) =>
      tx.query<{ counter: string }[]>('SELECT scan_counter + 1 AS counter FROM devices WHERE device_id = $1', [
        device.deviceId,
      ]),
    );
    const scan = { scan_ref, counter: Number(row!.counter), capture: this.capture(palm) };
    const { results } = await this.scans.take(self, [scan], { address: 'simulated', at: this.clock.now() });
    return results[0]!;
  }

  /** Another picture of the palm each time. */
  private capture(palm: string): CaptureInput {
    return { sandbox_palm: palm, take: randomInt(1, MAX_TAKE) } as CaptureInput;
  }
}
