import { listOf } from '#platform/http';
import { statusOf } from './presence.policy.js';
import type { TimelineEntry } from './timeline.entity.js';
import type { Timeline } from './timeline.service.js';

export class TimelineEntryView {
  /** `contact` and `gap` are stretches, the others moments. */
  kind: 'contact' | 'gap' | 'version' | 'clock_skew' | 'refused' | 'config';
  started_at: string;
  ended_at: string;
  details: Record<string, unknown>;

  static of(entry: TimelineEntry): TimelineEntryView {
    return {
      kind: entry.kind,
      started_at: entry.startedAt.toISOString(),
      ended_at: entry.endedAt.toISOString(),
      details: entry.details as Record<string, unknown>,
    };
  }
}

export class TimelineList extends listOf(TimelineEntryView) {}

export class TimelineView {
  device_id: string;
  status: 'never_seen' | 'online' | 'offline' | 'disabled' | 'decommissioned';
  /** The contact that lasts, if one does. */
  contact_since: string | null;
  last_seen_at: string | null;
  next_contact_due_at: string | null;
  app_version: string;
  config_version: number;
  /** Terminal's clock minus ours, as of its last proof. */
  clock_skew_s: number;
  entries: TimelineList;

  static of({ device, page }: Timeline, nowMs: number): TimelineView {
    const status = statusOf(device, nowMs);
    return {
      device_id: device.deviceId,
      status,
      contact_since: status === 'online' ? (device.contactSince?.toISOString() ?? null) : null,
      last_seen_at: device.lastSeenAt?.toISOString() ?? null,
      next_contact_due_at: device.nextContactDueAt?.toISOString() ?? null,
      app_version: device.appVersion,
      config_version: device.configVersion,
      clock_skew_s: device.clockSkewS,
      entries: { ...page, data: page.data.map((entry) => TimelineEntryView.of(entry)) },
    };
  }
}
