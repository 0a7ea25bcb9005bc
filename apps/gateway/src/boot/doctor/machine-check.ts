/** The machine: open files, memory against the gallery, disk, and who runs the gateway. */
import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { GatewayConfig } from '../../gateway.config.js';
import { BYTES_OF_A_TEMPLATE, memoryBytes, templatesThatFit } from '../machine-memory.js';
import type { Check, Statement } from './finding.js';

/** A socket and a parked poll each hold one. */
const MIN_OPEN_FILES = 4_096;
/** Node, the engine and its workers, before the first palm. */
const BASE_BYTES = 400 * 1024 * 1024;
const MIN_FREE_DISK_BYTES = 1024 ** 3;

export const machineCheck: Check = {
  name: 'machine',
  examine: (config) =>
    Promise.resolve([
      ...examineFiles(),
      ...examineMemory(config.maxTemplates ?? templatesThatFit()),
      ...examineDisk(config),
      ...examineUser(config),
    ]),
};

function examineFiles(): Statement[] {
  const limit = openFilesLimit();
  if (limit === null || limit >= MIN_OPEN_FILES) return [];
  return [
    [
      'wrong',
      `This user may open ${limit} files and every terminal holds one: raise the limit to 65536 (LimitNOFILE in systemd, ulimit -n in a shell).`,
    ],
  ];
}

function openFilesLimit(): number | null {
  if (!existsSync('/proc/self/limits')) return null;
  const soft = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
  return soft === undefined ? null : Number(soft);
}

function examineMemory(maxTemplates: number): Statement[] {
  const has = memoryBytes();
  const needs = BASE_BYTES + maxTemplates * BYTES_OF_A_TEMPLATE;
  const megabytes = (bytes: number) => `${Math.round(bytes / 1024 ** 2)} MB`;
  if (needs <= has) return [['ok', `${megabytes(has)} of memory hold ${maxTemplates} templates.`]];
  return [
    [
      'wrong',
      `${maxTemplates} templates need ${megabytes(needs)} of memory and there are ${megabytes(has)}: lower THENAR_MAX_TEMPLATES, or give the machine more.`,
    ],
  ];
}

function examineDisk({ dataFolder, databaseUrl }: GatewayConfig): Statement[] {
  if (databaseUrl !== null) return [];
  const { bavail, bsize } = statfsSync(existing(dataFolder));
  if (bavail * bsize >= MIN_FREE_DISK_BYTES) return [];
  return [['wrong', `${dataFolder} has less than 1 GB of free space: the embedded database stops when it is full.`]];
}

function existing(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : existing(dirname(path));
}

function examineUser({ production }: GatewayConfig): Statement[] {
  if (!production || process.getuid?.() !== 0) return [];
  return [['warning', 'The gateway would run as root: give it a user of its own.']];
}
