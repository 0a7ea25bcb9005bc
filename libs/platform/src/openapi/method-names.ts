/** Operation ids that read as methods of a library: `members.create`, `webhooks.rotateSecret`. */

/** Words of routes that say the same as the usual word of a method. */
const USUAL: Record<string, string> = { patch: 'update', remove: 'delete', put: 'replace', read: 'get', look: 'get' };

/** @param id the controller and its method, as `Members_create` */
export function methodName(id: string): string {
  const [controller = '', method = ''] = id.split('_');
  if (!controller || !method) return id;
  return `${controller[0]!.toLowerCase()}${controller.slice(1)}.${USUAL[method] ?? method}`;
}
