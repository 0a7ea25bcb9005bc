/** The Java terminal in a process of its own: built once, started, read line by line, killed. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const SDK = join(import.meta.dirname, '../../sdks/java-terminal');
/** As long as something happens, the event may still come. */
const SILENT_MS = 45_000;

export const hasJava = spawnSync('javac', ['-version']).status === 0;
if (!hasJava) process.stderr.write('skipped: javac is not installed, the Java terminal is not tested\n');

/** For tests that need a Java compiler. */
export const withJava = hasJava ? it : xit;

/** @returns the folder of the build, and what the build wrote */
export function buildJava(...targets: string[]): { folder: string; status: number; output: string } {
  const folder = mkdtempSync(join(tmpdir(), 'thenar-java-build-'));
  const { status, stdout, stderr } = spawnSync(join(SDK, 'build.sh'), targets, {
    cwd: SDK,
    env: { ...process.env, OUT: folder },
  });
  return { folder, status: status ?? 1, output: `${stdout.toString()}${stderr.toString()}` };
}

/** The command line of the example, without its options. */
export function exampleCommand(build: string): string[] {
  const classPath = [join(build, 'thenar-terminal.jar'), join(build, 'example')].join(':');
  // small and quick to start: a test starts it hundreds of times
  return ['java', '-Xshare:auto', '-XX:TieredStopAtLevel=1', '-Xmx128m', '-cp', classPath, 'Main'];
}

export interface JavaEvent extends Record<string, unknown> {
  event: string;
}

export class JavaTerminal {
  readonly events: JavaEvent[] = [];
  errors = '';
  private readonly waiting = new Set<() => void>();
  private ended = false;

  private constructor(private readonly child: ChildProcess) {
    child.stderr!.on('data', (chunk: Buffer) => (this.errors += chunk.toString()));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      this.events.push(JSON.parse(line) as JavaEvent);
      this.wake();
    });
    child.on('exit', () => {
      this.ended = true;
      this.wake();
    });
    child.stdin!.on('error', () => undefined); // it may be killed while it is written to
  }

  static start(build: string, options: Record<string, string>): JavaTerminal {
    const [program, ...rest] = exampleCommand(build);
    const given = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    return new JavaTerminal(spawn(program!, [...rest, ...given], { stdio: 'pipe' }));
  }

  /** Keeps a scan of the file. */
  scan(file: string): void {
    this.child.stdin!.write(`scan ${file}\n`);
  }

  /** The first event, from now on or before, that fits. @throws when the process ends without it */
  async event(fits: (event: JavaEvent) => boolean): Promise<JavaEvent> {
    for (let end = performance.now() + SILENT_MS, seen = 0; ; await this.news(1_000)) {
      const found = this.events.find(fits);
      if (found) return found;
      if (this.events.length > seen) end = performance.now() + SILENT_MS;
      seen = this.events.length;
      if (this.ended || performance.now() > end)
        throw new Error(`no such event; last: ${JSON.stringify(this.events.slice(-5))} ${this.errors}`);
    }
  }

  /** SIGKILL: no farewell. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.ended) return;
    const exit = once(this.child, 'exit');
    this.child.kill(signal);
    await exit;
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
  }

  private news(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, withinMs);
      this.waiting.add(done);
    });
  }
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
