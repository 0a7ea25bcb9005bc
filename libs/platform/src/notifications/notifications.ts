/** Notifications between the processes of one database, by LISTEN/NOTIFY; whoever listens must also sweep, because one can be missed. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Tx } from '#platform/database';
import { Reconnector, type ReconnectorOptions } from '#platform/reconnect';

export interface Notification {
  topic: string;
  /** Ids only: a notification is seen by everyone who may LISTEN. */
  id: string;
}

const CHANNEL = 'thenar';
const HEARTBEAT = 'heartbeat';
/** Under which the listener's connection stands in pg_stat_activity. */
const LISTENER_NAME = 'thenar notices';
const CONNECT_MS = 4_000;

export interface NotificationsOptions {
  url: string;
  log: ReconnectorOptions<unknown>['log'];
  /** Other times than the usual ones. */
  times?: ReconnectorOptions<unknown>['times'];
}

export class Notifications {
  private readonly listeners = new Map<string, ((id: string) => void)[]>();
  private readonly onReturn: (() => void)[] = [];
  private readonly reconnector: Reconnector<pg.Client>;
  /** What this process says to itself, to hear whether the connection still carries anything. */
  private readonly heartbeatId = randomUUID();
  private heard: () => void = () => undefined;

  private constructor(private readonly options: NotificationsOptions) {
    this.reconnector = new Reconnector({
      name: 'notifications of the database',
      open: (signal, lost) => this.connect(signal, lost),
      close: destroy,
      probe: (client) => this.beat(client),
      onReturn: () => this.onReturn.forEach((listener) => listener()),
      log: options.log,
      ...(options.times ? { times: options.times } : {}),
    });
  }

  /** @throws when the database refuses the first connection */
  static async open(options: NotificationsOptions): Promise<Notifications> {
    const notifications = new Notifications(options);
    await notifications.reconnector.start();
    return notifications;
  }

  /** Sent when the transaction commits, to every process, this one included. */
  static async publish(tx: Tx, topic: string, id: string): Promise<void> {
    await tx.query('SELECT pg_notify($1, $2)', [CHANNEL, `${topic} ${id}`]);
  }

  subscribe(topic: string, listener: (id: string) => void): void {
    this.listeners.set(topic, [...(this.listeners.get(topic) ?? []), listener]);
  }

  /** Called after a lost connection is back: anything may have been missed. */
  onReconnect(listener: () => void): void {
    this.onReturn.push(listener);
  }

  /** False while the connection is being made anew. */
  connected(): boolean {
    return this.reconnector.current() !== null;
  }

  async close(): Promise<void> {
    await this.reconnector.close();
  }

  private async connect(signal: AbortSignal, lost: (error?: unknown) => void): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.options.url,
      application_name: LISTENER_NAME,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_MS,
    });
    client.on('notification', ({ payload }) => this.deliver(payload ?? ''));
    client.on('error', lost);
    client.once('end', () => lost());
    const giveUp = () => destroy(client);
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      return client;
    } catch (error) {
      destroy(client);
      throw error;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  /** A notification to itself: that a statement is answered does not show that notifications arrive. */
  private async beat(client: pg.Client): Promise<void> {
    const heard = new Promise<void>((resolve) => (this.heard = resolve));
    await client.query('SELECT pg_notify($1, $2)', [CHANNEL, `${HEARTBEAT} ${this.heartbeatId}`]);
    await heard;
  }

  private deliver(payload: string): void {
    const [topic = '', id = ''] = payload.split(' ');
    if (topic === HEARTBEAT) return void (id === this.heartbeatId && this.heard());
    for (const listener of this.listeners.get(topic) ?? []) listener(id);
  }
}

/** Without a farewell, which a silent server would never answer. */
function destroy(client: pg.Client): void {
  const { stream } = (client as unknown as { connection: { stream: { destroy(): void } } }).connection;
  stream.destroy();
}
