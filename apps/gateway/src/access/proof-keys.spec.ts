/** A key that signed well is kept ready; a point that is no key never is. */
import { generateKeyPairSync } from 'node:crypto';
import { ProofKeys, type PublicKey } from './proof-keys.js';

const newKey = () =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }) as PublicKey;

it('is made ready anew until it is remembered', () => {
  const keys = new ProofKeys();
  const mine = newKey();
  const ready = keys.of(mine)!;
  expect(keys.of(mine)).not.toBe(ready);
  keys.remember(mine, ready);
  expect(keys.of(mine)).toBe(ready);
  expect(keys.of(newKey())!.equals(ready)).toBe(false);
});

it('is none when the point does not lie on the curve', () => {
  const { x } = newKey();
  expect(new ProofKeys().of({ x, y: newKey().y })).toBeNull();
});

it('makes space for newer ones', () => {
  const keys = new ProofKeys(2);
  const three = [newKey(), newKey(), newKey()];
  const ready = three.map((key) => keys.of(key)!);
  three.forEach((key, i) => keys.remember(key, ready[i]!));
  expect(three.map((key, i) => keys.of(key) === ready[i])).toEqual([false, true, true]);
});
