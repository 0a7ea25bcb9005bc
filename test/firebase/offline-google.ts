/** Google on this machine: the keys, token and account addresses that firebase-admin asks, behind an agent that leads here. */
import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const KEY_ID = 'f1rebase-key-1';

export interface KeyPair {
  publicKey: KeyObject;
  privateKey: KeyObject;
}
export const newKeyPair = (): KeyPair => generateKeyPairSync('rsa', { modulusLength: 2048 });

export interface GoogleAccount {
  localId: string;
  disabled: boolean;
  validSince: string;
}

/** Making a key takes a quarter of a second: one serves all tests of a file. */
const GOOGLE_KEY = newKeyPair();

class LeadingHere extends https.Agent {
  constructor(private readonly port: () => number) {
    super({ keepAlive: true });
  }

  override createConnection(): Socket {
    return net.connect(this.port(), '127.0.0.1');
  }
}

export class OfflineGoogle {
  readonly key = GOOGLE_KEY;
  readonly agent: https.Agent = new LeadingHere(() => (this.server.address() as AddressInfo).port);
  readonly calls = { keys: 0, token: 0, lookup: 0 };
  readonly accounts = new Map<string, GoogleAccount>();
  maxAgeS = 3600;
  /** How each part is: `hangs` takes the request and never answers. */
  readonly state: { keys: 'up' | 'down' | 'hangs'; lookup: 'up' | 'down' | 'hangs' } = { keys: 'up', lookup: 'up' };
  private readonly folder = mkdtempSync(join(tmpdir(), 'thenar-google-'));
  private readonly server = http.createServer((request, response) => this.answer(request, response));

  static async start(): Promise<OfflineGoogle> {
    const google = new OfflineGoogle();
    await new Promise<void>((resolve) => google.server.listen(0, '127.0.0.1', resolve));
    return google;
  }

  /** @returns the path of a service account file */
  serviceAccountFile(projectId: string): string {
    const file = join(this.folder, 'service-account.json');
    const private_key = this.key.privateKey.export({ type: 'pkcs8', format: 'pem' });
    const client_email = `gateway@${projectId}.iam.gserviceaccount.com`;
    writeFileSync(file, JSON.stringify({ type: 'service_account', project_id: projectId, private_key, client_email }));
    return file;
  }

  signIn(uid: string): void {
    this.accounts.set(uid, { localId: uid, disabled: false, validSince: '0' });
  }

  async stop(): Promise<void> {
    this.agent.destroy();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private answer(request: http.IncomingMessage, response: http.ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      if (request.url!.includes('/robot/v1/metadata/x509/')) this.answerKeys(response);
      else if (request.url!.includes('accounts:lookup'))
        this.answerLookup(response, JSON.parse(body) as { localId: string[] });
      else {
        this.calls.token++;
        send(response, 200, { access_token: 'offline', expires_in: 3600, token_type: 'Bearer' });
      }
    });
  }

  private answerKeys(response: http.ServerResponse): void {
    this.calls.keys++;
    if (this.state.keys === 'hangs') return;
    if (this.state.keys === 'down') return send(response, 500, { error: 'down' });
    response.setHeader('cache-control', `public, max-age=${this.maxAgeS}, must-revalidate, no-transform`);
    send(response, 200, { [KEY_ID]: this.key.publicKey.export({ type: 'spki', format: 'pem' }) });
  }

  private answerLookup(response: http.ServerResponse, { localId: [uid] }: { localId: string[] }): void {
    this.calls.lookup++;
    if (this.state.lookup === 'hangs') return;
    if (this.state.lookup === 'down') return send(response, 500, { error: { message: 'BACKEND_ERROR' } });
    const account = this.accounts.get(uid!);
    send(response, 200, account ? { users: [account] } : {});
  }
}

function send(response: http.ServerResponse, status: number, body: object): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

const encode = (value: string | object): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** Signs anything, also what no library would sign. @param header and payload as objects, or as raw text */
export function signRs256(header: string | object, payload: string | object, key: KeyObject): string {
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${createSign('RSA-SHA256').update(input).sign(key, 'base64url')}`;
}

/** The claims of a Firebase ID token that is right at `nowMs`. */
export function firebaseClaims(projectId: string, nowMs: number): Record<string, unknown> {
  const nowS = Math.floor(nowMs / 1000);
  return {
    name: 'Ada Adams',
    iss: `https://securetoken.google.com/${projectId}`,
    aud: projectId,
    auth_time: nowS - 600,
    user_id: 'ada',
    sub: 'ada',
    iat: nowS - 60,
    exp: nowS + 3540,
    email: 'ada@example.org',
    email_verified: true,
    firebase: { identities: { email: ['ada@example.org'] }, sign_in_provider: 'password' },
  };
}
