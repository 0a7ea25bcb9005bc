/** One terminal of a fleet: paired, at work, now and then without power, and back again with what it remembers. */
import { BriefMemory } from '../memory.js';
import { newTerminal, openTerminal } from '../open-terminal.js';
import { syntheticPalm } from '../palm-source.js';
import { APP_VERSION } from '../register.command.js';
import { register } from '../registering.js';
import { serve } from '../serving.js';
import type { Tenant } from '../tenant.js';
import type { TerminalClient } from '../terminal-client.js';
import { isRefusal } from '../trouble.js';
import { SocketLine } from '../socket-line.js';
import { childOf, pause } from '../waiting.js';
import type { CaptureAnswer, Session } from '../wire.js';
import { isFinal } from '../wire.js';
import { between, type Roll } from './dice.js';
import type { Faults } from './faults.js';
import { calm, FaultyLine } from './faulty-line.js';

export const STATES = ['off', 'registering', 'parked', 'offered', 'capturing', 'rebooting', 'in trouble'] as const;
export type TerminalStateName = (typeof STATES)[number];

export interface FleetTerminalOptions {
  index: number;
  gateway: string;
  faults: Faults;
  /** Of this terminal. */
  roll: Roll;
  /** Which palm lies on the terminal when this member enrolls. */
  palmOf: (memberId: string) => string;
  stop: AbortSignal;
}

export class FleetTerminal {
  state: TerminalStateName = 'off';
  deviceId: string | null = null;
  reboots = 0;
  captures = 0;
  readonly weather = calm();
  /** How each session ended, as this terminal was told. */
  readonly told = new Map<string, Session>();
  private readonly counts = new Map<string, number>();
  private memory!: BriefMemory;
  private resting: TerminalStateName = 'off';

  constructor(private readonly options: FleetTerminalOptions) {}

  /** Shows its code to the tenant, as it would to an admin. */
  async pair(tenant: Tenant): Promise<void> {
    const { index, gateway, stop } = this.options;
    const serial_number = `FLEET-${String(index).padStart(5, '0')}`;
    const about = { serial_number, model: 'Thenar fleet terminal', app_version: APP_VERSION };
    this.memory = new BriefMemory(await newTerminal(gateway, about));
    this.become('registering');
    const { client } = await this.boot(stop);
    const registered = await register({
      client,
      stop,
      show: async ({ registration_code }) => {
        try {
          await tenant.completeRegistration(registration_code, serial_number);
        } catch (error) {
          // the code on the screen is dead; the admin waits for the next one
          if (!isRefusal(error, 'registration_code_not_found')) throw error;
        }
      },
    });
    this.deviceId = registered?.device_id ?? null;
    this.become('off');
  }

  /** Until stopped; a reboot begins it again. */
  async work(): Promise<void> {
    const { stop, faults, roll } = this.options;
    while (!stop.aborted) {
      const power = childOf(stop);
      const { client, line, hangUp } = await this.boot(power.controller.signal);
      const crash = () => {
        line.cut();
        power.controller.abort();
      };
      await this.serveUntil(power.controller.signal, client, crash).finally(hangUp);
      power.release();
      if (stop.aborted) break;
      this.become('rebooting');
      await pause(between(faults.reboot_ms, roll('reboot time', ++this.reboots)), stop);
    }
    this.become('off');
  }

  private async serveUntil(stop: AbortSignal, client: TerminalClient, crash: () => void): Promise<void> {
    const { palmOf } = this.options;
    await serve({
      client,
      stop,
      paceMs: 0,
      palmFor: (session) => syntheticPalm(palmOf(session.member_id), () => `fleet-${++this.captures}`),
      events: {
        parked: () => this.become('parked'),
        offered: () => this.become('offered'),
        acknowledged: () => this.become('capturing'),
        captured: (answer) => this.isUnlucky(answer) && crash(),
        ended: (session) => isFinal(session) && this.told.set(session.session_id, session),
        trouble: () => (this.state = 'in trouble'),
      },
    });
  }

  private isUnlucky({ session }: CaptureAnswer): boolean {
    const { faults, roll } = this.options;
    return !isFinal(session) && roll('reboot', this.captures) < faults.reboot_between_captures;
  }

  /** Every other terminal polls through its socket, and each reboot changes the way: both must tell the same story. */
  private get onSocket(): boolean {
    return (this.options.index + this.reboots) % 2 === 1;
  }

  /** Nonce and connections are gone after a reboot, key and token are not. */
  private async boot(signal: AbortSignal) {
    const { faults, roll } = this.options;
    const skewMs = between(faults.clock_skew_s, roll('clock')) * 1000;
    let line!: FaultyLine;
    let socket: SocketLine | undefined;
    const { client } = await openTerminal(this.memory, {
      now: () => Date.now() + skewMs,
      patience: { signal, giveUpAfterMs: Infinity, onTrouble: () => (this.state = 'in trouble') },
      through: (inner, lineOptions) => {
        const { weather, counts } = this;
        if (this.onSocket) socket = new SocketLine(inner, lineOptions);
        const onAsk = () => (this.state = this.resting);
        return (line = new FaultyLine(socket ?? inner, { faults, roll, weather, counts, onAsk }));
      },
    });
    return { client, line, hangUp: () => socket?.close() };
  }

  private become(state: TerminalStateName): void {
    this.state = state;
    this.resting = state;
  }
}
