/** The other end of the terminal protocol for tests of the client: checks every proof as RFC 9449 says, answers as a test configures it. */
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { calculateJwkThumbprint, decodeProtectedHeader, importJWK, type JWK, jwtVerify } from 'jose';

export interface Asked {
  path: string;
  body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- tests read bodies freely
  /** The bytes as they came, to compare repetitions. */
  text: string;
  proof: Record<string, unknown>;
  thumbprint: string;
  accessToken?: string;
}

export interface Reply {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** The question had its effect, and its answer is lost. */
  hangUp?: boolean;
}

export type Answerer = (request: Asked) => Reply | Promise<Reply>;

export const DEVICE = { device_id: randomUUID(), project_id: randomUUID() };

export function refusal(status: number, code: string, details?: unknown): Reply {
  return { status, body: { error: { code, message: `refused: ${code}`, details } } };
}

export class StandIn {
  readonly requests: Asked[] = [];
  readonly tokens = new Set<string>();
  nonce = 'nonce-1';
  url = '';
  private readonly seenJti = new Set<string>();
  private readonly routes: [RegExp, Answerer][] = [];
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => void this.receive(request, response));
    this.on(/^\/v1\/terminal\/token$/, () => ({ body: this.giveToken() }));
  }

  static async open(): Promise<StandIn> {
    const standIn = new StandIn();
    await new Promise<void>((resolve) => standIn.server.listen(0, '127.0.0.1', resolve));
    standIn.url = `http://127.0.0.1:${(standIn.server.address() as AddressInfo).port}`;
    return standIn;
  }

  /** The latest answerer for a path wins. */
  on(path: RegExp, answerer: Answerer): void {
    this.routes.unshift([path, answerer]);
  }

  to(path: RegExp): Asked[] {
    return this.requests.filter((request) => path.test(request.path));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private giveToken() {
    const access_token = randomUUID();
    this.tokens.add(access_token);
    return { access_token, token_type: 'DPoP', expires_in: 3600, ...DEVICE };
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const reply = await this.answer(request, text);
    if (reply.hangUp) return void response.destroy();
    response.writeHead(reply.status ?? 200, {
      'Content-Type': 'application/json',
      'DPoP-Nonce': this.nonce,
      ...reply.headers,
    });
    response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
  }

  private async answer(request: IncomingMessage, text: string): Promise<Reply> {
    const path = request.url!;
    const accessToken = /^DPoP (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const known = await this.check(request, accessToken);
    if (!('proof' in known)) return known;
    const received = { path, text, body: JSON.parse(text), accessToken, ...known };
    this.requests.push(received);
    const route = this.routes.find(([pattern]) => pattern.test(path));
    return route ? route[1](received) : refusal(404, 'not_found');
  }

  private async check(request: IncomingMessage, accessToken?: string) {
    const proof = request.headers.dpop as string;
    const { jwk, typ, alg } = decodeProtectedHeader(proof);
    if (typ !== 'dpop+jwt' || alg !== 'ES256' || !jwk || 'd' in jwk) return refusal(401, 'invalid_token');
    const { payload } = await jwtVerify(proof, await importJWK(jwk as JWK, 'ES256'), { typ: 'dpop+jwt' });
    if (payload.nonce !== this.nonce) return refusal(401, 'use_dpop_nonce');
    if (payload.htm !== request.method || payload.htu !== this.url + request.url) return refusal(401, 'invalid_token');
    if (this.seenJti.has(payload.jti!)) return refusal(401, 'invalid_token');
    this.seenJti.add(payload.jti!);
    const hash = accessToken && createHash('sha256').update(accessToken).digest('base64url');
    if (accessToken && (payload.ath !== hash || !this.tokens.has(accessToken))) return refusal(401, 'invalid_token');
    return { proof: payload as Record<string, unknown>, thumbprint: await calculateJwkThumbprint(jwk as JWK) };
  }
}
