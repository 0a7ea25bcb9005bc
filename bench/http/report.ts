/** How a server process reports to the bench where it listens and what it has used. */

export interface Ready {
  port: number;
  headers: Record<string, string>;
}

/** Answers `cpu` with the microseconds used so far; the bench ends the process. */
export function reportTo(ready: Ready, more: Record<string, () => Promise<unknown>> = {}): void {
  // eslint-disable-next-line @typescript-eslint/no-misused-promises -- a failure ends this measuring process, as it should
  process.on('message', async (question: string) => {
    const answer = question === 'cpu' ? cpuMicroseconds() : await more[question]!();
    process.send!({ question, answer });
  });
  process.send!({ question: 'ready', answer: ready });
}

function cpuMicroseconds(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
