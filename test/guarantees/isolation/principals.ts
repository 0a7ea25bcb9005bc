/** The 23 who call: users, keys, terminals and outsiders, with what each may reach, written down without asking the gateway. */
import { isManagementScope, SCOPES } from '../../../apps/gateway/src/access/scopes.js';
import { createHash, randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { TerminalAuthenticator } from '../../../apps/gateway/src/access/terminal-authenticator.service.js';
import { TerminalTokens } from '../../../apps/gateway/src/access/terminal-tokens.service.js';
import type { Client } from '../../support/client.js';
import type { TestGateway } from '../../support/test-gateway.js';
import type { Ids, Place, TestData } from './test-data.js';

export interface TestPrincipal {
  id: string;
  says: string;
  /** What authentication makes of it; `refused` with the status that every closed route answers. */
  is: 'user' | 'key' | 'terminal' | 'proof' | 'refused';
  refusal?: number;
  role?: 'owner' | 'viewer';
  live?: true;
  /** Places whose project it reaches; none: nothing anywhere. */
  reaches: Place[];
  /** Ids that it may be shown all the same: what its own key says. */
  knows?: string[];
  /** The organization that it belongs to. */
  home: 'own' | 'other' | null;
  headers(method: string, path: string): Promise<Record<string, string>> | Record<string, string>;
}

type Signer = (method: string, path: string) => Promise<Record<string, string>>;

export async function assemble(gateway: TestGateway, data: TestData): Promise<TestPrincipal[]> {
  const { own, other } = data.places;
  const [ownAdmin, otherAdmin, viewer, removed] = await Promise.all(
    ['own-admin', 'other-admin', 'viewer', 'removed'].map((uid) => gateway.person(uid)),
  );
  await Promise.all([ownAdmin, otherAdmin, viewer, removed].map((person) => person!.get('/v1/organizations')));
  await enlist(gateway, own, 'own-admin', 'owner');
  await enlist(gateway, other, 'other-admin', 'owner');
  await enlist(gateway, own, 'viewer', 'viewer');
  const keys = await makeKeys(gateway, data, { ownAdmin: ownAdmin!, otherAdmin: otherAdmin! });
  const terminals = await makeTerminals(gateway, data);
  const expired = await gateway.gateway.signIn.issuer!.issue(
    { uid: 'own-admin', email: 'own-admin@example.com', name: 'x' },
    1,
  );
  const all: Place[] = ['own', 'sibling'];
  const user = (id: string, says: string, client: Client, more: Partial<TestPrincipal>): TestPrincipal => ({
    id,
    says,
    is: 'user',
    reaches: [],
    home: null,
    headers: () => client.headers,
    ...more,
  });
  const key = (id: string, says: string, text: string, more: Partial<TestPrincipal>): TestPrincipal => ({
    id,
    says,
    is: 'key',
    reaches: [],
    home: 'own',
    headers: () => ({ 'X-API-Key': text }),
    ...more,
  });
  const refused = (id: string, says: string, headers: Record<string, string>, refusal = 401): TestPrincipal => ({
    id,
    says,
    is: 'refused',
    refusal,
    reaches: [],
    home: null,
    headers: () => headers,
  });
  const terminal = (id: string, says: string, sign: Signer, more: Partial<TestPrincipal>): TestPrincipal => ({
    id,
    says,
    is: 'terminal',
    reaches: [],
    home: 'own',
    headers: sign,
    ...more,
  });
  return [
    refused('P00', 'none', {}),
    refused('P01', 'garbage bearer', { Authorization: 'Bearer garbage' }),
    user('P02', 'admin of this org', ownAdmin!, {
      ...{ role: 'owner', reaches: all, home: 'own' },
      knows: [data.places.deleted.project_id!], // its own organization's past: in the record, and in keys made for it
    }),
    user('P03', 'admin of another org', otherAdmin!, { role: 'owner', reaches: ['other'], home: 'other' }),
    user('P04', 'member of the org without admin', viewer!, { role: 'viewer', reaches: all, home: 'own' }),
    user('P05', 'removed admin', removed!, {}),
    key('P06', 'org key live', keys.live, { live: true }),
    key('P07', 'org key test', keys.org, { reaches: all }),
    key('P08', 'org key of another org', keys.other, { reaches: ['other'], home: 'other' }),
    key('P09', 'project key this project', keys.own, { reaches: ['own'] }),
    key('P10', 'project key of a sibling project', keys.sibling, { reaches: ['sibling'] }),
    key('P11', 'project key two projects incl. this', keys.two, { reaches: all }),
    refused('P12', 'revoked key', { 'X-API-Key': keys.revoked }),
    refused('P13', 'expired key', { 'X-API-Key': keys.expired }),
    key('P14', 'key whose project was deleted', keys.deleted, { knows: [data.places.deleted.project_id!] }),
    terminal('P15', 'device of this project', terminals.own!, { reaches: ['own'] }),
    terminal('P16', 'device of a sibling project', terminals.sibling!, { reaches: ['sibling'] }),
    terminal('P17', 'device of another org', terminals.other!, { reaches: ['other'], home: 'other' }),
    { ...terminal('P18', 'disabled device', terminals.disabled!, {}), is: 'refused', refusal: 403 },
    { ...terminal('P19', 'unpaired (proto) terminal', terminals.proto!, {}), is: 'proof', home: null },
    refused('P20', 'both: admin A + key B', { ...ownAdmin!.headers, 'X-API-Key': keys.other }, 400),
    refused('P21', 'expired ID token', { Authorization: `Bearer ${expired}` }),
    refused('P22', 'service-internal (health only)', { 'X-Internal': 'health' }),
  ];
}

async function enlist(gateway: TestGateway, ids: Ids, uid: string, role: string): Promise<void> {
  await gateway.database.query(
    `INSERT INTO memberships (organization_id, user_id, role, created_at) SELECT $1, user_id, $3, now() FROM users WHERE uid = $2`,
    [ids.organization_id, uid, role],
  );
}

async function makeKeys(gateway: TestGateway, { places }: TestData, by: { ownAdmin: Client; otherAdmin: Client }) {
  const make = async (client: Client, place: Place, projects: Place[] | null, mode = 'test') => {
    const project_ids = projects?.map((one) => places[one].project_id) ?? null;
    const { body, text } = await client.post(`/v1/organizations/${places[place].organization_id}/api-keys`, {
      name: 'principal',
      project_ids,
      mode,
      scopes: SCOPES.filter((scope) => !isManagementScope(scope)),
    });
    if (!body.key) throw new Error(`no key: ${text}`);
    return body.key as string;
  };
  const { ownAdmin, otherAdmin } = by;
  await gateway.database.query('UPDATE projects SET deleted_at = NULL WHERE project_id = $1', [
    places.deleted.project_id,
  ]);
  const keys = {
    live: await make(ownAdmin, 'own', null, 'live'),
    org: await make(ownAdmin, 'own', null),
    other: await make(otherAdmin, 'other', null),
    own: await make(ownAdmin, 'own', ['own']),
    sibling: await make(ownAdmin, 'own', ['sibling']),
    two: await make(ownAdmin, 'own', ['own', 'sibling']),
    revoked: await make(ownAdmin, 'own', null),
    expired: await make(ownAdmin, 'own', null),
    deleted: await make(ownAdmin, 'own', ['deleted']),
  };
  await gateway.database.query('UPDATE projects SET deleted_at = now() WHERE project_id = $1', [
    places.deleted.project_id,
  ]);
  await gateway.database.query(`UPDATE api_keys SET revoked_at = now() WHERE prefix = $1`, [keys.revoked.slice(0, 21)]);
  await gateway.database.query(`UPDATE api_keys SET expires_at = now() WHERE prefix = $1`, [keys.expired.slice(0, 21)]);
  return keys;
}

/** The devices that paths name; the disabled one is a copy. */
async function makeTerminals(gateway: TestGateway, { places }: TestData): Promise<Record<string, Signer>> {
  const made: Record<string, Signer> = { proto: await signer(gateway, null) };
  for (const [name, place] of [
    ['own', 'own'],
    ['sibling', 'sibling'],
    ['other', 'other'],
    ['disabled', 'own'],
  ] as [string, Place][])
    made[name] = await signer(gateway, { place: places[place], enabled: name !== 'disabled' });
  return made;
}

async function signer(gateway: TestGateway, device: { place: Ids; enabled: boolean } | null): Promise<Signer> {
  const { app } = gateway.gateway;
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwk = await exportJWK(publicKey);
  const thumbprint = await calculateJwkThumbprint(jwk);
  const deviceId = device?.enabled ? device.place.device_id! : randomUUID();
  if (device?.enabled)
    await gateway.database.query('UPDATE devices SET key_thumbprint = $2 WHERE device_id = $1', [deviceId, thumbprint]);
  else if (device)
    await gateway.database.query(
      `INSERT INTO devices SELECT (jsonb_populate_record(d, jsonb_build_object('device_id', $1::uuid, 'key_thumbprint', $2::text, 'enabled', $3::boolean))).*
       FROM devices d WHERE device_id = $4`,
      [deviceId, thumbprint, device.enabled, device.place.device_id],
    );
  const token = device ? app.get(TerminalTokens, { strict: false }).issue(deviceId, thumbprint) : null;
  const authenticator = app.get(TerminalAuthenticator, { strict: false });
  return async (method, path) => {
    const ath = token === null ? {} : { ath: createHash('sha256').update(token).digest('base64url') };
    const claims = {
      htm: method,
      htu: gateway.url + path,
      jti: randomUUID(),
      iat: 1,
      nonce: authenticator.freshNonce(),
      ...ath,
    };
    const proof = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk }).sign(privateKey);
    return { DPoP: proof, ...(token === null ? {} : { Authorization: `DPoP ${token}` }) };
  };
}
