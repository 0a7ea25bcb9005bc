/**
 * Two gateways as processes of their own on one database, spoken to over HTTP as a backend and a terminal would; a restart
 * is kill -9. Their clock is real, so time passes by moving back what is written of the sessions.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GatewayProcess } from '../../chaos/gateway-process.js';
import { type Answer, Client } from '../../support/client.js';
import { cloneDatabase, type TestDatabase } from '../../support/database.js';
import { PairedTerminal } from '../../support/paired-terminal.js';
import type { Driver, SentCapture, DriverAnswer } from './driver.js';

const TIMES = ['created_at', 'updated_at', 'expires_at', 'delivered_at', 'last_contact_at', 'challenge_expires_at'];
const ENDED_WITHIN_MS = 30_000;
const OVERDUE = `SELECT 1 FROM enrollment_sessions WHERE status IN ('pending', 'active', 'processing')
  AND (expires_at <= now() OR (status = 'active' AND last_contact_at <= now() - interval '60 s'))`;

interface Parts {
  database: TestDatabase;
  folder: string;
  gateways: GatewayProcess[];
  backends: Client[];
  projectId: string;
}

export class ProcessesDriver implements Driver {
  readonly authenticates = true;
  private readonly terminals = new Map<string, PairedTerminal[]>();
  private passedMs = 0;
  /** The longest that a session whose time was over still stood there. */
  slowestEndMs = 0;

  private constructor(private readonly parts: Parts) {}

  static async open(): Promise<ProcessesDriver> {
    const database = await cloneDatabase();
    const folder = mkdtempSync(join(tmpdir(), 'thenar-model-'));
    const first = await GatewayProcess.prepare(folder, database.url);
    await first.start();
    const { api_key, project_id } = await first.devFile();
    const second = await GatewayProcess.prepare(folder, database.url); // the same keys
    await second.start();
    const backends = [first, second].map(({ url }) => new Client(url, { 'X-API-Key': api_key }));
    return new ProcessesDriver({ database, folder, gateways: [first, second], backends, projectId: project_id });
  }

  async close(): Promise<void> {
    const { gateways, database, folder } = this.parts;
    await Promise.all(gateways.map((gateway) => gateway.kill()));
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  }

  nowMs(): number {
    return Date.now() + this.passedMs;
  }

  async advance(ms: number): Promise<void> {
    const moved = TIMES.map((column) => `${column} = ${column} - make_interval(secs => $1)`).join(', ');
    await this.query(`UPDATE enrollment_sessions SET ${moved}`, [ms / 1000]);
    this.passedMs += ms;
    const beganMs = performance.now();
    while ((await this.query(OVERDUE)).length > 0) {
      if (performance.now() - beganMs > ENDED_WITHIN_MS) throw new Error('a session outlives its time');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    this.slowestEndMs = Math.max(this.slowestEndMs, performance.now() - beganMs);
  }

  async pair(): Promise<string> {
    const { backends, gateways, projectId } = this.parts;
    const terminal = await PairedTerminal.withNewKey(gateways[0]!.url);
    const { registration_code } = (await terminal.register()).body;
    const { body } = await backends[0]!.post(`/v1/projects/${projectId}/devices`, { registration_code });
    await terminal.signIn();
    this.terminals.set(body.device_id, [terminal, terminal.at(gateways[1]!.url)]);
    return body.device_id;
  }

  async member(): Promise<string> {
    const { backends, projectId } = this.parts;
    return (await backends[0]!.post(`/v1/projects/${projectId}/members`, {})).body.member_id;
  }

  start(at: number, deviceId: string, body: object): Promise<DriverAnswer> {
    return answered(this.backend(at).post(`/v1/devices/${deviceId}/enrollment`, body));
  }

  cancel(at: number, deviceId: string, sessionId: string): Promise<DriverAnswer> {
    return answered(this.backend(at).delete(`/v1/devices/${deviceId}/enrollment?session_id=${sessionId}`));
  }

  follow(at: number, deviceId: string, sessionId: string, lastVersion: number): Promise<DriverAnswer> {
    const asked = { session_id: sessionId, last_version: lastVersion, wait_s: 0 };
    return answered(this.backend(at).post(`/v1/devices/${deviceId}/enrollment/poll`, asked));
  }

  poll(
    at: number,
    deviceId: string,
    known: { waitS: number; sessionId?: string; version?: number },
  ): Promise<DriverAnswer> {
    const { waitS, sessionId, version } = known;
    return answered(
      this.terminal(at, deviceId).poll({ wait_s: waitS, session_id: sessionId, session_version: version }),
    );
  }

  ack(at: number, deviceId: string, sessionId: string): Promise<DriverAnswer> {
    return answered(this.terminal(at, deviceId).ack(sessionId));
  }

  capture(at: number, deviceId: string, sessionId: string, body: SentCapture): Promise<DriverAnswer> {
    return answered(this.terminal(at, deviceId).capture(sessionId, body));
  }

  fail(at: number, deviceId: string, sessionId: string): Promise<DriverAnswer> {
    return answered(this.terminal(at, deviceId).fail(sessionId, { code: 'stuck_lid' }));
  }

  enable(at: number, deviceId: string, enabled: boolean): Promise<DriverAnswer> {
    return answered(this.backend(at).patch(`/v1/devices/${deviceId}`, { enabled }));
  }

  deleteMember(at: number, memberId: string): Promise<DriverAnswer> {
    return answered(this.backend(at).delete(`/v1/projects/${this.parts.projectId}/members/${memberId}`));
  }

  async restart(at: number): Promise<void> {
    const gateway = this.parts.gateways[at]!;
    await gateway.kill();
    await gateway.start();
  }

  query<Row extends object>(sql: string, parameters?: unknown[]): Promise<Row[]> {
    return this.parts.database.query(sql, parameters);
  }

  private backend(at: number): Client {
    return this.parts.backends[at]!;
  }

  private terminal(at: number, deviceId: string): PairedTerminal {
    return this.terminals.get(deviceId)![at]!;
  }
}

async function answered(asked: Promise<Answer>): Promise<DriverAnswer> {
  const { status, body } = await asked;
  if (status >= 500) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
  if (status >= 400) return { refused: body.error.code, challenge: body.error.details?.challenge };
  const session = 'session_id' in body ? body : body.session; // a start answers the session itself
  return { refused: null, session, challenge: body.challenge, accepted: body.accepted };
}
