/** News between the processes of one database, by LISTEN/NOTIFY; whoever listens must also sweep, because a notice can be missed. */
import pg from 'pg';
import type { Clock } from '#platform/clock';
import type { Tx } from '#platform/database';

export interface Notification {
  topic: string;
  /** Ids only: a notice is seen by everyone who may LISTEN. */
  id: string;
}

const CHANNEL = 'thenar';
const RETRY_MS = 500;

export interface NotificationsOptions {
  url: string;
  clock: Clock;
  warn(message: string, error: unknown): void;
}

export class Notifications {
  private readonly listeners = new Map<string, ((id: string) => void)[]>();
  private readonly stop = new AbortController();
  private client: pg.Client | null = null;
  private reconnected: (() => void)[] = [];

  private constructor(private readonly options: NotificationsOptions) {}

  static async open(options: NotificationsOptions): Promise<Notifications> {
    const notifications = new Notifications(options);
    await notifications.connect();
    return notifications;
  }

  /** Told when the transaction commits, to every process, this one included. */
  static async publish(tx: Tx, topic: string, id: string): Promise<void> {
    await tx.query('SELECT pg_notify($1, $2)', [CHANNEL, `${topic} ${id}`]);
  }

  subscribe(topic: string, listener: (id: string) => void): void {
    this.listeners.set(topic, [...(this.listeners.get(topic) ?? []), listener]);
  }

  /** Called after a lost connection is back: anything may have been missed. */
  onReconnect(listener: () => void): void {
    this.reconnected.push(listener);
  }

  /** False while the connection is being made anew. */
  connected(): boolean {
    return this.client !== null;
  }

  async close(): Promise<void> {
    this.stop.abort(new Error('closing'));
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.options.url,
      application_name: 'thenar notices',
      keepAlive: true,
      connectionTimeoutMillis: 2000,
    });
    client.on('notification', ({ payload }) => this.deliver(payload ?? ''));
    client.on('error', () => undefined); // "end" follows and reconnects
    client.once('end', () => void this.reconnect());
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
    this.client = client;
  }

  private deliver(payload: string): void {
    const [topic, id] = payload.split(' ');
    for (const listener of this.listeners.get(topic ?? '') ?? []) listener(id ?? '');
  }

  private async reconnect(): Promise<void> {
    this.client = null;
    while (!this.stop.signal.aborted) {
      try {
        await this.options.clock.sleep(RETRY_MS, this.stop.signal);
        await this.connect();
        for (const listener of this.reconnected) listener();
        return;
      } catch (error) {
        if (!this.stop.signal.aborted) this.options.warn('notices: the database is away', error);
      }
    }
  }
}
