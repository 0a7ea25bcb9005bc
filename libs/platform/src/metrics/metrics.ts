/**
 * What a service exports to Prometheus. Events are counted where they happen; states are read when someone asks,
 * and a state that cannot be read in time is left out, so that the others are there when they are needed most.
 */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Sample {
  labels?: Record<string, string>;
  value: number;
}

/** A state, or a sum that is kept elsewhere. Labels name kinds of things, never a thing: no ids. */
export interface GaugeReading {
  name: string;
  help: string;
  kind?: 'gauge' | 'counter';
  labels?: string[];
  read(): Sample[] | Promise<Sample[]>;
}

const READ_WITHIN_MS = 500;

/** A process is one, however many services a test starts in it. */
let ofProcess: Registry | null = null;
function processRegistry(): Registry {
  if (!ofProcess) collectDefaultMetrics({ register: (ofProcess = new Registry()) });
  return ofProcess;
}

export class Metrics {
  readonly contentType = Registry.PROMETHEUS_CONTENT_TYPE;
  private readonly registry = new Registry();
  private readonly readings: { reading: GaugeReading; metric: Gauge | Counter }[] = [];
  private readonly running = new Map<GaugeReading, Promise<boolean>>();

  counter(name: string, help: string, labels: string[] = []): Counter {
    return new Counter({ name, help, labelNames: labels, registers: [this.registry] });
  }

  histogram(name: string, help: string, { labels = [], buckets }: { labels?: string[]; buckets: number[] }): Histogram {
    return new Histogram({ name, help, labelNames: labels, buckets, registers: [this.registry] });
  }

  /** Read at every scrape. */
  reads(reading: GaugeReading): void {
    const { name, help, labels = [], kind = 'gauge' } = reading;
    const Kind = kind === 'gauge' ? Gauge : Counter;
    const metric = new Kind({ name, help, labelNames: labels, registers: [this.registry] });
    this.readings.push({ reading, metric });
  }

  /** In Prometheus' text format. */
  async scrape(): Promise<string> {
    const read = await Promise.all(this.readings.map((one) => this.refresh(one)));
    const silent = new Set(this.readings.filter((_, i) => !read[i]).map(({ reading }) => reading.name));
    const own = this.registry.getMetricsAsArray().filter(({ name }) => !silent.has(name));
    const texts = await Promise.all(own.map(({ name }) => this.registry.getSingleMetricAsString(name)));
    return `${texts.join('\n\n')}\n\n${await processRegistry().metrics()}`;
  }

  /** @returns false when the state could not be read in time */
  private async refresh(one: { reading: GaugeReading; metric: Gauge | Counter }): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), READ_WITHIN_MS)));
    const done = await Promise.race([this.once(one), late]);
    clearTimeout(timer);
    return done;
  }

  /** A reading that hangs is asked once, not by every scrape anew. */
  private once({ reading, metric }: { reading: GaugeReading; metric: Gauge | Counter }): Promise<boolean> {
    let asked = this.running.get(reading);
    if (!asked) {
      asked = (async () => {
        const samples = await reading.read();
        metric.reset();
        for (const { labels = {}, value } of samples) metric.inc(labels, value);
        return true;
      })()
        .catch(() => false)
        .finally(() => this.running.delete(reading));
      this.running.set(reading, asked);
    }
    return asked;
  }
}
