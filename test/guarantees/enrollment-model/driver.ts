/** How a run of the model reaches the gateways: their services in this process, or real processes over HTTP. */

/** What a verb answered: a refusal's code, or what it brought. */
export interface DriverAnswer {
  refused: string | null;
  session?: { session_id: string; status: string; version: number } | null;
  challenge?: string | null;
  accepted?: boolean;
}

export interface Capture {
  image: string;
  kind: 'roi';
  hand: 'left';
}

export interface SentCapture {
  seq: number;
  challenge: string;
  capture: Capture;
}

export interface Driver {
  /** Terminals authenticate over HTTP, which a disabled one cannot. */
  readonly authenticates: boolean;
  /** Unix milliseconds by the gateways' clock. */
  nowMs(): number;
  /** Moves time on; what is over by then has ended when this resolves. */
  advance(ms: number): Promise<void>;
  /** A device and its terminal. */
  pair(): Promise<string>;
  member(): Promise<string>;
  start(at: number, deviceId: string, body: object): Promise<DriverAnswer>;
  cancel(at: number, deviceId: string, sessionId: string): Promise<DriverAnswer>;
  /** The tenant's poll. */
  follow(at: number, deviceId: string, sessionId: string, lastVersion: number): Promise<DriverAnswer>;
  /** The terminal's poll. */
  poll(
    at: number,
    deviceId: string,
    known: { waitS: number; sessionId?: string; version?: number },
  ): Promise<DriverAnswer>;
  ack(at: number, deviceId: string, sessionId: string): Promise<DriverAnswer>;
  capture(at: number, deviceId: string, sessionId: string, body: SentCapture): Promise<DriverAnswer>;
  fail(at: number, deviceId: string, sessionId: string): Promise<DriverAnswer>;
  enable(at: number, deviceId: string, enabled: boolean): Promise<DriverAnswer>;
  deleteMember(at: number, memberId: string): Promise<DriverAnswer>;
  /** One of the two gateways ends and begins again on the same database. */
  restart(at: number): Promise<void>;
  query<Row extends object>(sql: string, parameters?: unknown[]): Promise<Row[]>;
}
