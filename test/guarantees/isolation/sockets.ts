/** The same walk through the terminal's socket: who gets in, and what each message says of sessions that are not the terminal's. */
import { io, type Socket } from 'socket.io-client';
import type { TestGateway } from '../../support/test-gateway.js';
import type { TestPrincipal } from './principals.js';
import type { Report } from './walk.js';
import { type Ids, PLACES, plant, type TestData } from './test-data.js';

/** A new message gets one line here. */
const MESSAGES: Record<string, (ids: Ids) => object> = {
  'session:ack': ({ session_id }) => ({ session_id }),
  'session:fail': ({ session_id }) => ({ session_id, code: 'walk', message: 'x' }),
  heartbeat: ({ session_id }) => ({ session_id, session_version: 0 }),
};

export async function walkSockets(
  gateway: TestGateway,
  { data, principals }: { data: TestData; principals: TestPrincipal[] },
): Promise<Report> {
  const report: Report = {
    operations: Object.keys(MESSAGES).length,
    principals: principals.length,
    requests: 0,
    leaks: [],
    undeclared: [],
  };
  for (const principal of principals) {
    await plant(gateway, data);
    await new Knock(gateway, data, principal, report).all();
  }
  await plant(gateway, data);
  return report;
}

class Knock {
  constructor(
    private readonly gateway: TestGateway,
    private readonly data: TestData,
    private readonly principal: TestPrincipal,
    private readonly report: Report,
  ) {}

  async all(): Promise<void> {
    const { socket, refusal } = await this.enter();
    try {
      const entered = refusal === null;
      if (entered !== (this.principal.is === 'terminal'))
        this.note('handshake', `${entered ? 'let in' : `refused with ${refusal}`}`);
      if (!entered) return;
      for (const [message, bodyOf] of Object.entries(MESSAGES)) await this.send(socket, message, bodyOf);
    } finally {
      socket.close();
    }
  }

  private async enter(): Promise<{ socket: Socket; refusal: string | null }> {
    this.report.requests++;
    const headers = await this.principal.headers('GET', '/socket.io/');
    const socket = io(`${this.gateway.url}/terminal`, {
      transports: ['websocket'],
      auth: { token: credentialIn(headers), dpop: headers.DPoP },
      reconnection: false,
      forceNew: true,
    });
    const refusal = await new Promise<string | null>((resolve) => {
      socket.once('connect', () => resolve(null));
      socket.once('connect_error', (error: Error & { data?: { error?: { code?: string } } }) =>
        resolve(error.data?.error?.code ?? error.message),
      );
    });
    return { socket, refusal };
  }

  private async send(socket: Socket, message: string, bodyOf: (ids: Ids) => object): Promise<void> {
    const { places, nowhere } = this.data;
    const unknown = await this.answerTo(socket, message, bodyOf(nowhere));
    for (const place of PLACES.filter((one) => !this.principal.reaches.includes(one))) {
      const answer = await this.answerTo(socket, message, bodyOf(places[place]));
      if (answer !== unknown) this.note(message, `${place}: differs from the answer to an unknown id`);
    }
  }

  /** Without what differs from one answer to the next. */
  private async answerTo(socket: Socket, message: string, body: object): Promise<string> {
    this.report.requests++;
    const answer = (await socket.timeout(10_000).emitWithAck(message, body)) as Record<string, unknown>;
    return JSON.stringify(answer).replace(/"(request_id|server_time)":"[^"]+"/g, '');
  }

  private note(message: string, what: string): void {
    this.report.leaks.push(`${this.principal.id} socket ${message}: ${what}`);
  }
}

function credentialIn(headers: Record<string, string>): string {
  return (headers.Authorization ?? headers['X-API-Key'] ?? '').replace(/^(DPoP|Bearer) /, '');
}
