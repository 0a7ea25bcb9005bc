/** Many small questions to the database become few statements: what comes while one is under way goes with the next. */
import { AsyncResource } from 'node:async_hooks';
import { problem } from '#platform/problems';

export interface BatchOptions<Question, Answer> {
  /** Answers in the order of the questions; an error in place of an answer refuses that question alone. */
  ask(questions: Question[]): Promise<(Answer | Error)[]>;
  /** Questions that go together. Their answers are worked on in one turn of the loop, which nobody else gets meanwhile. */
  most: number;
  /** Statements under way at a time; the rest waits its turn instead of competing for connections. */
  atOnce: number;
  /** From one statement to the next at least; for answers that nobody is in a hurry for. None: the next turn of the loop. */
  apartMs?: number;
  /** Waiting questions beyond this are refused as `unavailable`. */
  mostWaiting?: number;
}

interface QueuedQuestion<Question, Answer> {
  question: Question;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

const MAX_WAITING = 20_000;

export class Batch<Question, Answer> {
  private waiting: QueuedQuestion<Question, Answer>[] = [];
  private underWay = 0;
  private scheduled = false;
  private beganMs = -Infinity;
  /** A batch belongs to no request: it must not join what one of them does in its own transaction. */
  private readonly outside = new AsyncResource('Batch');

  constructor(private readonly options: BatchOptions<Question, Answer>) {}

  /** @throws Problem `unavailable` when too many wait already */
  ask(question: Question): Promise<Answer> {
    if (this.waiting.length >= (this.options.mostWaiting ?? MAX_WAITING))
      return Promise.reject(problem.unavailable('Too much is waiting right now; try again.'));
    return new Promise((resolve, reject) => {
      this.waiting.push({ question, resolve, reject });
      this.schedule();
    });
  }

  /** In the next turn of the loop, so that what arrives in one goes together. */
  private schedule(): void {
    if (this.scheduled || this.waiting.length === 0 || this.underWay >= this.options.atOnce) return;
    this.scheduled = true;
    const restMs = this.beganMs + (this.options.apartMs ?? 0) - performance.now();
    if (restMs > 0) setTimeout(() => this.begin(), restMs);
    else setImmediate(() => this.begin());
  }

  private begin(): void {
    this.scheduled = false;
    this.underWay++;
    this.beganMs = performance.now();
    const some = this.waiting.splice(0, this.options.most);
    void this.outside
      .runInAsyncScope(() => this.run(some))
      .finally(() => {
        this.underWay--;
        this.schedule();
      });
    this.schedule();
  }

  private async run(some: QueuedQuestion<Question, Answer>[]): Promise<void> {
    try {
      const answers = await this.options.ask(some.map(({ question }) => question));
      some.forEach(({ resolve, reject }, i) => {
        const answer = answers[i]!;
        if (answer instanceof Error) reject(answer);
        else resolve(answer);
      });
    } catch (error) {
      for (const { reject } of some) reject(error);
    }
  }
}
