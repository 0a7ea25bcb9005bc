/**
 * `npm run release:pin -- sha256:…`: the base image of deploy/Dockerfile by digest, for a release. The digest is what
 * `docker buildx imagetools inspect node:22-bookworm-slim` shows; `npm run release:pin -- none` goes back to the tag.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(import.meta.dirname, '../deploy/Dockerfile');
const LINE = /^ARG NODE_IMAGE=(node:[\w.-]+)(@sha256:[0-9a-f]{64})?$/m;

/** @returns the Dockerfile with that digest, or with the tag alone */
export function pin(dockerfile, digest) {
  if (digest !== 'none' && !/^sha256:[0-9a-f]{64}$/.test(digest ?? ''))
    throw new Error('Give the digest as sha256: and 64 hexadecimal digits, or none.');
  if (!LINE.test(dockerfile)) throw new Error('deploy/Dockerfile has no line ARG NODE_IMAGE=node:TAG.');
  return dockerfile.replace(LINE, (_, tag) => `ARG NODE_IMAGE=${tag}${digest === 'none' ? '' : `@${digest}`}`);
}

if (process.argv[1] === import.meta.filename) {
  try {
    writeFileSync(FILE, pin(readFileSync(FILE, 'utf8'), process.argv[2]));
    process.stdout.write(`${LINE.exec(readFileSync(FILE, 'utf8'))[0]}\n`);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
