import { listOf } from '#platform/http';
import type { Device, Registration } from './device.entity.js';
import { offlineSince, statusOf } from './presence.policy.js';
import { showCode } from './registration-code.js';

export class DeviceView {
  device_id: string;
  project_id: string;
  /** Where it stands; null: at no site. */
  site_id: string | null;
  tags: string[];
  name: string;
  enabled: boolean;
  mode: 'standard' | 'demo';
  status: 'never_seen' | 'online' | 'offline' | 'disabled' | 'decommissioned';
  /** What the attestation of its key proved; `unverified` without one. */
  integrity: 'hardware' | 'software' | 'unverified';
  last_seen_at: string | null;
  /** When the contact that it had promised did not come; null unless it is offline. */
  offline_since: string | null;
  serial_number: string;
  model: string;
  os_version: string | null;
  app_version: string;
  config_version: number;
  metadata: Record<string, unknown>;
  registered_at: string;
  created_at: string;

  static of(device: Device, nowMs: number): DeviceView {
    return {
      device_id: device.deviceId,
      project_id: device.projectId,
      site_id: device.siteId,
      tags: device.tags,
      name: device.name,
      enabled: device.enabled,
      mode: device.mode,
      status: statusOf(device, nowMs),
      integrity: device.integrity,
      last_seen_at: device.lastSeenAt?.toISOString() ?? null,
      offline_since: offlineSince(device, nowMs)?.toISOString() ?? null,
      serial_number: device.serialNumber,
      model: device.model,
      os_version: device.osVersion,
      app_version: device.appVersion,
      config_version: device.configVersion,
      metadata: device.metadata as Record<string, unknown>,
      registered_at: device.registeredAt.toISOString(),
      created_at: device.createdAt.toISOString(),
    };
  }
}

export class DeviceList extends listOf(DeviceView) {}

export class RegistrationView {
  registration_id: string;
  registration_code: string;
  /** For a QR code: opens the console's pairing page. */
  qr_text: string;
  expires_in: number;
  interval: number;

  static of(registration: Registration, at: { nowMs: number; origin: string }): RegistrationView {
    const code = showCode(registration.code);
    return {
      registration_id: registration.registrationId,
      registration_code: code,
      qr_text: `${at.origin}/console/devices/pair?code=${code}`,
      expires_in: Math.ceil((registration.expiresAt.getTime() - at.nowMs) / 1000),
      interval: registration.intervalS,
    };
  }
}

export class RegistrationPollView {
  status: 'pending' | 'registered';
  interval?: number;
  device_id?: string;
  project_id?: string;

  static of(registration: Registration): RegistrationPollView {
    if (!registration.deviceId) return { status: 'pending', interval: registration.intervalS };
    return { status: 'registered', device_id: registration.deviceId, project_id: registration.projectId! };
  }
}

export class TerminalConfigurationView {
  project_id: string;
  config_version: number;
  config: Record<string, unknown>;
}
