/** A line in bad weather: questions and answers get lost, come late or come twice, as the dice say. */
import type { Line, Question } from '../line.js';
import { PowerOut, Unreachable } from '../trouble.js';
import { pause } from '../waiting.js';
import { between, type Roll } from './dice.js';
import type { Faults } from './faults.js';

export interface Weather {
  requests_dropped: number;
  answers_dropped: number;
  duplicates: number;
  slow_acks: number;
}

export function calm(): Weather {
  return { requests_dropped: 0, answers_dropped: 0, duplicates: 0, slow_acks: 0 };
}

export interface FaultyOptions {
  faults: Faults;
  /** Of this terminal. */
  roll: Roll;
  weather: Weather;
  onAsk?: (verb: string) => void;
  /** Questions of each kind so far, kept over reboots so that fate does not begin again. */
  counts: Map<string, number>;
}

export class FaultyLine implements Line {
  private powered = true;

  constructor(
    private readonly line: Line,
    private readonly options: FaultyOptions,
  ) {}

  /** The terminal's power fails: nothing leaves it any more, not even a farewell. */
  cut(): void {
    this.powered = false;
  }

  /** What happens is decided by the question's kind and number alone, so that a seed repeats it. */
  async ask(question: Question): Promise<unknown> {
    const { faults, roll, weather, onAsk, counts } = this.options;
    const verb = verbOf(question.path);
    const number = (counts.get(verb) ?? 0) + 1;
    counts.set(verb, number);
    const happens = (fault: string, chance: number) => roll(verb, number, fault) < chance;
    this.checkPower();
    onAsk?.(verb);
    if (verb === 'ack' && happens('slow', faults.slow_ack)) {
      weather.slow_acks++;
      await pause(between(faults.slow_ack_ms, roll(verb, number, 'slowness')), question.signal);
      this.checkPower();
    }
    if (happens('drop request', faults.drop_request)) {
      weather.requests_dropped++;
      throw new Unreachable('the question was lost');
    }
    const answer = await (happens('duplicate', faults.duplicate) ? this.askTwice(question) : this.line.ask(question));
    this.checkPower();
    if (happens('drop answer', faults.drop_answer)) {
      weather.answers_dropped++;
      throw new Unreachable('the answer was lost');
    }
    return answer;
  }

  /** Both at once; the terminal sees the first answer only. */
  private async askTwice(question: Question): Promise<unknown> {
    this.options.weather.duplicates++;
    const [first] = await Promise.allSettled([this.line.ask(question), this.line.ask(question)]);
    if (first.status === 'rejected') throw first.reason as Error;
    return first.value;
  }

  private checkPower(): void {
    if (!this.powered) throw new PowerOut('the power is out');
  }
}

/** `/v1/terminal/sessions/…/captures` is `captures`: ids differ from run to run, kinds do not. */
export function verbOf(path: string): string {
  const last = path.slice(path.lastIndexOf('/') + 1);
  return path.includes('/registrations/') ? `registration ${last}` : last;
}
