/** A TCP proxy before PostgreSQL that misbehaves as servers, firewalls and balancers do, and counts who connects. */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** What a client is refused with: SQLSTATE and message of PostgreSQL. */
export const REFUSALS = {
  starting: ['57P03', 'the database system is starting up'],
  'shutting-down': ['57P03', 'the database system is shutting down'],
  login: ['28P01', 'password authentication failed for user "x"'],
  'no-entry': ['28000', 'no pg_hba.conf entry for host "127.0.0.1", user "x", database "x", no encryption'],
  'no-database': ['3D000', 'database "x" does not exist'],
  full: ['53300', 'sorry, too many clients already'],
  memory: ['53200', 'out of memory'],
} as const;
type Refusal = keyof typeof REFUSALS;
/** `pass` as a wire; a refusal; `hang-up` without a word; `swallow`: takes bytes and passes none. */
export type ProxyMode = 'pass' | 'hang-up' | 'swallow' | Refusal;

interface Pair {
  client: Socket;
  server: Socket | null;
  /** Forgotten by the firewall: open on both ends, and nothing passes. */
  isStranded: boolean;
  name: string;
  isReady: boolean;
}

export class DatabaseProxy {
  mode: ProxyMode = 'pass';
  /** Before each byte that passes, in both directions. */
  delayMs = 0;
  private readonly pairs = new Set<Pair>();
  private readonly counts = new Map<string, { attempts: number; mostAtOnce: number }>();

  private constructor(
    private readonly listener: Server,
    private readonly target: { host: string; port: number },
  ) {
    listener.on('connection', (client) => this.accept(client));
  }

  /** @param url of the database behind it */
  static async open(url: string): Promise<DatabaseProxy> {
    const { hostname, port } = new URL(url);
    const listener = createServer();
    const proxy = new DatabaseProxy(listener, { host: hostname || '127.0.0.1', port: Number(port || 5432) });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** The same database, through the proxy. */
  urlOf(url: string): string {
    const { port } = this.listener.address() as AddressInfo;
    return Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).toString();
  }

  /** Attempts to connect under that application name since the last `forgetCounts`, and the most that were under way at once. */
  countsOf(applicationName: string): { attempts: number; mostAtOnce: number } {
    return this.counts.get(applicationName) ?? { attempts: 0, mostAtOnce: 0 };
  }

  forgetCounts(): void {
    this.counts.clear();
  }

  openConnections(applicationName?: string): number {
    return [...this.pairs].filter(({ name }) => applicationName === undefined || name === applicationName).length;
  }

  /** From now on as `mode` says; what is open is cut. */
  turnTo(mode: ProxyMode): void {
    this.mode = mode;
    for (const { client, server } of this.pairs) {
      client.destroy();
      server?.destroy();
    }
  }

  /** What is open now is forgotten without a word; what is opened later passes. */
  strand(): void {
    for (const pair of this.pairs) pair.isStranded = true;
  }

  async close(): Promise<void> {
    this.turnTo('hang-up');
    await new Promise<void>((resolve) => this.listener.close(() => resolve()));
  }

  private accept(client: Socket): void {
    const pair: Pair = { client, server: null, isStranded: false, name: '', isReady: false };
    this.pairs.add(pair);
    client.on('error', () => undefined);
    client.once('close', () => {
      this.pairs.delete(pair);
      if (!pair.isStranded) pair.server?.destroy();
    });
    client.once('data', (startup: Buffer) => this.begin(pair, startup));
  }

  private begin(pair: Pair, startup: Buffer): void {
    pair.name = parameterOf(startup, 'application_name');
    this.count(pair);
    if (this.mode === 'hang-up') return void pair.client.destroy();
    if (this.mode === 'swallow') return;
    if (this.mode !== 'pass') return void pair.client.end(fatal(REFUSALS[this.mode]));
    const server = connect(this.target.port, this.target.host);
    pair.server = server;
    server.on('error', () => undefined);
    server.once('close', () => !pair.isStranded && pair.client.destroy());
    server.write(startup);
    const passes = () => !pair.isStranded && this.mode !== 'swallow';
    server.on('data', (bytes: Buffer) => {
      if (isReadyForQuery(bytes)) pair.isReady = true;
      this.later(() => passes() && pair.client.write(bytes));
    });
    pair.client.on('data', (bytes: Buffer) => this.later(() => passes() && server.write(bytes)));
  }

  private later(pass: () => unknown): void {
    if (this.delayMs > 0) setTimeout(pass, this.delayMs);
    else pass();
  }

  private count({ name }: Pair): void {
    const count = this.counts.get(name) ?? { attempts: 0, mostAtOnce: 0 };
    count.attempts++;
    const underWay = [...this.pairs].filter((pair) => pair.name === name && !pair.isReady).length;
    count.mostAtOnce = Math.max(count.mostAtOnce, underWay);
    this.counts.set(name, count);
  }
}

/** A parameter of PostgreSQL's startup message: length, version, then name and value by turns, each ended by a zero. */
function parameterOf(startup: Buffer, name: string): string {
  const fields = startup.subarray(8).toString('latin1').split('\0');
  for (let i = 0; i + 1 < fields.length; i += 2) if (fields[i] === name) return fields[i + 1]!;
  return '';
}

/** The last message of a login is ReadyForQuery: Z, length 5, the state of the transaction. */
const isReadyForQuery = (bytes: Buffer): boolean => bytes.length >= 6 && bytes[bytes.length - 6] === 0x5a;

function fatal([code, message]: readonly [string, string]): Buffer {
  const body = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
