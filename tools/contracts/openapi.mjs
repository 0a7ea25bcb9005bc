/** The OpenAPI document of a running gateway, in an order that does not depend on who registered first. */
import { openApiDocument } from '../../dist/apps/gateway/src/boot/http-extras.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** @param refusals as the sources have them now: those built into the gateway may be a change behind */
export function renderOpenApi(app, refusals) {
  const document = openApiDocument(app, refusals);
  const paths = Object.fromEntries(
    byName(document.paths).map(([path, operations]) => [
      path,
      Object.fromEntries(METHODS.filter((method) => operations[method]).map((method) => [method, operations[method]])),
    ]),
  );
  const schemas = Object.fromEntries(byName(document.components.schemas));
  return `${JSON.stringify({ ...document, paths, components: { ...document.components, schemas } }, null, 2)}\n`;
}

const byName = (record) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
