/** socket.io with nothing around it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { answer } from '../webhooks/report.js';
import { heldKb } from './memory.js';

const server = createServer();
const sockets: Socket[] = [];
new Server(server, { transports: ['websocket'], serveClient: false, perMessageDeflate: false }).on(
  'connection',
  (socket) => sockets.push(socket),
);
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

const send = ({ index, word }: { index: number; word: string }) => void sockets[index]!.emit('offered', { word });
process.on('disconnect', () => process.exit(0));
answer({ memory: heldKb, count: () => sockets.length, send }, { port: (server.address() as AddressInfo).port });
