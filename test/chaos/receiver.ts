/** Where the events go: it answers 200 to all and remembers what came how often. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Arrival {
  type: string;
  /** The scan or enrollment that it is about. */
  subject: string;
  times: number;
  /** Deliveries whose bytes differed from the first. */
  altered: number;
  body: string;
}

export class Receiver {
  readonly arrivals = new Map<string, Arrival>();
  private constructor(private readonly server: Server) {}

  static async open(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        receiver.note(Buffer.concat(chunks).toString());
        response.writeHead(200).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}/hook`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private note(body: string): void {
    const event = JSON.parse(body) as {
      event_id: string;
      type: string;
      data: { enrollment_id?: string; scan_id?: string };
    };
    const known = this.arrivals.get(event.event_id);
    if (known) {
      known.times++;
      if (known.body !== body) known.altered++;
    } else {
      const subject = event.data.enrollment_id ?? event.data.scan_id ?? '';
      this.arrivals.set(event.event_id, { type: event.type, subject, times: 1, altered: 0, body });
    }
  }
}
