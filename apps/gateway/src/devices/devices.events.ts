/** What higher modules must know in the same transaction. */
import { DomainEvent } from '#platform/domain-events';

export interface DeviceEvent {
  organizationId: string;
  projectId: string;
  deviceId: string;
}

/** Its session must fail and its parked polls must be answered. */
export const deviceDisabled = new DomainEvent<DeviceEvent>('device disabled');
export const deviceDecommissioned = new DomainEvent<DeviceEvent>('device decommissioned');
