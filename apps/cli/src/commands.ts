/** What the commands ask and how they show it: text for people, and the gateway's own JSON. */
import { readFile } from 'node:fs/promises';
import type { CommandResult } from '#platform/commands';
import type { Gateway } from './gateway-api.js';
import { harmless, table } from './table.js';

export interface CommandInput {
  gateway: Gateway;
  project?: string | undefined;
  hand: string;
  kind: string;
}

interface KeyDescription {
  name: string;
  prefix: string;
  mode: string;
  organization_id: string;
  project_ids: string[] | null;
  scopes: string[];
  expires_at: string | null;
}
type Row = Record<string, string | boolean | string[] | null>;
interface List {
  data: Row[];
  total: number;
  next_cursor: string | null;
}

export async function whoami({ gateway }: CommandInput): Promise<CommandResult> {
  const self = await gateway.get<KeyDescription>('/v1/api-keys/self');
  const projects = self.project_ids === null ? 'all of the organization' : self.project_ids.join(', ');
  const text = table(
    ['key', `${self.prefix}… (${self.mode})`],
    [
      ['name', self.name],
      ['gateway', gateway.url],
      ['organization', self.organization_id],
      ['projects', projects],
      ['scopes', self.scopes.join(' ')],
      ['expires', self.expires_at ?? 'never'],
    ],
  );
  return { text, data: self };
}

export function devices(asked: CommandInput): Promise<CommandResult> {
  return list(asked, 'devices', ['device_id', 'name', 'status', 'mode', 'last_seen_at', 'app_version']);
}

export function members(asked: CommandInput): Promise<CommandResult> {
  return list(asked, 'members', ['member_id', 'display_name', 'external_id', 'status', 'hands', 'last_scan_at']);
}

export async function identify(asked: CommandInput, file: string): Promise<CommandResult> {
  const image = (await readFile(file)).toString('base64');
  const project = await projectOf(asked);
  const answer = await asked.gateway.post<Record<string, unknown>>(`/v1/projects/${project}/identify`, {
    capture: { image, kind: asked.kind, hand: asked.hand },
  });
  return { text: sentenceOf(answer), data: answer };
}

function sentenceOf({ matched, reason, scan_id, member_id, confidence }: Record<string, unknown>): string {
  if (matched !== true) return `nobody${reason ? ` (${String(reason as string)})` : ''}   scan ${String(scan_id)}`;
  return `member ${String(member_id)}   confidence ${String(confidence)}   scan ${String(scan_id)}`;
}

async function list(asked: CommandInput, what: 'devices' | 'members', columns: string[]): Promise<CommandResult> {
  const base = `/v1/projects/${await projectOf(asked)}/${what}?per_page=100`;
  const rows: Row[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: List = await asked.gateway.get<List>(cursor === '' ? base : `${base}&cursor=${cursor}`);
    rows.push(...page.data);
    cursor = page.next_cursor;
  }
  if (rows.length === 0) return { text: `no ${what}`, data: rows };
  const cells = rows.map((row) => columns.map((column) => cellOf(row[column])));
  return { text: table(columns, cells), data: rows };
}

function cellOf(value: Row[string] | undefined): string | null {
  if (value === undefined || value === null) return null;
  return harmless(Array.isArray(value) ? value.join(',') || '–' : String(value));
}

/** The one that was named, or the only one of the key. */
async function projectOf({ gateway, project }: CommandInput): Promise<string> {
  if (project !== undefined) return encodeURIComponent(project);
  const { project_ids } = await gateway.get<KeyDescription>('/v1/api-keys/self');
  if (project_ids?.length === 1) return project_ids[0]!;
  const { data } = await gateway.get<List>('/v1/projects');
  if (data.length === 1) return String(data[0]!.project_id);
  throw new Error(`The key reaches ${data.length} projects; name one with --project.`);
}
