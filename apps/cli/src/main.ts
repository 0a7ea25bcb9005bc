/** `npm run thenar -- login | whoami | devices | members | identify FILE`: the gateway from a command line. */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Asked, devices, identify, members, whoami } from './commands.js';
import { Gateway, Refused } from './gateway-api.js';
import { login } from './login.js';
import { DEFAULT_GATEWAY, keepSettings, readSettings } from './settings.js';

const USAGE = `usage: npm run thenar -- COMMAND [--json]
  login [--gateway URL] [--name NAME]   get a key: somebody approves it in a browser
  whoami                                the key at hand
  devices [--project ID]                devices of a project
  members [--project ID]                members of a project
  backup FILE | restore FILE [--keys FILE]   for operators, on the machine of the gateway
  identify FILE [--project ID] [--hand left|right|unknown] [--kind roi|hand]
`;

const COMMANDS = new Set(['whoami', 'devices', 'members', 'identify']);

class Misused extends Error {}

async function run(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const { positionals, values } = read(args);
  const [command, file] = positionals;
  if (command === 'login') return logIn(env, values);
  if (!COMMANDS.has(command ?? '') || (command === 'identify') !== (file !== undefined)) throw new Misused();
  const settings = readSettings(env);
  if (!settings) throw new Error('There is no key yet: npm run thenar -- login');
  const asked: Asked = {
    gateway: new Gateway(values.gateway ?? settings.gateway, settings.apiKey),
    json: values.json ?? false,
    project: values.project,
    hand: values.hand ?? 'unknown',
    kind: values.kind ?? 'hand',
  };
  if (command === 'whoami') return whoami(asked);
  if (command === 'devices') return devices(asked);
  if (command === 'members') return members(asked);
  return identify(asked, file!);
}

function read(args: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean' }, gateway: text, name: text, project: text, hand: text, kind: text },
    });
  } catch {
    throw new Misused();
  }
}

async function logIn(
  env: NodeJS.ProcessEnv,
  values: { gateway?: string; name?: string; json?: boolean },
): Promise<string> {
  const url = values.gateway ?? env.THENAR_GATEWAY ?? DEFAULT_GATEWAY;
  const { apiKey, keyId, projectId } = await login({
    gateway: new Gateway(url),
    clientName: values.name ?? 'thenar',
    show: (text) => process.stderr.write(`${text}\n`),
    sleep: (ms) => sleep(ms),
  });
  const file = keepSettings(env, { gateway: url, apiKey });
  return values.json
    ? JSON.stringify({ key_id: keyId, project_id: projectId, file })
    : `Logged in; the key is in ${file}`;
}

run(process.argv.slice(2), process.env).then(
  (text) => process.stdout.write(`${text}\n`),
  (error: Error) => {
    process.stderr.write(
      error instanceof Misused ? USAGE : `${error instanceof Refused ? `${error.code}: ` : ''}${error.message}\n`,
    );
    process.exitCode = error instanceof Misused ? 2 : 1;
  },
);
