/** A registered terminal in software at a till: it lives its enrollment sessions and identifies whoever pays. */
import { randomUUID } from 'node:crypto';
import { InMemoryStateStore } from '../../apps/terminal/src/state-store.js';
import { newTerminal, openTerminal } from '../../apps/terminal/src/open-terminal.js';
import { type PalmSource, syntheticPalm } from '../../apps/terminal/src/palm-source.js';
import { runTerminal } from '../../apps/terminal/src/terminal-loop.js';
import type { TerminalClient } from '../../apps/terminal/src/terminal-client.js';
import type { Scan, ScanAnswer } from '../../apps/terminal/src/wire.js';

const ABOUT = { model: 'chaos', app_version: '1.0.0' };
const PACE_MS = 50;

export class Till {
  /** Whose palm lies on the terminal, by member. */
  private readonly palms = new Map<string, PalmSource>();
  private readonly off = new AbortController();
  private serving: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly deviceId: string,
    private readonly client: TerminalClient,
  ) {}

  /** @param complete types the code on the tenant's side, and says which device it became */
  static async open(url: string, name: string, complete: (code: string) => Promise<string>): Promise<Till> {
    const memory = new InMemoryStateStore(await newTerminal(url, { ...ABOUT, serial_number: name }));
    const { client } = await openTerminal(memory, { retry: { giveUpAfterMs: Infinity } });
    const registration = await client.register();
    const deviceId = await complete(registration.registration_code);
    await client.pollRegistration(registration.registration_id);
    const till = new Till(deviceId, client);
    till.runTerminal();
    return till;
  }

  lays(memberId: string, person: string): void {
    this.palms.set(memberId, syntheticPalm(person));
  }

  /** Sent again under one name until it is answered. */
  async scan(person: string): Promise<ScanAnswer> {
    const scan: Scan = {
      scan_ref: randomUUID(),
      counter: this.client.nextCounter(),
      capture: await syntheticPalm(person).take('left'),
    };
    const [answer] = await this.client.sendScans([scan]);
    return answer!;
  }

  async close(): Promise<void> {
    this.off.abort();
    await this.serving;
  }

  private runTerminal(): void {
    const palmFor = ({ member_id }: { member_id: string }) => this.palms.get(member_id)!;
    this.serving = runTerminal({ client: this.client, palmFor, stop: this.off.signal, paceMs: PACE_MS }).catch(
      (error: Error) => process.stderr.write(`a till gave up: ${error.message}\n`),
    );
  }
}
