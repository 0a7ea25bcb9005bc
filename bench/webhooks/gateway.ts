/** The gateway as it ships with a webhook for each receiver; it counts what it asks the database. */
import { answer } from './report.js';
import pg from 'pg';

/** As much of the built gateway as the bench needs: compiling it into the bench would build it twice. */
interface Gateway {
  port: number;
  signIn: { issuer: { issue(person: { uid: string; email: string; name: string }): Promise<string> } };
  stop(): Promise<void>;
}
const built = <Module>(path: string): Promise<Module> =>
  import(new URL(`../../apps/gateway/src/${path}.js`, import.meta.url).href) as Promise<Module>;

let queries = 0;
// eslint-disable-next-line @typescript-eslint/unbound-method -- bound again below, to whoever asks
const query = pg.Client.prototype.query as (...asked: unknown[]) => unknown;
pg.Client.prototype.query = function (this: pg.Client, ...asked: unknown[]) {
  queries++;
  return query.apply(this, asked);
} as never;

const { gatewayConfig } = await built<{ gatewayConfig: (env: NodeJS.ProcessEnv) => unknown }>('gateway.config');
const { startGateway } = await built<{ startGateway: (config: unknown) => Promise<Gateway> }>('gateway');
const gateway = await startGateway(gatewayConfig(process.env));
const url = `http://127.0.0.1:${gateway.port}`;
const token = await gateway.signIn.issuer.issue({ uid: 'bench', email: 'bench@example.com', name: 'bench' });
const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
const post = async (path: string, body: object) => {
  const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  if (response.status !== 201) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as Record<string, string>;
};

/** Each webhook gets the events of one device. */
async function subscribe(ports: number[]) {
  const { organization_id } = await post('/v1/organizations', { name: 'bench' });
  const { project_id } = await post(`/v1/organizations/${organization_id}/projects`, { name: 'bench' });
  const devices = ports.map((_, i) => `00000000-0000-7000-8000-${String(i).padStart(12, '0')}`);
  for (const [i, port] of ports.entries())
    await post(`/v1/projects/${project_id}/webhooks`, {
      url: `https://localhost:${port}/hook`,
      event_types: ['enrollment.completed'],
      filters: { device_id: devices[i] },
    });
  return { organizationId: organization_id, projectId: project_id, devices };
}

process.on('disconnect', () => void gateway.stop().then(() => process.exit(0)));
answer({ subscribe, queries: () => queries }, { port: gateway.port });
