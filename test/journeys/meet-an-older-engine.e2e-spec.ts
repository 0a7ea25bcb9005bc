/** Templates that an older engine wrote: kept, said to be so, and compared with nothing. */
import { startTestGateway } from '../support/test-gateway.js';
import { synthetic } from '../support/paired-terminal.js';
import { openTenant } from '../support/tenant.js';

it('a palm of another engine version is shown as not searched, identifies nobody, and can be enrolled anew', async () => {
  const gateway = await startTestGateway();
  try {
    const acme = await openTenant(gateway);
    const base = `/v1/projects/${acme.projectId}`;
    const { member_id } = (await acme.backend.post(`${base}/members`, {})).body;
    const captures = await Promise.all(['1', '2', '3'].map((n) => synthetic('old:left', n)));
    const enroll = { member_id, hand: 'left', captures };
    expect((await acme.backend.post(`${base}/enroll`, enroll)).status).toBe(201);
    await gateway.database.query('UPDATE templates SET engine_version = engine_version - 1');
    const later = await startTestGateway({ beside: gateway, env: { THENAR_LOG_LEVEL: 'silent' } });
    try {
      const backend = acme.backend.at(later.url);
      const capture = await synthetic('old:left', 'later');
      const identify = async () => (await backend.post(`${base}/identify`, { capture })).body.member_id;
      expect(await identify()).toBe(null);
      expect(await backend.post(`${base}/verify`, { member_id, capture })).toMatchObject({
        status: 409,
        body: { error: { code: 'not_enrolled' } },
      });
      const searched = async () =>
        (await backend.get(`${base}/members/${member_id}/templates`)).body.data.map(
          (template: { searched: boolean }) => template.searched,
        );
      expect(await searched()).toEqual([false, false, false]);
      expect((await backend.post(`${base}/enroll`, { ...enroll, replace: true })).status).toBe(201);
      expect(await searched()).toEqual([true, true, true]);
      expect(await identify()).toBe(member_id);
    } finally {
      await later.close();
    }
  } finally {
    await gateway.close();
  }
});
