/** A process whose CPU time is its own, and what the bench asks it. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

const ANSWER_MS = 180_000;
const END_MS = 12_000;

export class MeasuredProcess<Ready> {
  private constructor(
    private readonly child: ChildProcess,
    readonly ready: Ready,
  ) {}

  static async start<Ready>(file: string, env: Record<string, string>): Promise<MeasuredProcess<Ready>> {
    const child = fork(join(import.meta.dirname, `${file}.js`), {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, ...env },
    });
    return new MeasuredProcess(child, (await answerOf(child, 'ready')) as Ready);
  }

  ask<T>(question: string, asked?: unknown): Promise<T> {
    const said = answerOf(this.child, question) as Promise<T>;
    this.child.send({ question, asked });
    return said;
  }

  /** Without a word, as a power failure would. */
  kill(): Promise<void> {
    return new Promise((resolve) => {
      this.child.once('exit', () => resolve());
      this.child.kill('SIGKILL');
    });
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      if (this.child.exitCode !== null || this.child.signalCode !== null) return resolve();
      const timer = setTimeout(() => this.child.kill('SIGKILL'), END_MS);
      this.child.once('exit', () => (clearTimeout(timer), resolve()));
      this.child.disconnect();
    });
  }
}

function answerOf(child: ChildProcess, question: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      clearTimeout(timer);
      child.off('message', listen).off('exit', died);
    };
    const fail = (why: string) => {
      leave();
      reject(new Error(`${why} "${question}"`));
    };
    const died = () => fail('the process ended before it answered');
    const timer = setTimeout(() => fail('no answer to'), ANSWER_MS);
    const listen = (message: { question: string; answer: unknown }) => {
      if (message.question !== question) return;
      leave();
      resolve(message.answer);
    };
    child.on('message', listen).once('exit', died);
  });
}
