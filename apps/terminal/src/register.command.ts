/** `register`: makes a key, shows a code, waits until an admin has entered it. */
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
import { DEFAULT_DEVELOPMENT_FILE, readDevelopmentFile } from './development-file.js';
import { register } from './pairing.js';
import { Tenant } from './tenant.js';
import type { About } from './wire.js';

export const APP_VERSION = '0.2.0';

export const command: Command = {
  help: `npm run terminal -- register [--gateway URL] [--serial N] [--model M] [--new] [--approve]

Makes a key for this terminal, shows a registration code and waits until an admin has entered it.

  --gateway URL  default http://127.0.0.1:3000
  --serial N     serial number it gives, default from this computer's name
  --model M      model it gives, default "Thenar software terminal"
  --new          forgets an existing registration and key and begins again
  --approve      enters the code too, as the admin of a gateway in development
  --dev FILE     its dev.json, default ${DEFAULT_DEVELOPMENT_FILE}
${SHARED_HELP}`,
  options: {
    ...SHARED_OPTIONS,
    gateway: { type: 'string' },
    serial: { type: 'string' },
    model: { type: 'string' },
    new: { type: 'boolean' },
    approve: { type: 'boolean' },
    dev: { type: 'string' },
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
  const admin = values.approve === true ? new Tenant(readDevelopmentFile(values)) : null;
  await prepare(store, context, admin?.gateway);
  const { client } = await openTerminal(store, { retry: retryPolicyOf(context) });
  const registered = await register({
    client,
    stop,
    retrying: retryReporter(report),
    show: async (registration) => {
      report.say(`\n${bold(bigLetters(registration.registration_code))}\n`);
      report.say(`Registration code ${bold(registration.registration_code)}, good for ${registration.expires_in} s.`);
      report.event({ event: 'code', ...registration });
      if (admin) await admin.completeRegistration(registration.registration_code, 'Entrance');
      else report.say(dim('An admin enters it in the console, or: POST /v1/projects/{project_id}/devices'));
    },
  });
  if (!registered) {
    report.say('Stopped before the code was entered.');
    report.result({ command: 'register', status: 'stopped' });
    return EXIT.refused;
  }
  report.say(good(`Paired: device ${registered.device_id} of project ${registered.project_id}`));
  report.result({ command: 'register', ...registered });
  return EXIT.ok;
}

/** A key that was made and never registered is used again. */
async function prepare(store: FileStateStore, { values }: CommandContext, development?: string): Promise<void> {
  const gateway = development ?? gatewayOption(values);
  const about: About = {
    serial_number: textOption(values, 'serial') ?? `SOFT-${hostname().slice(0, 40)}`,
    model: textOption(values, 'model') ?? 'Thenar software terminal',
    app_version: APP_VERSION,
    os_version: `node ${process.versions.node}`,
  };
  if (store.exists() && values.new !== true) store.write({ gateway, about });
  else store.create(await newTerminal(gateway, about));
}
