/** `status`: who this terminal is, and whether its gateway answers. */
import { type Command, EXIT, stateStoreOf, retryPolicyOf, SHARED_HELP, SHARED_OPTIONS } from './command.js';
import { openTerminal } from './open-terminal.js';

export const command: Command = {
  help: `npm run terminal -- status

Says who this terminal is and polls its gateway once: exit code 0 when it is registered and enabled.

${SHARED_HELP}`,
  options: { ...SHARED_OPTIONS },
  run: async (context) => {
    const { report } = context;
    const store = stateStoreOf(context.values);
    if (!store.exists()) {
      report.say('No terminal here yet: npm run terminal -- register');
      report.result({ command: 'status', registered: false });
      return EXIT.refused;
    }
    const { gateway, about, device_id, project_id, counter } = store.read();
    const { client, key } = await openTerminal(store, { retry: retryPolicyOf(context) });
    const facts = {
      gateway,
      serial_number: about.serial_number,
      key_thumbprint: key.thumbprint,
      device_id,
      project_id,
    };
    const lines = { ...facts, model: about.model, scans_sent: counter };
    for (const [name, value] of Object.entries(lines)) report.say(`${name.padEnd(15)} ${value ?? '-'}`);
    if (device_id === undefined) {
      report.say('Not registered yet: npm run terminal -- register');
      report.result({ command: 'status', registered: false, ...facts });
      return EXIT.refused;
    }
    const { server_time, session } = await client.poll({ wait_s: 0 });
    const waiting = session ? `session ${session.session_id} is ${session.status}` : 'no session waits';
    report.say(report.style.good(`The gateway answers (${server_time}); ${waiting}`));
    report.result({ command: 'status', registered: true, ...facts, server_time, session });
    return EXIT.ok;
  },
};
