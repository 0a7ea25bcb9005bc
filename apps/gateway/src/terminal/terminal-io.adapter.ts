/** The socket server beside the HTTP API: WebSocket only, small frames, no compression; captures go by HTTP. */
import { IoAdapter } from '@nestjs/platform-socket.io';
import { createAdapter } from '@socket.io/redis-adapter';
import type { Redis } from 'ioredis';
import { type Namespace, Server, type ServerOptions } from 'socket.io';

export const SOCKET_LIMITS: Partial<ServerOptions> = {
  path: '/socket.io/',
  transports: ['websocket'],
  serveClient: false,
  perMessageDeflate: false,
  maxHttpBufferSize: 64 * 1024,
  connectTimeout: 10_000,
  pingInterval: 25_000,
  pingTimeout: 20_000,
};

export class TerminalIoAdapter extends IoAdapter {
  constructor(
    app: ConstructorParameters<typeof IoAdapter>[0],
    private readonly redis: { publisher: Redis; subscriber: Redis } | null,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const server = super.createIOServer(port, { ...options, ...SOCKET_LIMITS } as ServerOptions) as Server;
    if (this.redis) server.adapter(createAdapter(this.redis.publisher, this.redis.subscriber));
    return server;
  }

  /** The sockets only: the library would close the HTTP server under the requests that are still being answered. */
  override async close(server: Server | Namespace): Promise<void> {
    if (!(server instanceof Server)) return; // Nest closes the namespace too
    server.of('/terminal').local.disconnectSockets(true);
    await server.of('/terminal').adapter.close();
    server.engine.close();
  }
}
