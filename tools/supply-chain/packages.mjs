/** The packages that package-lock.json names, with their licence and whether they run a script when they are installed. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');
const POLICY = JSON.parse(readFileSync(join(import.meta.dirname, 'policy.json'), 'utf8'));

/** @returns {{ name: string, version: string, licence: string, production: boolean, script: boolean, path: string }[]} */
export function packagesOf(lock) {
  return Object.entries(lock.packages)
    .filter(([path, { link }]) => path !== '' && !link)
    .map(([path, entry]) => ({
      name: entry.name ?? path.split('node_modules/').at(-1),
      version: entry.version,
      licence: entry.license ?? 'none named',
      production: !entry.dev && !entry.devOptional,
      script: entry.hasInstallScript === true,
      path,
    }));
}

/** @returns sentences about what the policy does not allow */
export function violations(packages, policy = POLICY) {
  const known = new Set(packages.filter(({ script }) => script).map(({ name, version }) => `${name}@${version}`));
  return [
    ...packages.flatMap((one) => licenceTrouble(one, policy)),
    ...[...known]
      .filter((name) => !(name in policy.install_scripts))
      .map((name) => `${name} runs a script when it is installed, and tools/supply-chain/policy.json does not name it`),
    ...Object.keys(policy.install_scripts)
      .filter((name) => !known.has(name))
      .map((name) => `tools/supply-chain/policy.json names ${name}, which runs no script or is not installed`),
  ];
}

function licenceTrouble({ name, licence, production }, policy) {
  const said = policy.read_by_hand[name] ?? licence;
  const allowed = new Set(production ? policy.production : [...policy.production, ...policy.development]);
  if (isAllowed(said, allowed)) return [];
  return [`${name}: ${said} is not among the licences ${production ? 'that we ship' : 'of development packages'}`];
}

/** An SPDX expression of names, AND, OR and brackets. */
export function isAllowed(expression, allowed) {
  const text = expression.replace(/^\((.*)\)$/, '$1');
  if (/ OR /.test(text)) return text.split(' OR ').some((part) => isAllowed(part.trim(), allowed));
  return text.split(' AND ').every((part) => allowed.has(part.trim()));
}

export const readLock = () => JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));

export const isInstalled = ({ path }) => existsSync(join(ROOT, path));
