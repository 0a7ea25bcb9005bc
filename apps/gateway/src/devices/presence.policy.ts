/** Whether a device is there, computed when someone looks: from its last contact and the next one that it promised. */
import type { Device } from './device.entity.js';

export type DeviceStatus = 'never_seen' | 'online' | 'offline' | 'disabled' | 'decommissioned';

/** How late a promised contact may be before the device counts as gone. */
export const CONTACT_GRACE_MS = 10_000;

type Presence = Pick<Device, 'enabled' | 'lastSeenAt' | 'nextContactDueAt' | 'decommissionedAt' | 'simulation'>;

export function statusOf(device: Presence, nowMs: number): DeviceStatus {
  if (device.decommissionedAt) return 'decommissioned';
  if (!device.enabled) return 'disabled';
  if (device.simulation) return 'online'; // the gateway plays it
  if (!device.lastSeenAt) return 'never_seen';
  return nowMs <= (device.nextContactDueAt?.getTime() ?? 0) + CONTACT_GRACE_MS ? 'online' : 'offline';
}

/** @returns when the promised contact was overdue; null unless the device is offline */
export function offlineSince(device: Presence, nowMs: number): Date | null {
  if (statusOf(device, nowMs) !== 'offline') return null;
  return new Date((device.nextContactDueAt ?? device.lastSeenAt!).getTime() + CONTACT_GRACE_MS);
}
