/** What the libraries need to know of each operation besides its types: method, path, and how it may be repeated. */
const HEAD = '// Written by `npm run contracts` from contracts/openapi.json; not to be edited.\n';

/** Terminals have libraries of their own: what only they may call is left out. */
const isOfTerminals = ({ security = [] }) => security.some((one) => 'dpop' in one || 'proof' in one);

/** @param {string} document JSON */
export function renderSdkOperations(document) {
  const lines = [];
  for (const [path, methods] of Object.entries(JSON.parse(document).paths))
    for (const [method, operation] of Object.entries(methods)) {
      if (isOfTerminals(operation)) continue;
      const names = (operation.parameters ?? []).map(({ name }) => name);
      const facts = [
        `method: '${method.toUpperCase()}'`,
        `path: '${path}'`,
        ...(names.includes('cursor') ? ['paged: true'] : []),
        ...(names.includes('Idempotency-Key') ? ['repeatable: true'] : []),
      ];
      lines.push(`  '${operation.operationId}': { ${facts.join(', ')} },`);
    }
  return `${HEAD}export const OPERATIONS = {\n${lines.join('\n')}\n} as const;\n`;
}
