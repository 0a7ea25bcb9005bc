/** One request id from the edge through the outbox to the attempt: whoever reads the logs can follow an event back. */
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { synthetic } from '../support/paired-terminal.js';
import { closeReceivers, eventually, openReceiver } from '../support/receiver.js';
import { openTenant } from '../support/tenant.js';

type Line = Record<string, unknown>;

let gateway: TestGateway;
const lines: Line[] = [];
beforeAll(async () => {
  gateway = await startTestGateway({
    fakeClock: true,
    env: { WEBHOOK_ALLOW_LOCALHOST: 'on' },
    onLog: (line) => lines.push(line),
  });
});
afterAll(async () => {
  await gateway.close();
  await closeReceivers();
});

describe('a request id', () => {
  it('is in the answer, the log of the request, the outbox and the log of each attempt', async () => {
    const acme = await openTenant(gateway);
    const path = `/v1/projects/${acme.projectId}`;
    const receiver = await openReceiver();
    receiver.answers((_, n) => ({ status: n === 1 ? 500 : 200 }));
    const hook = await acme.backend.post(`${path}/webhooks`, {
      url: receiver.url,
      event_types: ['enrollment.completed'],
    });
    const member = await acme.backend.post(`${path}/members`, { display_name: 'Ada' });
    const captures = [await synthetic('ada:left', '1'), await synthetic('ada:left', '2')];
    const body = { member_id: member.body.member_id, hand: 'left', captures };
    const enrolled = await acme.backend.post(`${path}/enroll`, body);
    expect(enrolled.status).toBe(201);
    const requestId = enrolled.headers.get('x-request-id');
    await receiver.until(1);
    await eventually(() => lines.some(({ msg }) => msg === 'webhook attempt'));
    gateway.time.advance(6_000);
    await receiver.until(2);

    const eventId = receiver.received[0]!.event.event_id;
    const [event] = await gateway.database.query('SELECT request_id FROM outbox_events WHERE event_id = $1', [eventId]);
    expect(event).toEqual({ request_id: requestId });
    const of = (msg: string) => lines.filter((line) => line.msg === msg && line.request_id === requestId);
    await eventually(() => of('webhook attempt').length === 2);
    expect(of('request')).toMatchObject([{ method: 'POST', route: '/v1/projects/:project_id/enroll', status: 201 }]);
    const same = { event_id: eventId, webhook_id: hook.body.webhook_id };
    expect(of('webhook attempt')).toMatchObject([
      { ...same, attempt: 1, status: 500, error_code: 'status_not_2xx' },
      { ...same, attempt: 2, status: 200, error_code: null },
    ]);
  });
});
