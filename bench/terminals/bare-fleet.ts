/** Sockets of socket.io with nothing around them. */
import { io, type Socket } from 'socket.io-client';
import { nowMs } from '../webhooks/events.js';
import { answer } from '../webhooks/report.js';

const open: Socket[] = [];
let arrivals: [word: string, atMs: number][] = [];

function connect({ count, port }: { count: number; port: number }): void {
  for (let i = 0; i < count; i++) {
    const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true });
    socket.on('offered', ({ word }: { word: string }) => arrivals.push([word, nowMs()]));
    open.push(socket);
  }
}

function takeArrivals(): [string, number][] {
  const taken = arrivals;
  arrivals = [];
  return taken;
}

process.on('disconnect', () => process.exit(0));
answer({ connect, arrivals: takeArrivals }, null);
