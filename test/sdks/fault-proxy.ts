/** A proxy that treats every answer as configured: lets it pass, loses request or answer, refuses in its own words, sends twice. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export type Fault = 'none' | 'lost-request' | 'lost-answer' | '429' | '503' | 'twice' | 'cut';

export class FaultProxy {
  /** The faults of the next requests, first come first served. */
  readonly faults: Fault[] = [];
  asked = 0;
  private server: Server;

  constructor(private readonly target: string) {}

  async start(): Promise<string> {
    this.server = createServer((request, response) => void this.handle(request, response));
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.asked++;
    const fault = this.faults.shift() ?? 'none';
    const body = await buffer(request);
    if (fault === 'lost-request') return void response.destroy();
    if (fault === '429' || fault === '503')
      return void response.writeHead(Number(fault), { 'retry-after': '0', 'content-type': 'text/html' }).end('<html>');
    if (fault === 'twice') await this.forward(request, body);
    const { status, type, text } = await this.forward(request, body);
    if (fault === 'lost-answer') return void response.destroy();
    response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) });
    if (fault !== 'cut') return void response.end(text);
    response.write(text.slice(0, 10), () => response.destroy());
  }

  private async forward(
    request: IncomingMessage,
    body: Buffer,
  ): Promise<{ status: number; type: string; text: string }> {
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
    const answer = await fetch(this.target + request.url!, {
      method: request.method!,
      headers: headers as Record<string, string>,
      ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
    });
    return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() };
  }
}
