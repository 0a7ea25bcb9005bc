/** How a process of the bench answers what it is asked. */

/** `cpu` answers the microseconds used so far; the process ends when the bench lets go of it. */
export function answer(questions: Record<string, (asked: never) => unknown>, ready: unknown): void {
  const known: Record<string, (asked: never) => unknown> = { cpu: cpuMicroseconds, ...questions };
  process.on('message', ({ question, asked }: { question: string; asked: never }) => {
    void Promise.resolve(known[question]!(asked)).then((said) => process.send!({ question, answer: said }));
  });
  process.send!({ question: 'ready', answer: ready });
}

function cpuMicroseconds(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
