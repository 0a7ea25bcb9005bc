/** A terminal of the tests, written from the contract alone: a key pair, proofs, one method for each request. */
import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import sharp from 'sharp';
import { drawPalm } from '#palm';
import { overhear } from './canary.js';
import type { Answer } from './client.js';
import type { TestGateway } from './test-gateway.js';
import type { Tenant } from './tenant.js';

type PrivateKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

export class PairedTerminal {
  nonce: string | null = null;
  token: string | null = null;
  deviceId = '';

  private constructor(
    private readonly url: string,
    private readonly key: { private: PrivateKey; public: JWK },
  ) {}

  static async withNewKey(url: string): Promise<PairedTerminal> {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    return new PairedTerminal(url, { private: privateKey, public: await exportJWK(publicKey) });
  }

  /** The same terminal talking to another gateway. */
  at(url: string): PairedTerminal {
    const other = new PairedTerminal(url, this.key);
    return Object.assign(other, { token: this.token, deviceId: this.deviceId });
  }

  register(serialNumber = 'T-1'): Promise<Answer> {
    return this.send(
      '/v1/terminal/registrations',
      { serial_number: serialNumber, model: 'Test', app_version: '1.0' },
      false,
    );
  }
  pollRegistration(registrationId: string): Promise<Answer> {
    return this.send(`/v1/terminal/registrations/${registrationId}/poll`, {}, false);
  }
  async signIn(): Promise<Answer> {
    const answer = await this.send('/v1/terminal/token', {}, false);
    this.token = answer.body.access_token ?? null;
    return answer;
  }
  poll(body: object): Promise<Answer> {
    return this.send('/v1/terminal/poll', body);
  }
  ack(sessionId: string): Promise<Answer> {
    return this.send(`/v1/terminal/sessions/${sessionId}/ack`, {});
  }
  capture(sessionId: string, body: object): Promise<Answer> {
    return this.send(`/v1/terminal/sessions/${sessionId}/captures`, body);
  }
  check(capture: object): Promise<Answer> {
    return this.send('/v1/terminal/captures/check', { capture });
  }
  fail(sessionId: string, body: object): Promise<Answer> {
    return this.send(`/v1/terminal/sessions/${sessionId}/fail`, body);
  }
  scans(scans: object[]): Promise<Answer> {
    return this.send('/v1/terminal/scans', { scans });
  }

  /** For the socket's handshake. */
  async socketAuth(options: { nonce?: null } = {}): Promise<{ token: string; dpop: string }> {
    const nonce = options.nonce === null ? null : this.nonce;
    return {
      token: this.token!,
      dpop: await this.proof({ method: 'GET', path: '/socket.io/', token: this.token, nonce }),
    };
  }

  /** Asks again once with the nonce that the gateway wants. */
  async send(path: string, body: unknown, withToken = true): Promise<Answer> {
    const answer = await this.sendOnce(path, body, withToken);
    return answer.body?.error?.code === 'use_dpop_nonce' ? this.sendOnce(path, body, withToken) : answer;
  }

  /** Signed now, sent when it is called, as often as it is called. */
  async prepare(path: string, body: unknown, withToken = true): Promise<() => Promise<Answer>> {
    const token = withToken ? this.token : null;
    const proof = await this.proof({ method: 'POST', path, token, nonce: this.nonce });
    return () => this.sendOnce(path, body, withToken, proof);
  }

  private async sendOnce(path: string, body: unknown, withToken: boolean, proof?: string): Promise<Answer> {
    const token = withToken ? this.token : null;
    const response = await fetch(this.url + path, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        DPoP: proof ?? (await this.proof({ method: 'POST', path, token, nonce: this.nonce })),
        ...(token ? { Authorization: `DPoP ${token}` } : {}),
      },
      body: JSON.stringify(body),
    });
    this.nonce = response.headers.get('dpop-nonce') ?? this.nonce;
    const text = await response.text();
    overhear({ headers: response.headers, text });
    return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
  }

  private proof({
    method,
    path,
    token,
    nonce,
  }: {
    method: string;
    path: string;
    token: string | null;
    nonce: string | null;
  }): Promise<string> {
    const claims = {
      ...{ htm: method, htu: this.url + path, jti: randomUUID(), iat: 1 }, // a clock in 1970: the nonce decides
      ...(nonce ? { nonce } : {}),
      ...(token ? { ath: createHash('sha256').update(token).digest('base64url') } : {}),
    };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: this.key.public })
      .sign(this.key.private);
  }
}

/** Registers a terminal, completes its code as the tenant's owner, and signs it in. */
export async function pairTerminal(gateway: TestGateway, tenant: Tenant, name = 'Front door'): Promise<PairedTerminal> {
  const terminal = await PairedTerminal.withNewKey(gateway.url);
  const { body } = await terminal.register();
  const device = await tenant.owner.post(`/v1/projects/${tenant.projectId}/devices`, {
    registration_code: body.registration_code,
    name,
  });
  terminal.deviceId = device.body.device_id;
  await terminal.signIn();
  return terminal;
}

/** A capture of a synthetic palm, e.g. `synthetic('alice:left', '1')`. */
export async function synthetic(
  palm: string,
  capture: string,
): Promise<{ image: string; kind: 'roi'; hand: 'left' | 'right' }> {
  const hand = palm.endsWith(':right') ? 'right' : 'left';
  const { pixels, width, height } = drawPalm({ identity: palm, capture: `${palm} ${capture}`, hand });
  const png = await sharp(Buffer.from(pixels), { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
  return { image: png.toString('base64'), kind: 'roi', hand };
}
