/** What each event means and carries, as `GET /v1/event-types` and the OpenAPI document describe it. */
import type { EventType } from './event-types.js';

interface FieldSchema {
  type: string | readonly string[];
  description: string;
  format?: string;
  enum?: readonly string[];
  items?: { type: string };
}

interface CataloguedEvent {
  description: string;
  /** False: every project can subscribe to it; true: projects with `extended_events`. */
  extended: boolean;
  data: Record<string, { schema: FieldSchema; example: unknown }>;
}

const ID = '01a23186-f4c3-774f-aa8c-7c05fe13bf48';
const id = (description: string) => ({ schema: { type: 'string', format: 'uuid', description }, example: ID });
const maybeId = (description: string) => ({
  schema: { type: ['string', 'null'], format: 'uuid', description },
  example: ID,
});
const text = (description: string, example: string) => ({ schema: { type: 'string', description }, example });
const maybeText = (description: string, example: string | null) => ({
  schema: { type: ['string', 'null'], description },
  example,
});
const count = (description: string, example: number) => ({ schema: { type: 'integer', description }, example });
const time = (description: string) => ({
  schema: { type: 'string', format: 'date-time', description },
  example: '2026-12-01T08:30:00.000Z',
});
const hand = {
  schema: { type: 'string', enum: ['left', 'right'], description: 'The hand that was enrolled.' },
  example: 'left',
};

const SESSION = {
  session_id: id('The enrollment session.'),
  member_id: id('The member of the session.'),
  device_id: maybeId('The device of the session; null for an enrollment by the API.'),
  failure_code: maybeText('Why it failed; null when it was cancelled.', 'duplicate_palm'),
};
const SCAN = {
  scan_id: id('The scan result.'),
  member_id: maybeId('The member whose palm matched; null otherwise.'),
  device_id: maybeId('The device that scanned; null for a call of the API.'),
  result: text('How the attempt ended, as in the scan result.', 'matched'),
  verdict: maybeText('What the rules say: allow, challenge or block; null without live rules.', 'allow'),
  matched_rule_id: maybeId('The rule that decided.'),
};
const MEMBER = { member_id: id('The member.') };

export const EVENT_CATALOGUE: Record<EventType, CataloguedEvent> = {
  'enrollment.completed': {
    description: 'A member’s palm was enrolled.',
    extended: false,
    data: {
      enrollment_id: id('The enrollment; the same as the session.'),
      session_id: id('The enrollment session.'),
      ...MEMBER,
      device_id: maybeId('The device of the session; null for an enrollment by the API.'),
      hand,
    },
  },
  'demo.scan.success': { description: 'A device in demo mode recognised a member.', extended: false, data: SCAN },
  'enrollment.failed': { description: 'An enrollment session failed.', extended: true, data: SESSION },
  'enrollment.cancelled': {
    description: 'An enrollment session was cancelled or expired.',
    extended: true,
    data: SESSION,
  },
  'scan.identified': { description: 'A scan matched a member.', extended: true, data: SCAN },
  'scan.rejected': { description: 'A scan matched no member, or its picture was refused.', extended: true, data: SCAN },
  'rule.matched': {
    description: 'A live rule with the side effect `emit_webhook` decided about a scan.',
    extended: true,
    data: {
      rule_id: id('The rule.'),
      verdict: maybeText('Its verdict.', 'block'),
      scan_id: id('The scan result.'),
      operation: text('identify or verify.', 'identify'),
      result: text('How the attempt ended.', 'matched'),
      member_id: maybeId('The member whose palm matched.'),
      device_id: maybeId('The device that scanned.'),
      labels: {
        schema: { type: 'array', items: { type: 'string' }, description: 'Labels of the side effects.' },
        example: ['night entrance'],
      },
    },
  },
  'list.updated': {
    description: 'Entries of a list changed.',
    extended: true,
    data: {
      list_id: id('The list.'),
      added: count('Entries that were added.', 2),
      removed: count('Entries that were removed.', 0),
      entry_count: count('Entries afterwards.', 14),
    },
  },
  'device.registered': {
    description: 'A terminal was paired with the project.',
    extended: true,
    data: { device_id: id('The device.') },
  },
  'device.online': {
    description: 'A device that was reported offline is in contact again.',
    extended: true,
    data: {
      device_id: id('The device.'),
      last_seen_at: time('The last contact before.'),
      online_since: time('The contact that ended the silence.'),
    },
  },
  'device.offline': {
    description: 'A device did not make the contact that it had announced.',
    extended: true,
    data: {
      device_id: id('The device.'),
      last_seen_at: time('Its last contact.'),
      offline_since: time('When the next contact was due.'),
    },
  },
  'member.created': { description: 'A member was created, but not by an import.', extended: true, data: MEMBER },
  'member.updated': {
    description: 'A member was edited, but not by an import.',
    extended: true,
    data: {
      ...MEMBER,
      fields: {
        schema: { type: 'array', items: { type: 'string' }, description: 'Names of the edited fields.' },
        example: ['status'],
      },
    },
  },
  'member.deleted': { description: 'A member was deleted.', extended: true, data: MEMBER },
  'erasure.completed': {
    description: 'Everything about a member was erased.',
    extended: true,
    data: { erasure_id: id('The erasure, with its receipt.'), ...MEMBER },
  },
  'webhook.disabled': {
    description: 'A webhook was disabled, because its endpoint failed for days or is gone.',
    extended: true,
    data: { webhook_id: id('The webhook.'), reason: text('Why.', 'failing') },
  },
  'webhook.test': {
    description: 'A test that was asked for. Nobody subscribes to it.',
    extended: false,
    data: { test_id: id('The test.'), webhook_id: id('The webhook.') },
  },
};
