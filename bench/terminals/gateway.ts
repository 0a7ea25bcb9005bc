/** The gateway as it ships; a project to begin with, its memory and its CPU time to be asked for. */
import { answer } from '../webhooks/report.js';
import { heldKb } from './memory.js';
import { feelPulse } from './pulse.js';

/** As much of the built gateway as the bench needs: compiling it into the bench would build it twice. */
interface Gateway {
  url: string;
  foundations: { notices: { deliver(payload: string): void } };
  signIn: { issuer: { issue(person: { uid: string; email: string; name: string }): Promise<string> } };
  stop(): Promise<void>;
}
const built = <Module>(path: string): Promise<Module> =>
  import(new URL(`../../apps/gateway/src/${path}.js`, import.meta.url).href) as Promise<Module>;

const { gatewayConfig } = await built<{ gatewayConfig: (env: NodeJS.ProcessEnv) => unknown }>('gateway.config');
const { startGateway } = await built<{ startGateway: (config: unknown) => Promise<Gateway> }>('gateway');
const gateway = await startGateway(gatewayConfig(process.env));

/** What the bench works with: a sandbox project, a key for its backend, a member. */
async function seed() {
  const token = await gateway.signIn.issuer.issue({ uid: 'bench', email: 'bench@example.com', name: 'bench' });
  const post = async (path: string, body: object) => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const response = await fetch(gateway.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (response.status !== 201) throw new Error(`${path} answered ${response.status}`);
    return (await response.json()) as Record<string, string>;
  };
  const { organization_id } = await post('/v1/organizations', { name: 'bench' });
  const { environment_id } = await post(`/v1/organizations/${organization_id}/environments`, {
    name: 'bench',
    mode: 'sandbox',
  });
  const { project_id } = await post(`/v1/organizations/${organization_id}/projects`, { name: 'bench', environment_id });
  const { key } = await post(`/v1/projects/${project_id}/api-keys`, { name: 'bench' });
  const { member_id } = await post(`/v1/projects/${project_id}/members`, { display_name: 'Ada' });
  return { organization_id, project_id, member_id, key, token };
}

/** Every notice is lost from now on. */
function deafen(): void {
  gateway.foundations.notices.deliver = () => undefined;
}

process.on('disconnect', () => void gateway.stop().then(() => process.exit(0)));
answer({ seed, deafen, memory: heldKb, pulse: feelPulse() }, null);
