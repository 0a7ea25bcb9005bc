/** A server in a process of its own, whose CPU time is its own; and the requests that it gets. */
import { type ChildProcess, fork } from 'node:child_process';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import type { Ready } from './report.js';

const START_MS = 60_000;

export class Contender {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 16 });

  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
    private readonly ready: Ready,
  ) {}

  static async start(name: string, file: string): Promise<Contender> {
    const child = fork(join(import.meta.dirname, `${file}.js`), {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, NODE_ENV: 'test' },
    });
    return new Contender(name, child, (await answerOf(child, 'ready', START_MS)) as Ready);
  }

  ask<T>(question: string): Promise<T> {
    this.child.send(question);
    return answerOf(this.child, question, START_MS) as Promise<T>;
  }

  /** @returns microseconds of CPU that one request cost the server */
  async round(requests: number): Promise<number> {
    const before = await this.ask<number>('cpu');
    let left = requests;
    const worker = async () => {
      while (left-- > 0) await this.request();
    };
    await Promise.all(Array.from({ length: 16 }, worker));
    return ((await this.ask<number>('cpu')) - before) / requests;
  }

  stop(): Promise<void> {
    this.agent.destroy();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
      this.child.once('exit', () => (clearTimeout(timer), resolve()));
      if (this.name === 'gateway') this.child.disconnect();
      else this.child.kill();
    });
  }

  private request(): Promise<void> {
    const { port, headers } = this.ready;
    return new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port, path: '/v1/api-keys/self', agent: this.agent, headers }, (response) => {
        response.resume();
        response.on('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`${this.name}: ${response.statusCode}`)),
        );
      }).on('error', reject);
    });
  }
}

function answerOf(child: ChildProcess, question: string, withinMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer to "${question}"`)), withinMs);
    const listen = (message: { question: string; answer: unknown }) => {
      if (message.question !== question) return;
      clearTimeout(timer);
      child.off('message', listen);
      resolve(message.answer);
    };
    child.on('message', listen);
  });
}
