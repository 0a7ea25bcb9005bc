/** What was presented to be searched with: codes for the stages that scan, and a distance for the last one. */
import { compareTemplates, prepareProbe, measureDistance, measureBaseDistance } from '#palm';
import { pictureOf } from './picture.js';
import type { Pass, ProbeSource } from './search-job.js';

/** The engine's poses that only change the size, a little: 0.9 and 1.11. */
const SCALE_POSES = [0, 2];

export interface Presented {
  /** The probe as it came, then the poses this pass scans with. */
  readonly templates: readonly Uint8Array[];
  distanceTo(template: Uint8Array): number;
}

/** A stored template has no picture left to turn, so its second pass only reaches farther. */
export function present(source: ProbeSource, pass: Pass): Presented {
  if ('template' in source) {
    const { template } = source;
    return { templates: [template], distanceTo: (other) => compareTemplates(template, other) };
  }
  const probe = prepareProbe(pictureOf(source.roi));
  if (pass === 'base')
    return { templates: [probe.template], distanceTo: (template) => measureBaseDistance(probe, template) };
  const posed = SCALE_POSES.map((pose) => probe.poseTemplate(pose));
  return { templates: [probe.template, ...posed], distanceTo: (template) => measureDistance(probe, template) };
}
