/** The refusals as the gateway's own table, and as a page for people; both come from the sources and from nowhere else. */
import { statusOf } from '../../../dist/libs/platform/src/problems/index.js';

/** Of a code that is answered with many sentences, some of them would mislead. */
const DEPENDS = 'It depends on the request: `message` says what, `field` where.';

/** @param {ReturnType<import('./refusals.mjs').readRefusals>} refusals */
export function tableOf({ codes, operations }) {
  return {
    codes: Object.fromEntries(
      Object.entries(codes).map(([code, { kinds, messages, depends }]) => [
        code,
        [statusOf({ kind: onlyOne(code, kinds) }), depends && messages.length !== 1 ? DEPENDS : messages.join(' ')],
      ]),
    ),
    operations: Object.fromEntries(Object.entries(operations).map(([id, known]) => [id, known.join(' ')])),
  };
}

function onlyOne(code, kinds) {
  if (kinds.length === 1) return kinds[0];
  throw new Error(`the code ${code} is used for ${kinds.join(' and ')}: a code has one status`);
}

export function renderTable({ codes, operations }) {
  const text = (value) => `'${value.replace(/['\\]/g, '\\$&')}'`;
  const codeLines = Object.entries(codes).map(
    ([code, [status, message]]) => `    ${code}: [${status}, ${text(message)}],`,
  );
  const operationLines = Object.entries(operations).map(([id, known]) => `    ${id}: ${text(known)},`);
  return `/** Every refusal with its status and words, and which ones each operation can answer: read off the sources by \`npm run contracts\`. */
import type { RefusalTable } from '#platform/openapi';

// prettier-ignore
export const REFUSALS: RefusalTable = {
  codes: {
${codeLines.join('\n')}
  },
  operations: {
${operationLines.join('\n')}
  },
};
`;
}

export function renderPage({ codes }) {
  const lines = Object.entries(codes).map(
    ([code, [status, message]]) => `| <a id="${code}"></a>\`${code}\` | ${status} | ${message} |`,
  );
  return `# Errors

Every refusal has one body: \`{"error":{"code","message","field"?,"details"?,"docs_url","request_id"}}\`. Decide by \`code\`: it is for
ever, the sentences are not. \`docs_url\` leads to this list at the gateway, \`request_id\` to the line in its log. Which operation
answers which code stands in the [OpenAPI document](../contracts/openapi.json). Written by \`npm run contracts\`; edit the sources instead.

<!-- prettier-ignore -->
| Code | Status | What it says |
| ---- | ------ | ------------ |
${lines.join('\n')}
`;
}
