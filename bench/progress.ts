/** A bar on a terminal, silence elsewhere. */
export interface Progress {
  step(by?: number): void;
  end(): void;
}

const WIDTH = 40;
const REDRAW_MS = 100;

export function progress(label: string, total: number): Progress {
  if (!process.stderr.isTTY) return { step: () => undefined, end: () => undefined };
  let done = 0;
  let drawn = 0;
  const draw = () => {
    const part = total === 0 ? 1 : done / total;
    const filled = Math.round(part * WIDTH);
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
    process.stderr.write(`\r${label.padEnd(12)} ${bar} ${(part * 100).toFixed(1).padStart(5)} %`);
  };
  return {
    step(by = 1) {
      done += by;
      if (Date.now() - drawn < REDRAW_MS) return;
      drawn = Date.now();
      draw();
    },
    end() {
      draw();
      process.stderr.write('\n');
    },
  };
}
