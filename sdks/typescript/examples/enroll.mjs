/** Enrolls a new member at a terminal: THENAR_URL, THENAR_API_KEY and THENAR_PROJECT_ID say where. */
import { createClient } from '@thenar/sdk';

const { THENAR_URL, THENAR_API_KEY, THENAR_PROJECT_ID } = process.env;
const [deviceId, externalId, displayName] = process.argv.slice(2);
const thenar = createClient({ baseUrl: THENAR_URL, apiKey: THENAR_API_KEY, projectId: THENAR_PROJECT_ID });

const { member_id } = await thenar.members.create({ body: { external_id: externalId, display_name: displayName } });
let session = await thenar.enrollment.start({ device_id: deviceId, body: { member_id, hand: 'right' } });
while (!['completed', 'failed', 'cancelled', 'expired'].includes(session.status)) {
  await new Promise((resolve) => setTimeout(resolve, 1000));
  session = await thenar.enrollment.get({ session_id: session.session_id });
}
process.stdout.write(`${session.status}${session.failure_code ? `: ${session.failure_code}` : ''}\n`);
