/** `register`: makes a key, shows a code, waits until an admin has typed it. */
import { hostname } from 'node:os';
import { bigLetters } from './big-letters.js';
import {
  type Command,
  type CommandContext,
  EXIT,
  gatewayOption,
  stateStoreOf,
  retryPolicyOf,
  SHARED_HELP,
  SHARED_OPTIONS,
  retryReporter,
  textOption,
} from './command.js';
import type { FileStateStore } from './state-store.js';
import { newTerminal, openTerminal } from './open-terminal.js';
import { register } from './pairing.js';
import type { About } from './wire.js';

export const APP_VERSION = '0.1.0';

export const command: Command = {
  help: `npm run terminal -- register [--gateway URL] [--serial N] [--model M] [--new]

Makes a key for this terminal, shows a registration code and waits until an admin has typed it.

  --gateway URL  default http://127.0.0.1:3000
  --serial N     serial number it gives, default from this computer's name
  --model M      model it gives, default "Thenar software terminal"
  --new          forgets a registration and key that are there and begins again
${SHARED_HELP}`,
  options: {
    ...SHARED_OPTIONS,
    gateway: { type: 'string' },
    serial: { type: 'string' },
    model: { type: 'string' },
    new: { type: 'boolean' },
  },
  run,
};

async function run(context: CommandContext) {
  const { values, report, stop } = context;
  const { bold, dim, good } = report.style;
  const store = stateStoreOf(values);
  const known = store.exists() && values.new !== true ? store.read() : null;
  if (known?.device_id !== undefined) {
    report.say(`Already registered at ${known.gateway} as device ${known.device_id}. To begin again: register --new`);
    report.result({
      command: 'register',
      status: 'registered',
      device_id: known.device_id,
      project_id: known.project_id,
    });
    return EXIT.ok;
  }
  await prepare(store, context);
  const { client } = await openTerminal(store, { retry: retryPolicyOf(context) });
  const registered = await register({
    client,
    stop,
    retrying: retryReporter(report),
    show: (registration) => {
      report.say(`\n${bold(bigLetters(registration.registration_code))}\n`);
      report.say(`Registration code ${bold(registration.registration_code)}, good for ${registration.expires_in} s.`);
      report.say(dim('An admin of the project types it: POST /v1/projects/{project_id}/devices {"registration_code"}'));
      report.event({ event: 'code', ...registration });
    },
  });
  if (!registered) {
    report.say('Stopped before anybody typed the code.');
    report.result({ command: 'register', status: 'stopped' });
    return EXIT.refused;
  }
  report.say(good(`PairedDevice: device ${registered.device_id} of project ${registered.project_id}`));
  report.result({ command: 'register', ...registered });
  return EXIT.ok;
}

/** A key that was made and never registered is used again. */
async function prepare(store: FileStateStore, { values }: CommandContext): Promise<void> {
  const gateway = gatewayOption(values);
  const about: About = {
    serial_number: textOption(values, 'serial') ?? `SOFT-${hostname().slice(0, 40)}`,
    model: textOption(values, 'model') ?? 'Thenar software terminal',
    app_version: APP_VERSION,
    os_version: `node ${process.versions.node}`,
  };
  if (store.exists() && values.new !== true) store.write({ gateway, about });
  else store.create(await newTerminal(gateway, about));
}
