/** What an outsider, a thief or a broken terminal tries: each known attack by its number, here or where it is named. */
import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { io } from 'socket.io-client';
import type { Answer } from '../support/client.js';
import { startTestGateway } from '../support/test-gateway.js';
import { PairedTerminal, pairTerminal, synthetic } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';
import { lawBroken, vectorsAreHere, vectorsOf } from './hostile/vectors.js';
import { derOf, otherHalfOf, resign } from './hostile/signatures.js';

const NONCE_OUTLIVED_MS = 300_000;

let gateway: Awaited<ReturnType<typeof startTestGateway>>;
let acme: Tenant;
let terminal: PairedTerminal;
let gate: PairedTerminal;

beforeAll(async () => {
  gateway = await startTestGateway({ fakeClock: true });
  acme = await openTenant(gateway);
  [terminal, gate] = [await pairTerminal(gateway, acme), await pairTerminal(gateway, acme, 'Gate')];
});
afterAll(() => gateway?.close());

const path = (terminal: PairedTerminal) => `/v1/devices/${terminal.deviceId}/enrollment`;
async function start(terminal: PairedTerminal, more: object = {}): Promise<string> {
  const { body } = await acme.backend.post(`/v1/projects/${acme.projectId}/members`, {});
  const started = await acme.backend.post(path(terminal), { member_id: body.member_id, hand: 'left', ...more });
  expect(started.status).toBe(201);
  return started.body.session_id;
}
const end = (terminal: PairedTerminal, sessionId: string) =>
  acme.backend.delete(`${path(terminal)}?session_id=${sessionId}`);
const complete = (tenant: Tenant, code: string) =>
  tenant.owner.post(`/v1/projects/${tenant.projectId}/devices`, { registration_code: code });
const newCode = async () => (await (await PairedTerminal.withNewKey(gateway.url)).register()).body.registration_code;

/** A request to the poll with headers of one's own. */
async function knock(headers: Record<string, string>, address = '/v1/terminal/poll'): Promise<Answer> {
  const response = await fetch(gateway.url + address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ wait_s: 0 }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
}

/** A terminal whose proofs the test writes itself. */
async function forger() {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  const prove = (claims: object, nonce: string | null) =>
    new SignJWT({
      ...{ htm: 'POST', htu: `${gateway.url}/v1/terminal/registrations`, jti: randomUUID(), iat: 1 },
      ...(nonce === null ? {} : { nonce }),
      ...claims,
    })
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
      .sign(privateKey);
  const nonce = (await knock({ DPoP: await prove({}, null) }, '/v1/terminal/registrations')).headers.get('dpop-nonce')!;
  return { prove, nonce };
}
/** With a good proof this is a 400 about the body: the proof was taken. */
const TAKEN = 400;
const show = (proof: string) => knock({ DPoP: proof }, '/v1/terminal/registrations');

const ATTACKS: Record<string, () => Promise<Answer[]>> = {
  'dev-01 a right code after five wrong ones': async () => {
    const guesser = await openTenant(gateway, 'guesser');
    const code = await newCode();
    for (let i = 0; i < 5; i++) expect((await complete(guesser, 'BBBB-BBBB')).status).toBe(404);
    return [await complete(guesser, code)];
  },
  'dev-05 a code typed into a production project that takes none': async () => {
    const live = await openTenant(gateway, 'live', 'production');
    await live.owner.patch(`/v1/environments/${live.environmentId}`, { registration_policy: 'sandbox_only' });
    return [await complete(live, await newCode())];
  },
  'dev-07 a token without a proof, and nothing at all': async () => [
    await knock({ Authorization: `DPoP ${terminal.token}` }),
    await knock({}),
  ],
  'dev-09 a proof for another path, method or token': async () => {
    const { prove, nonce } = await forger();
    const stolen = createHash('sha256').update(terminal.token!).digest('base64url');
    return [
      await show(await prove({ htu: `${gateway.url}/v1/terminal/token` }, nonce)),
      await show(await prove({ htm: 'GET' }, nonce)),
      await knock({
        DPoP: await prove({ htu: `${gateway.url}/v1/terminal/poll`, ath: stolen }, nonce),
        Authorization: `DPoP ${terminal.token}`,
      }),
      await knock({
        DPoP: await prove({ htu: `${gateway.url}/v1/terminal/poll`, ath: 'x' }, nonce),
        Authorization: `DPoP ${terminal.token}`,
      }),
    ];
  },
  'dev-11 a clock far off with a fresh nonce is fine, an old nonce is not': async () => {
    const fresh = await terminal.poll({ wait_s: 0 }); // the tests' terminals live in 1970
    expect(fresh.status).toBe(200);
    const prepared = await terminal.prepare('/v1/terminal/poll', { wait_s: 0 });
    gateway.time.advance(NONCE_OUTLIVED_MS);
    const late = await prepared();
    expect(late.body.error.code).toBe('use_dpop_nonce');
    return [fresh, late];
  },
  'dev-13 a signature in the other form, and its other half': async () => {
    const { prove, nonce } = await forger();
    const asDer = await show(resign(await prove({}, nonce), derOf));
    expect(asDer.status).toBe(401);
    const proof = await prove({}, nonce);
    const once = await show(proof);
    expect(once.status).toBe(TAKEN);
    const resigned = await show(resign(proof, otherHalfOf)); // as good a signature, and the same jti
    expect(resigned.status).toBe(401);
    return [asDer, resigned];
  },
  'dev-15 an attestation that nobody asked for': async () => {
    const terminal = await PairedTerminal.withNewKey(gateway.url);
    const about = { serial_number: 'T', model: 'T', app_version: '1', attestation: ['MIIB'] };
    const answer = await terminal.send('/v1/terminal/registrations', about, false);
    // taken: whoever completes the code judges it by the environment's policy, and a sandbox asks for none
    expect(answer.status).toBe(201);
    return [];
  },
  'dev-18 a capture for a session of another device': async () => {
    const sessionId = await start(gate);
    const { challenge } = (await gate.ack(sessionId)).body;
    const answer = await terminal.capture(sessionId, {
      seq: 1,
      challenge,
      capture: await synthetic('thief:left', '1'),
    });
    await end(gate, sessionId);
    return [answer];
  },
  'dev-20 one capture sent twice': async () => {
    const sessionId = await start(terminal, { captures_required: 2 });
    const { challenge } = (await terminal.ack(sessionId)).body;
    const body = { seq: 1, challenge, capture: await synthetic('twice:left', '1') };
    const answers = [await terminal.capture(sessionId, body), await terminal.capture(sessionId, body)];
    expect(answers[1]!.body).toEqual(answers[0]!.body);
    expect(answers[0]!.body.session.progress.captures_accepted).toBe(1);
    await end(terminal, sessionId);
    return answers;
  },
  'dev-24 a poll of a session that another one has replaced': async () => {
    const sessionId = await start(terminal);
    await end(terminal, sessionId);
    const next = await start(terminal);
    const answer = await acme.backend.post(`${path(terminal)}/poll`, {
      session_id: sessionId,
      last_version: 99,
      wait_s: 30,
    });
    expect(answer.body).toEqual({ session: null, changed: true });
    await end(terminal, next);
    return [answer];
  },
  'dev-26 a challenge for a second capture': async () => {
    const sessionId = await start(terminal);
    const { challenge } = (await terminal.ack(sessionId)).body;
    const send = async (seq: number) =>
      terminal.capture(sessionId, { seq, challenge, capture: await synthetic('again:left', String(seq)) });
    expect((await send(1)).status).toBe(200);
    const second = await send(2);
    expect(second.body.error.code).toBe('challenge_expired');
    await end(terminal, sessionId);
    return [second];
  },
  'dev-28 a namespace that is not the terminals’': async () => {
    const socket = io(`${gateway.url}/projects/${acme.projectId}`, {
      ...{ transports: ['websocket'], auth: await terminal.socketAuth(), reconnection: false, forceNew: true },
    });
    const refusal = await new Promise<Error>((resolve, reject) =>
      socket.once('connect_error', resolve).once('connect', () => reject(new Error('it was let in'))),
    );
    socket.close();
    expect(refusal.message).toBe('Invalid namespace');
    return [];
  },
};

const ELSEWHERE: Record<string, string> = {
  'dev-03': 'enrollment-races: fifty completions of one code',
  'dev-22': 'enrollment-races: a cancel and the last capture',
  'dev-30': 'npm run bench:reconnect: ten thousand sockets drop and come back',
};

describe('an attack on terminals', () => {
  const allowed = new Map(vectorsOf('device_attacks').map(({ id, expect: { status } }) => [id, status]));

  it.each(Object.entries(ATTACKS))('%s is answered as it should be', async (name, attack) => {
    const status = allowed.get(name.split(' ')[0]!);
    for (const answer of await attack()) {
      if (status) expect(status).toContain(answer.status);
      expect(lawBroken(answer)).toBeNull();
    }
  });

  (vectorsAreHere ? it : it.skip)('is among these or proved elsewhere (the vectors are here)', () => {
    const known = [...Object.keys(ATTACKS).map((name) => name.split(' ')[0]!), ...Object.keys(ELSEWHERE)];
    expect([...allowed.keys()].filter((id) => !known.includes(id))).toEqual([]);
  });
});
