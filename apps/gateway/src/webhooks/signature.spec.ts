import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { mintSecret, signatureHeaders } from './signature.js';

describe('a signature', () => {
  it('is what the Standard Webhooks library verifies, for any body and by each secret in force', () => {
    fc.assert(
      fc.property(fc.json(), fc.uuid(), (json, id) => {
        const secrets = [mintSecret(), mintSecret()];
        const body = Buffer.from(json);
        const headers = signatureHeaders({ id, unixMs: Date.now(), body }, secrets);
        for (const secret of secrets) expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(json));
        expect(() => new Webhook(mintSecret()).verify(body, headers)).toThrow();
      }),
      { numRuns: 50 },
    );
  });

  it('is the specification’s HMAC over id, seconds and body', () => {
    const secret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
    const headers = signatureHeaders(
      { id: 'msg_1', unixMs: 1_614_265_330_999, body: Buffer.from('{"test": 2432232314}') },
      [secret],
    );
    const mac = createHmac('sha256', Buffer.from('C2FVsBQIhrscChlQIMV+b5sSYspob7oD', 'base64'));
    const signature = mac.update('msg_1.1614265330.{"test": 2432232314}').digest('base64');
    expect(headers).toEqual({
      'webhook-id': 'msg_1',
      'webhook-timestamp': '1614265330',
      'webhook-signature': `v1,${signature}`,
    });
  });
});
