/** One terminal of a fleet: pairs, works, loses power now and then, and restarts with its stored state. */
import { InMemoryStateStore } from '../state-store.js';
import { newTerminal, openTerminal } from '../open-terminal.js';
import { syntheticPalm } from '../palm-source.js';
import { APP_VERSION } from '../register.command.js';
import { register } from '../pairing.js';
import { runTerminal } from '../terminal-loop.js';
import type { Tenant } from '../tenant.js';
import type { TerminalClient } from '../terminal-client.js';
import { isRefusal } from '../errors.js';
import { SocketTransport } from '../socket-transport.js';
import { linkedAbort, delay } from '../cancellation.js';
import type { CaptureAnswer, Session } from '../wire.js';
import { isFinal } from '../wire.js';
import { between, type SeededChance } from './seeded-chance.js';
import type { Faults } from './faults.js';
import { noFaultsYet, FaultyTransport } from './faulty-transport.js';

export const STATES = ['off', 'registering', 'polling', 'offered', 'capturing', 'rebooting', 'retrying'] as const;
export type TerminalStateName = (typeof STATES)[number];

export interface FleetTerminalOptions {
  index: number;
  gateway: string;
  faults: Faults;
  /** Of this terminal. */
  chance: SeededChance;
  /** Which palm is presented when this member enrolls. */
  palmOf: (memberId: string) => string;
  stop: AbortSignal;
}

export class FleetTerminal {
  state: TerminalStateName = 'off';
  deviceId: string | null = null;
  reboots = 0;
  captures = 0;
  readonly faultCounts = noFaultsYet();
  /** The final state of each session as this terminal received it. */
  readonly reportedEnds = new Map<string, Session>();
  private readonly counts = new Map<string, number>();
  private store!: InMemoryStateStore;
  private stateBefore: TerminalStateName = 'off';

  constructor(private readonly options: FleetTerminalOptions) {}

  /** Shows its code to the tenant, as it would to an admin. */
  async pair(tenant: Tenant): Promise<void> {
    const { index, gateway, stop } = this.options;
    const serial_number = `FLEET-${String(index).padStart(5, '0')}`;
    const about = { serial_number, model: 'Thenar fleet terminal', app_version: APP_VERSION };
    this.store = new InMemoryStateStore(await newTerminal(gateway, about));
    this.become('registering');
    const { client } = await this.boot(stop);
    const registered = await register({
      client,
      stop,
      show: async ({ registration_code }) => {
        try {
          await tenant.completeRegistration(registration_code, serial_number);
        } catch (error) {
          // the code has expired; the administrator waits for the next one
          if (!isRefusal(error, 'registration_code_not_found')) throw error;
        }
      },
    });
    this.deviceId = registered?.device_id ?? null;
    this.become('off');
  }

  /** Until stopped; a reboot begins it again. */
  async work(): Promise<void> {
    const { stop, faults, chance } = this.options;
    while (!stop.aborted) {
      const power = linkedAbort(stop);
      const { client, transport, closeSocket } = await this.boot(power.controller.signal);
      const crash = () => {
        transport.cutPower();
        power.controller.abort();
      };
      await this.runUntil(power.controller.signal, client, crash).finally(closeSocket);
      power.release();
      if (stop.aborted) break;
      this.become('rebooting');
      await delay(between(faults.reboot_ms, chance('reboot time', ++this.reboots)), stop);
    }
    this.become('off');
  }

  private async runUntil(stop: AbortSignal, client: TerminalClient, crash: () => void): Promise<void> {
    const { palmOf } = this.options;
    await runTerminal({
      client,
      stop,
      paceMs: 0,
      palmFor: (session) => syntheticPalm(palmOf(session.member_id), () => `fleet-${++this.captures}`),
      events: {
        polling: () => this.become('polling'),
        offered: () => this.become('offered'),
        acknowledged: () => this.become('capturing'),
        captured: (answer) => this.shouldReboot(answer) && crash(),
        ended: (session) => isFinal(session) && this.reportedEnds.set(session.session_id, session),
        retrying: () => (this.state = 'retrying'),
      },
    });
  }

  private shouldReboot({ session }: CaptureAnswer): boolean {
    const { faults, chance } = this.options;
    return !isFinal(session) && chance('reboot', this.captures) < faults.reboot_between_captures;
  }

  /** Every other terminal polls through its socket, and each reboot changes the way: both must show the same sessions. */
  private get onSocket(): boolean {
    return (this.options.index + this.reboots) % 2 === 1;
  }

  /** Nonce and connections are gone after a reboot, key and token are not. */
  private async boot(signal: AbortSignal) {
    const { faults, chance } = this.options;
    const skewMs = between(faults.clock_skew_s, chance('clock')) * 1000;
    let transport!: FaultyTransport;
    let socket: SocketTransport | undefined;
    const { client } = await openTerminal(this.store, {
      now: () => Date.now() + skewMs,
      retry: { signal, giveUpAfterMs: Infinity, onRetry: () => (this.state = 'retrying') },
      wrapTransport: (inner, transportOptions) => {
        const { faultCounts, counts } = this;
        if (this.onSocket) socket = new SocketTransport(inner, transportOptions);
        const onSend = () => (this.state = this.stateBefore);
        return (transport = new FaultyTransport(socket ?? inner, { faults, chance, faultCounts, counts, onSend }));
      },
    });
    return { client, transport, closeSocket: () => socket?.close() };
  }

  private become(state: TerminalStateName): void {
    this.state = state;
    this.stateBefore = state;
  }
}
