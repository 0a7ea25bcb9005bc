/** The transit engine of HashiCorp Vault (or OpenBao): the wrapping key never leaves it. */
import { readFileSync } from 'node:fs';
import { type KeyService, KeyServiceUnavailable } from './key-service.js';

export interface VaultOptions {
  /** `https://vault.example.com:8200` */
  address: string;
  /** A file with the token, read for each request: an agent may renew it. */
  tokenFile: string;
  keyName: string;
  mount?: string;
}

const TIMEOUT_MS = 5_000;

export class VaultKeyService implements KeyService {
  readonly kind = 'vault';

  constructor(private readonly options: VaultOptions) {}

  async wrap(secret: Buffer): Promise<string> {
    const { ciphertext } = await this.post<{ ciphertext: string }>('encrypt', { plaintext: secret.toString('base64') });
    return ciphertext;
  }

  async unwrap(wrapped: string): Promise<Buffer> {
    const { plaintext } = await this.post<{ plaintext: string }>('decrypt', { ciphertext: wrapped });
    return Buffer.from(plaintext, 'base64');
  }

  async rotate(): Promise<void> {
    await this.send('POST', `keys/${this.options.keyName}/rotate`, {});
  }

  async check(): Promise<void> {
    await this.send('GET', `keys/${this.options.keyName}`);
  }

  private async post<T>(verb: 'encrypt' | 'decrypt', body: object): Promise<T> {
    return (await this.send('POST', `${verb}/${this.options.keyName}`, body)) as T;
  }

  private async send(method: string, path: string, body?: object): Promise<unknown> {
    const { address, tokenFile, mount = 'transit' } = this.options;
    const response = await fetch(`${address.replace(/\/+$/, '')}/v1/${mount}/${path}`, {
      method,
      redirect: 'error',
      headers: { 'X-Vault-Token': readFileSync(tokenFile, 'utf8').trim() },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((error: Error) => {
      throw new KeyServiceUnavailable(`Vault at ${address} does not answer (${causeOf(error)}).`, { cause: error });
    });
    const answer = (await response.json().catch(() => ({}))) as { data?: unknown; errors?: string[] };
    if (response.ok) return answer.data;
    const words = answer.errors?.join('; ') ?? '';
    // sealed, overloaded or behind a balancer: it passes; a token or a policy that is refused may be renewed as well
    if (response.status >= 500 || response.status === 429 || response.status === 403)
      throw new KeyServiceUnavailable(`Vault at ${address} answers ${response.status} ${words}`.trim());
    throw new Error(`Vault at ${address} refuses (${response.status}): ${words}`);
  }
}

const causeOf = (error: Error): string => (error.cause as { code?: string } | undefined)?.code ?? error.message;
