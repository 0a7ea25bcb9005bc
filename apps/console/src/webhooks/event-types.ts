/** The events of a project, and what each is about. */
import { texts } from '../texts/texts.ts';

export const PLAIN_EVENTS = ['enrollment.completed', 'demo.scan.success'] as const;
/** Only in projects whose settings allow extended events. */
export const EXTENDED_EVENTS = [
  'enrollment.failed',
  'enrollment.cancelled',
  'scan.identified',
  'scan.rejected',
  'rule.matched',
  'list.updated',
  'device.registered',
  'device.offline',
  'member.deleted',
  'erasure.completed',
  'webhook.disabled',
] as const;

export const eventText = (type: string): string => (texts.webhooks.event_words as Record<string, string>)[type] ?? type;
