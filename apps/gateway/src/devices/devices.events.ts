/** What rooms above must know in the same transaction. */
import { Fact } from '#platform/facts';

export interface DeviceTold {
  organizationId: string;
  projectId: string;
  deviceId: string;
}

/** Its session must fail and its parked polls must be answered. */
export const deviceDisabled = new Fact<DeviceTold>('device disabled');
export const deviceDecommissioned = new Fact<DeviceTold>('device decommissioned');
