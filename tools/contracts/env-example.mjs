/** `.env.example`: every variable of the gateway with its sentence, as the code declares it. */

const HEAD = [
  '# Every variable that the gateway reads, with its default or an example. Nothing here is needed to begin:',
  '# `npm start` works without any. Written by `npm run contracts` from apps/gateway/src/gateway.variables.ts.',
];

/** @param {Record<string, { says: string, example: string, fallback: unknown }>} variables */
export function renderEnvExample(variables) {
  const parts = Object.entries(variables).map(([name, { says, example }]) =>
    [`# ${says}`, `# ${name}=${example}`].join('\n'),
  );
  return `${[HEAD.join('\n'), ...parts].join('\n\n')}\n`;
}
