/** People of the Auth emulator, made and changed as Firebase's own pages would do it. */
import { randomUUID } from 'node:crypto';

export interface EmulatedPerson {
  uid: string;
  email: string;
  password: string;
  idToken: string;
}

export class EmulatedPeople {
  readonly projectId = 'demo-thenar';

  /** @param host `host:port` of the emulator */
  constructor(private readonly host: string) {}

  /** As an app in a browser does: with a key that may be known, and no ownership. */
  async signUp(): Promise<EmulatedPerson> {
    const email = `${randomUUID()}@example.org`;
    const password = 'open sesame';
    const body = { email, password, displayName: 'Ada Adams', returnSecureToken: true };
    const { localId, idToken } = await this.send<{ localId: string; idToken: string }>(
      'identitytoolkit.googleapis.com/v1/accounts:signUp?key=any',
      { body },
    );
    return { uid: localId, email, password, idToken };
  }

  async signIn(email: string, password: string): Promise<string> {
    const body = { email, password, returnSecureToken: true };
    const address = 'identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=any';
    return (await this.send<{ idToken: string }>(address, { body })).idToken;
  }

  change = (uid: string, changes: object): Promise<unknown> =>
    this.asOwner('accounts:update', { localId: uid, ...changes });
  remove = (uid: string): Promise<unknown> => this.asOwner('accounts:delete', { localId: uid });

  private asOwner(path: string, body: object): Promise<unknown> {
    const address = `identitytoolkit.googleapis.com/v1/projects/${this.projectId}/${path}`;
    return this.send(address, { body, headers: { authorization: 'Bearer owner' } });
  }

  /** Resolves when a letter for a new password was written to that address. */
  async letterTo(email: string, limitMs = 20_000): Promise<void> {
    for (const end = performance.now() + limitMs; ;) {
      const { oobCodes } = await this.send<{ oobCodes: { email: string; requestType: string }[] }>(
        `emulator/v1/projects/${this.projectId}/oobCodes`,
      );
      if (oobCodes.some((letter) => letter.email === email && letter.requestType === 'PASSWORD_RESET')) return;
      if (performance.now() > end) throw new Error(`No letter came for ${email}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private async send<T>(address: string, sent: { body?: object; headers?: Record<string, string> } = {}): Promise<T> {
    const response = await fetch(`http://${this.host}/${address}`, {
      method: sent.body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json', ...sent.headers },
      body: sent.body && JSON.stringify(sent.body),
    });
    if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
}
