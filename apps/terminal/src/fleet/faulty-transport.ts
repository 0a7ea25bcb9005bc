/** A transport with injected faults: requests and answers are lost, late or sent twice, as the seed decides. */
import type { Transport, TransportRequest } from '../transport.js';
import { PowerLossError, UnreachableError } from '../errors.js';
import { delay } from '../cancellation.js';
import { between, type SeededChance } from './seeded-chance.js';
import type { Faults } from './faults.js';

export interface FaultCounts {
  requests_dropped: number;
  answers_dropped: number;
  duplicates: number;
  slow_acks: number;
}

export function noFaultsYet(): FaultCounts {
  return { requests_dropped: 0, answers_dropped: 0, duplicates: 0, slow_acks: 0 };
}

export interface FaultyOptions {
  faults: Faults;
  /** Of this terminal. */
  chance: SeededChance;
  faultCounts: FaultCounts;
  onSend?: (verb: string) => void;
  /** Requests of each kind so far, kept over reboots so that the sequence of faults goes on. */
  counts: Map<string, number>;
}

export class FaultyTransport implements Transport {
  private powered = true;

  constructor(
    private readonly transport: Transport,
    private readonly options: FaultyOptions,
  ) {}

  /** Simulates a power failure: nothing is sent any more. */
  cutPower(): void {
    this.powered = false;
  }

  /** What happens is decided by the request's kind and number alone, so that a seed repeats it. */
  async send(request: TransportRequest): Promise<unknown> {
    const { faults, chance, faultCounts, onSend, counts } = this.options;
    const verb = verbOf(request.path);
    const number = (counts.get(verb) ?? 0) + 1;
    counts.set(verb, number);
    const happens = (fault: string, likelihood: number) => chance(verb, number, fault) < likelihood;
    this.checkPower();
    onSend?.(verb);
    if (verb === 'ack' && happens('slow', faults.slow_ack)) {
      faultCounts.slow_acks++;
      await delay(between(faults.slow_ack_ms, chance(verb, number, 'slowness')), request.signal);
      this.checkPower();
    }
    if (happens('drop request', faults.drop_request)) {
      faultCounts.requests_dropped++;
      throw new UnreachableError('the request was dropped');
    }
    const answer = await (happens('duplicate', faults.duplicate)
      ? this.sendTwice(request)
      : this.transport.send(request));
    this.checkPower();
    if (happens('drop answer', faults.drop_answer)) {
      faultCounts.answers_dropped++;
      throw new UnreachableError('the answer was dropped');
    }
    return answer;
  }

  /** Both at once; the terminal sees the first answer only. */
  private async sendTwice(request: TransportRequest): Promise<unknown> {
    this.options.faultCounts.duplicates++;
    const [first] = await Promise.allSettled([this.transport.send(request), this.transport.send(request)]);
    if (first.status === 'rejected') throw first.reason as Error;
    return first.value;
  }

  private checkPower(): void {
    if (!this.powered) throw new PowerLossError('the power is off');
  }
}

/** `/v1/terminal/sessions/…/captures` is `captures`: ids differ from run to run, kinds do not. */
export function verbOf(path: string): string {
  const last = path.slice(path.lastIndexOf('/') + 1);
  return path.includes('/registrations/') ? `registration ${last}` : last;
}
