/** Two gateways in this process on one database and one fake clock; the verbs are the services' own. */
import { Problem } from '#platform/problems';
import { DevicesService } from '../../../apps/gateway/src/devices/devices.service.js';
import type { EnrollmentSession } from '../../../apps/gateway/src/enrollment/session.entity.js';
import { SessionWatch } from '../../../apps/gateway/src/enrollment/session-watch.service.js';
import { SessionsService } from '../../../apps/gateway/src/enrollment/sessions.service.js';
import { TerminalSessions } from '../../../apps/gateway/src/enrollment/terminal-sessions.service.js';
import { MemberRecords } from '../../../apps/gateway/src/members/member-records.service.js';
import type { KeyPrincipal, TerminalPrincipal } from '../../../apps/gateway/src/principal/principal.js';
import { TerminalPolls } from '../../../apps/gateway/src/terminal/terminal-polls.service.js';
import { type TestGateway, startTestGateway } from '../../support/test-gateway.js';
import { openTenant, type Tenant } from '../../support/tenant.js';
import type { Driver, SentCapture, DriverAnswer } from './driver.js';

type Answer = { session?: EnrollmentSession | null; challenge?: string | null; accepted?: boolean };
type FirstGateway = Awaited<ReturnType<typeof startTestGateway>>;

export class ServicesDriver implements Driver {
  readonly authenticates = false;

  private constructor(
    private readonly first: FirstGateway,
    private second: TestGateway,
    private readonly tenant: Tenant,
    private readonly key: KeyPrincipal,
  ) {}

  static async open(): Promise<ServicesDriver> {
    const first = await startTestGateway({ fakeClock: true });
    const second = await startTestGateway({ beside: first, fakeClock: true });
    const tenant = await openTenant(first);
    const { organizationId } = tenant;
    const key: KeyPrincipal = {
      ...{ kind: 'key', keyId: 'model', organizationId, projectIds: null, mode: 'test', scopes: [] },
      apiVersion: '2026-11-22',
    };
    return new ServicesDriver(first, second, tenant, key);
  }

  async close(): Promise<void> {
    await this.second.close();
    await this.first.close();
  }

  nowMs(): number {
    return this.first.time.unixMs();
  }

  async advance(ms: number): Promise<void> {
    this.first.time.advance(ms);
    await this.of(0, SessionWatch).sweep();
  }

  async pair(): Promise<string> {
    const path = `/v1/projects/${this.tenant.projectId}/devices`;
    return (await this.tenant.backend.post(path, { registration_code: 'SIMU-OK00' })).body.device_id;
  }

  async member(): Promise<string> {
    return (await this.of(0, MemberRecords).create(this.key, this.tenant.projectId, {})).memberId;
  }

  start(at: number, deviceId: string, body: { member_id: string }): Promise<DriverAnswer> {
    return answered(this.of(at, SessionsService).start(this.key, deviceId, body).then(asSession));
  }

  cancel(at: number, deviceId: string, sessionId: string): Promise<DriverAnswer> {
    return answered(this.of(at, SessionsService).cancel(this.key, deviceId, sessionId).then(asSession));
  }

  follow(at: number, deviceId: string, sessionId: string, lastVersion: number): Promise<DriverAnswer> {
    const input = { session_id: sessionId, last_version: lastVersion, wait_s: 0 };
    return answered(this.of(at, SessionsService).poll(this.key, deviceId, input));
  }

  poll(
    at: number,
    deviceId: string,
    known: { waitS: number; sessionId?: string; version?: number },
  ): Promise<DriverAnswer> {
    const input = { wait_s: known.waitS, session_id: known.sessionId, session_version: known.version };
    return answered(this.of(at, TerminalPolls).poll(this.terminal(deviceId), input));
  }

  ack(at: number, deviceId: string, sessionId: string): Promise<DriverAnswer> {
    return answered(this.of(at, TerminalSessions).acknowledge(this.terminal(deviceId), sessionId));
  }

  capture(at: number, deviceId: string, sessionId: string, body: SentCapture): Promise<DriverAnswer> {
    return answered(this.of(at, TerminalSessions).accept(this.terminal(deviceId), sessionId, body));
  }

  fail(at: number, deviceId: string, sessionId: string): Promise<DriverAnswer> {
    const code = { code: 'stuck_lid' };
    return answered(this.of(at, TerminalSessions).fail(this.terminal(deviceId), sessionId, code).then(asSession));
  }

  enable(at: number, deviceId: string, enabled: boolean): Promise<DriverAnswer> {
    return answered(
      this.of(at, DevicesService)
        .patch(this.key, deviceId, { input: { enabled }, ifMatch: undefined })
        .then(() => ({})),
    );
  }

  deleteMember(at: number, memberId: string): Promise<DriverAnswer> {
    const { projectId } = this.tenant;
    return answered(
      this.of(at, MemberRecords)
        .remove(this.key, { projectId, memberId })
        .then(() => ({})),
    );
  }

  /** Its services are built anew on the same database; polls parked there are answered first. */
  async restart(): Promise<void> {
    await this.second.close();
    this.second = await startTestGateway({ beside: this.first, fakeClock: true });
  }

  query<Row extends object>(sql: string, parameters?: unknown[]): Promise<Row[]> {
    return this.first.database.query(sql, parameters);
  }

  private of<Service>(at: number, service: abstract new (...made: never[]) => Service): Service {
    return (at === 0 ? this.first : this.second).gateway.app.get<Service>(service as never, { strict: false });
  }

  private terminal(deviceId: string): TerminalPrincipal {
    const { organizationId, projectId } = this.tenant;
    return { kind: 'terminal', deviceId, organizationId, projectId };
  }
}

const asSession = (session: EnrollmentSession): Answer => ({ session });

async function answered(work: Promise<Answer>): Promise<DriverAnswer> {
  try {
    const { session, challenge, accepted } = await work;
    const shown = session && { session_id: session.sessionId, status: session.status, version: session.version };
    return { refused: null, session: shown, challenge, accepted };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { challenge } = (error.details ?? {}) as { challenge?: string };
    return { refused: error.code, challenge };
  }
}
