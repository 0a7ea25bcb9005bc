/** A registered terminal at a test's gateway, and the tenant's side of what it does. */
import { InMemoryStateStore } from '../../apps/terminal/src/state-store.js';
import { newTerminal, openTerminal, type OpeningOptions } from '../../apps/terminal/src/open-terminal.js';
import { type PalmSource, syntheticPalm } from '../../apps/terminal/src/palm-source.js';
import type { TerminalClient } from '../../apps/terminal/src/terminal-client.js';
import type { Registration, Session } from '../../apps/terminal/src/wire.js';
import type { TestGateway } from './test-gateway.js';
import type { Tenant } from './tenant.js';

export const ABOUT = { serial_number: 'TEST-0001', model: 'test terminal', app_version: '0.1.0' };

export interface TestTerminal {
  client: TerminalClient;
  memory: InMemoryStateStore;
  registration: Registration;
  deviceId: string;
}

/** A terminal that shows a code. */
export async function unpairedTerminal(gateway: TestGateway, options: OpeningOptions = {}) {
  const memory = new InMemoryStateStore(await newTerminal(gateway.url, ABOUT));
  return { memory, ...(await openTerminal(memory, { retry: { giveUpAfterMs: 5_000 }, ...options })) };
}

export async function pairTerminal(
  gateway: TestGateway,
  tenant: Tenant,
  options?: OpeningOptions,
): Promise<TestTerminal> {
  const { client, memory } = await unpairedTerminal(gateway, options);
  const registration = await client.register();
  const { registration_code } = registration;
  const device = await tenant.owner.post(`/v1/projects/${tenant.projectId}/devices`, { registration_code });
  if (device.status !== 201) throw new Error(`not paired: ${device.status} ${device.text}`);
  await client.pollRegistration(registration.registration_id);
  return { client, memory, registration, deviceId: device.body.device_id };
}

export async function addMember(tenant: Tenant, displayName: string): Promise<string> {
  const member = await tenant.backend.post(`/v1/projects/${tenant.projectId}/members`, { display_name: displayName });
  if (member.status !== 201) throw new Error(`no member: ${member.status} ${member.text}`);
  return member.body.member_id;
}

export async function startEnrollment(
  tenant: Tenant,
  deviceId: string,
  body: Record<string, unknown>,
): Promise<Session> {
  const session = await tenant.backend.post(`/v1/devices/${deviceId}/enrollment`, body);
  if (session.status !== 201) throw new Error(`no session: ${session.status} ${session.text}`);
  return session.body;
}

/** The same pictures in every run: chance has no place in a test's verdict. */
export function repeatablePalm(words: string): PalmSource {
  let taken = 0;
  return syntheticPalm(words, () => `test-${++taken}`);
}
