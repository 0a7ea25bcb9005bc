/** Errors of the sandbox module. */
import { Problem } from '#platform/problems';

export const notSimulated = () =>
  new Problem(
    'conflict',
    'device_not_simulated',
    'Only a simulated device takes palms from here; pair one with SIMU-OK00.',
  );
