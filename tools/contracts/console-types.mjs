/** The OpenAPI document as TypeScript, for the console: no field of an answer is typed by hand. */
import openapiTS, { astToString } from 'openapi-typescript';

const HEAD = '// Written by `npm run contracts` from contracts/openapi.json; not to be edited.\n';

/** @param {string} document JSON */
export async function renderConsoleTypes(document) {
  // a field with a default may be left out of a request
  return HEAD + astToString(await openapiTS(document, { defaultNonNullable: false, alphabetize: true }));
}
