/** From a registration code to a palm that is not enrolled; each line is taken from the gateway's answers. */
import { identify } from '../identify.command.js';
import { InMemoryStateStore } from '../state-store.js';
import { newTerminal, openTerminal } from '../open-terminal.js';
import { type PalmSource, syntheticPalm } from '../palm-source.js';
import { APP_VERSION } from '../register.command.js';
import { register } from '../pairing.js';
import { runTerminal } from '../terminal-loop.js';
import { type Device, type DevelopmentFile, type Member, Tenant } from '../tenant.js';
import type { TerminalClient } from '../terminal-client.js';

export interface Outcome {
  paired: boolean;
  enrolled: boolean;
  identified: boolean;
  unknown_palm_refused: boolean;
  members: number;
  scan_results: number;
}

/** Who does what, for the transcript. */
export type Narrator = (who: string, what: string, good?: boolean) => void;

interface ScenarioContext {
  tenant: Tenant;
  client: TerminalClient;
  narrate: Narrator;
  stop: AbortSignal;
}

interface Person {
  name: string;
  hand: 'left' | 'right';
  palm: PalmSource;
}

/** Pictures of a palm that are new within the demo and the same in every demo, so that its output is always the same. */
function person(name: string, hand: 'left' | 'right'): Person {
  let taken = 0;
  return { name, hand, palm: syntheticPalm(`${name.toLowerCase()}:${hand}`, () => `demo-${++taken}`) };
}

/** Fills `outcome` as it goes, so that a run that fails shows how far it came. */
export async function runScenario(
  facts: DevelopmentFile,
  how: { narrate: Narrator; stop: AbortSignal; outcome: Outcome },
): Promise<void> {
  const { narrate, stop, outcome } = how;
  const tenant = new Tenant(facts);
  const about = { serial_number: 'DEMO-0001', model: 'Thenar software terminal', app_version: APP_VERSION };
  const { client } = await openTerminal(new InMemoryStateStore(await newTerminal(facts.base_url, about)), {
    retry: { signal: stop },
  });
  const context = { tenant, client, narrate, stop };
  const device = await pair(context);
  outcome.paired = true;
  await tenant.showNames();
  const people = [person('Alice', 'left'), person('Bob', 'right'), person('Carol', 'left')];
  const members = await enrollAll(context, device, people);
  outcome.enrolled = members.size === people.length;
  outcome.identified = await identifyAll(context, members);
  outcome.unknown_palm_refused = await refuseUnknownPalm(context);
  outcome.members = (await tenant.listMembers()).length;
  outcome.scan_results = await listResults(context);
}

async function pair({ tenant, client, narrate, stop }: ScenarioContext): Promise<Device> {
  let device: Device | undefined;
  const registered = await register({
    client,
    stop,
    show: async ({ registration_code }) => {
      narrate('terminal', `makes its key and shows the code ${registration_code}`);
      device = await tenant.completeRegistration(registration_code, 'Till 1');
    },
  });
  if (!device || registered?.device_id !== device.device_id) {
    throw new Error('the terminal and the administrator received different devices');
  }
  narrate('admin', `types it: the terminal is now device "${device.name}"`, true);
  return device;
}

/** The terminal works in the background, as it does in a shop; the tenant starts one session after the other. */
async function enrollAll(context: ScenarioContext, device: Device, people: Person[]): Promise<Map<Member, Person>> {
  const { tenant, client, narrate, stop } = context;
  const palms = new Map<string, PalmSource>();
  const enrolled = new Map<Member, Person>();
  const working = new AbortController();
  const stopWorking = () => working.abort();
  stop.addEventListener('abort', stopWorking);
  const terminal = runTerminal({
    client,
    stop: working.signal,
    paceMs: 0,
    palmFor: (session) => palms.get(session.member_id)!,
  });
  terminal.catch(() => undefined); // awaited below
  for (const someone of people) {
    const member = await tenant.createMember(someone.name);
    palms.set(member.member_id, someone.palm);
    const started = await tenant.startEnrollment(device.device_id, { member_id: member.member_id, hand: someone.hand });
    const session = await Promise.race([tenant.awaitEnd(device.device_id, started), terminal.then(() => started)]);
    if (stop.aborted) throw new Error('stopped');
    const completed = session.status === 'completed';
    const { captures_accepted } = session.progress;
    const how = completed
      ? `${captures_accepted} captures of the ${someone.hand} palm`
      : `${session.status} ${session.failure_code ?? ''}`;
    narrate(someone.name, `enrolls at the terminal: ${how}`, completed);
    if (completed) enrolled.set(member, someone);
  }
  stopWorking();
  await terminal;
  stop.removeEventListener('abort', stopWorking);
  return enrolled;
}

async function identifyAll(
  { tenant, client, narrate }: ScenarioContext,
  members: Map<Member, Person>,
): Promise<boolean> {
  let all = members.size > 0;
  for (const [member, someone] of members) {
    const scan = await identify(client, someone.palm);
    const recorded = scan.scan_id === null ? null : await tenant.scanResult(scan.scan_id);
    const atTerminal = scan.matched && recorded?.member_id === member.member_id;
    const found = await tenant.identify(await someone.palm.take(someone.hand));
    const byServer = found.matched && found.member_id === member.member_id;
    const shown = scan.member?.display_name;
    const name = typeof shown === 'string' ? shown : member.member_id;
    const greeting = atTerminal ? `the terminal greets ${name}` : 'the terminal does not know the palm';
    const lookup = byServer ? `the API agrees (confidence ${found.confidence})` : 'the API does not';
    narrate(someone.name, `comes back, a new picture each time: ${greeting}, ${lookup}`, atTerminal && byServer);
    all &&= atTerminal && byServer;
  }
  return all;
}

async function refuseUnknownPalm({ tenant, client, narrate }: ScenarioContext): Promise<boolean> {
  const unknown = person('Mallory', 'left');
  const scan = await identify(client, unknown.palm);
  const found = await tenant.identify(await unknown.palm.take('left'));
  const refused = !scan.matched && !found.matched && found.member_id === null;
  narrate(
    'not enrolled',
    refused ? 'is known neither to the terminal nor to the API' : 'is taken for a member',
    refused,
  );
  return refused;
}

async function listResults({ tenant, narrate }: ScenarioContext): Promise<number> {
  const { data, total } = await tenant.listScanResults();
  const counts = new Map<string, number>();
  for (const { operation, result } of data) {
    const kind = `${operation} ${result}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const listed = [...counts].map(([kind, count]) => `${count} × ${kind}`).join(', ');
  narrate('records', `${total} scan results: ${listed}`);
  return total;
}
