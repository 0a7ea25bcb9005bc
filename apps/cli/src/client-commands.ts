/** Commands that speak to a gateway from elsewhere, with a key that a person approved. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, type CommandCall, type CommandResult } from '#platform/commands';
import { type CommandInput, devices, identify, members, whoami } from './commands.js';
import { Gateway } from './gateway-api.js';
import { login } from './login.js';
import { DEFAULT_GATEWAY, keepSettings, readSettings } from './settings.js';

const GROUP = 'Use a gateway';
const GATEWAY = {
  gateway: { value: 'URL', says: `address of the gateway; default: of the login, or ${DEFAULT_GATEWAY}` },
};
const PROJECT = { ...GATEWAY, project: { value: 'ID', says: 'the project, where the key reaches several' } };

export const CLIENT_COMMANDS: readonly Command[] = [
  {
    name: 'login',
    group: GROUP,
    says: 'Gets a key: somebody approves it in a browser.',
    options: { ...GATEWAY, name: { value: 'NAME', says: 'what the key is called; default: thenar' } },
    run: logIn,
  },
  {
    name: 'whoami',
    group: GROUP,
    says: 'Shows the key at hand.',
    options: GATEWAY,
    run: (call) => whoami(askedOf(call)),
  },
  {
    name: 'devices',
    group: GROUP,
    says: 'Lists the devices of a project.',
    options: PROJECT,
    run: (call) => devices(askedOf(call)),
  },
  {
    name: 'members',
    group: GROUP,
    says: 'Lists the members of a project.',
    options: PROJECT,
    run: (call) => members(askedOf(call)),
  },
  {
    name: 'identify',
    group: GROUP,
    says: 'Says whose palm is in a picture.',
    operands: ['FILE'],
    options: {
      ...PROJECT,
      hand: { value: 'HAND', says: 'left, right or unknown; default: unknown' },
      kind: { value: 'KIND', says: 'hand for a picture of a hand, roi for a region cut out of one; default: hand' },
    },
    run: (call) => identify(askedOf(call), call.operands[0]!),
  },
];

function askedOf({ env, options }: CommandCall): CommandInput {
  const settings = readSettings(env);
  if (!settings) throw new Error('There is no key yet: run "thenar login" first.');
  return {
    gateway: new Gateway(options.gateway ?? settings.gateway, settings.apiKey),
    project: options.project,
    hand: options.hand ?? 'unknown',
    kind: options.kind ?? 'hand',
  };
}

async function logIn({ env, options, note }: CommandCall): Promise<CommandResult> {
  const url = options.gateway ?? env.THENAR_GATEWAY ?? DEFAULT_GATEWAY;
  const { apiKey, keyId, projectId } = await login({
    gateway: new Gateway(url),
    clientName: options.name ?? 'thenar',
    show: note,
    sleep: (ms) => sleep(ms),
  });
  const file = keepSettings(env, { gateway: url, apiKey });
  return { text: `Logged in; the key is in ${file}`, data: { key_id: keyId, project_id: projectId, file } };
}
