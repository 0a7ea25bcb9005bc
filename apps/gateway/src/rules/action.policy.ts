/** Whether what a rule does makes sense. */
import type { ConditionFault, ListCatalogue } from './conditions.policy.js';
import type { SideEffect } from './rules.types.js';

export const MAX_SIDE_EFFECTS = 10;
const KEYS: Record<SideEffect['type'], readonly string[]> = {
  add_to_list: ['type', 'list'],
  remove_from_list: ['type', 'list'],
  emit_webhook: ['type', 'label'],
  disable_member: ['type'],
};
const MAX_LABEL = 100;

/**
 * @param raw what stands at `/action/side_effects`
 * @param lists null: as far as can be said without knowing the project
 */
export function sideEffectFaults(raw: unknown, lists: ListCatalogue | null): ConditionFault[] {
  const at = '/action/side_effects';
  const faults: ConditionFault[] = [];
  const fault = (field: string, message: string) => faults.push({ field, message: `${field} ${message}.` });
  if (!Array.isArray(raw) || raw.length > MAX_SIDE_EFFECTS) {
    fault(at, `must be a list of at most ${MAX_SIDE_EFFECTS} side effects`);
    return faults;
  }
  for (const [index, one] of (raw as unknown[]).entries()) {
    const here = `${at}/${index}`;
    const effect = (typeof one === 'object' && one !== null ? one : {}) as Record<string, unknown>;
    const keys =
      typeof effect.type === 'string' && Object.hasOwn(KEYS, effect.type)
        ? KEYS[effect.type as SideEffect['type']]
        : null;
    if (!keys) {
      fault(`${here}/type`, `must be one of ${Object.keys(KEYS).join(', ')}`);
      continue;
    }
    for (const key of Object.keys(effect))
      if (!keys.includes(key)) fault(`${here}/${key.slice(0, 64)}`, 'is no field here');
    const named = typeof effect.list === 'string' && (!lists || lists.has(effect.list));
    if (keys.includes('list') && !named) fault(`${here}/list`, 'names no list of this project');
    const label = effect.label;
    if (label !== undefined && !(typeof label === 'string' && label.length >= 1 && label.length <= MAX_LABEL))
      fault(`${here}/label`, `must be text of at most ${MAX_LABEL} characters`);
  }
  return faults;
}
