/** deploy/Dockerfile, read and carried out without a container engine: this machine's root stands for the base image. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** @returns stages in order: { name, steps: [word, rest][] } */
export function readDockerfile(text) {
  const stages = [];
  const joined = text.replace(/\\\n/g, ' ');
  for (const line of joined.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))) {
    const [, word, rest] = /^(\w+)\s+(.*)$/.exec(line);
    if (word === 'FROM') stages.push({ name: / AS (\S+)$/i.exec(rest)?.[1] ?? String(stages.length), steps: [] });
    else if (stages.length > 0) stages.at(-1).steps.push([word, rest]);
  }
  return stages;
}

/** What `docker build` would send: what git knows, less .dockerignore. */
export function contextFiles(root) {
  const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n').filter(Boolean);
  return execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\0')
    .filter((name) => name !== '' && existsSync(join(root, name)))
    .filter((name) => !ignored.some((pattern) => name === pattern || name.startsWith(`${pattern}/`)));
}

/** What this machine has and a base image has not. */
const HIDDEN = ['work', 'home', 'opt', 'srv', 'media', 'mnt'];

/** One stage as layers: the machine's root, and what the steps write; the user `node` is there from the start. */
class Stage {
  cwd = '/';
  env = {};
  command = {};

  constructor(folder) {
    this.folder = folder;
    for (const part of ['upper/etc', 'work', 'merged']) mkdirSync(join(folder, part), { recursive: true });
    const add = (file, line) => {
      writeFileSync(join(folder, 'upper', file), readFileSync(join('/', file)));
      appendFileSync(join(folder, 'upper', file), `${line}\n`);
    };
    add('etc/passwd', 'node:x:1000:1000::/home/node:/bin/bash');
    add('etc/group', 'node:x:1000:');
  }

  path(name) {
    return join(this.folder, 'upper', resolve(this.cwd, name));
  }

  run(words) {
    const { folder } = this;
    const layers = `lowerdir=/,upperdir=${folder}/upper,workdir=${folder}/work`;
    inNamespace([`mount -t overlay overlay -o ${layers} ${folder}/merged`, ...around(`${folder}/merged`)], {
      root: `${folder}/merged`,
      script: `cd ${this.cwd} && ${words}`,
      env: this.env,
    });
  }
}

function around(root) {
  return [
    `mount -t proc proc ${root}/proc`,
    `mount --rbind /dev ${root}/dev`,
    `mount -t tmpfs tmpfs ${root}/tmp`,
    ...HIDDEN.filter((name) => existsSync(`/${name}`)).map((name) => `mount -t tmpfs tmpfs ${root}/${name}`),
  ];
}

function inNamespace(mounts, { root, script, env }) {
  const inner = `exec chroot ${root} /bin/sh -ec '${script.replaceAll("'", `'"'"'`)}'`;
  execFileSync('unshare', ['--mount', 'sh', '-ec', [...mounts, inner].join('\n')], {
    env: { PATH: process.env.PATH, HOME: homedir(), npm_config_cache: join(homedir(), '.npm'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
}

/** Carries out every stage. @returns the last one */
export function build(root, folder, note) {
  const stages = new Map();
  let stage;
  for (const { name, steps } of readDockerfile(readFileSync(join(root, 'deploy/Dockerfile'), 'utf8'))) {
    stages.set(name, (stage = new Stage(join(folder, name))));
    for (const step of steps) {
      note(`${name}: ${step.join(' ').slice(0, 100)}`);
      carryOut(stage, step, { root, stages });
    }
  }
  return stage;
}

function carryOut(stage, [word, rest], { root, stages }) {
  switch (word) {
    case 'WORKDIR':
      stage.cwd = rest;
      return mkdirSync(stage.path('.'), { recursive: true });
    case 'ENV':
      for (const [, name, value] of rest.matchAll(/(\w+)=(\S+)/g)) stage.env[name] = value;
      return undefined;
    case 'RUN':
      return stage.run(rest);
    case 'COPY':
      return copy(stage, rest.split(/\s+/), { root, stages });
    case 'USER':
    case 'ENTRYPOINT':
    case 'CMD':
    case 'HEALTHCHECK':
    case 'VOLUME':
    case 'EXPOSE':
      stage.command[word] = rest;
      return undefined;
    default:
      throw new Error(`The Dockerfile has a word that this test does not know: ${word}`);
  }
}

function copy(stage, words, { root, stages }) {
  const from = /^--from=(.*)/.exec(words[0])?.[1];
  const names = from ? words.slice(1) : words;
  const target = names.pop();
  for (const name of names) {
    if (from) {
      const source = join(stages.get(from).folder, 'upper', name);
      cpSync(source, stage.path(target.endsWith('/') ? join(target, name.split('/').at(-1)) : target), {
        recursive: true,
        verbatimSymlinks: true,
      });
    } else
      for (const file of name === '.' ? contextFiles(root) : [name]) {
        mkdirSync(dirname(stage.path(join(target, file))), { recursive: true });
        cpSync(join(root, file), stage.path(join(target, file)));
      }
  }
}

/** The image as it runs: its root read-only, one volume, no right of root. @returns arguments for `unshare` */
export function runArguments(stage, { volume, args, env }) {
  const root = `${stage.folder}/merged`;
  const mounts = [
    `mount -t overlay overlay -o ro,lowerdir=/,upperdir=${stage.folder}/upper,workdir=${stage.folder}/work ${root}`,
    ...around(root),
    `mount --bind ${volume} ${root}${JSON.parse(`"${stage.command.VOLUME}"`)}`,
  ];
  const variables = Object.entries({ PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/home/node', ...stage.env, ...env });
  const words = variables.map(([name, value]) => `${name}=${value}`);
  const start = ['chroot', '--userspec=node:node', root, 'env', '-i', '-C', stage.cwd, ...words, ...args];
  const line = start.map((word) => `'${word.replaceAll("'", `'"'"'`)}'`).join(' ');
  return ['--mount', 'sh', '-ec', [...mounts, `exec ${line}`].join('\n')];
}
