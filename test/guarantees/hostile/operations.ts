/** Every operation of the OpenAPI document, ready to be called with ids of one's choice. */
import { openApiDocument } from '../../../apps/gateway/src/boot/http-extras.js';
import type { TestGateway } from '../../support/test-gateway.js';
import { type RawAnswer, requestText, sendRaw } from '../../support/raw-http.js';
import type { Tenant } from '../../support/tenant.js';

export interface Operation {
  method: string;
  /** With `{name}` in it. */
  template: string;
  /** `firebase`, `apiKey`, `dpop`, `proof`; none for an open one. */
  credentials: string[];
  /** Proven by a key pair, not by something that a test may write down. */
  forTerminals: boolean;
  takesBody: boolean;
  queryNames: string[];
  parameters: string[];
}

interface Described {
  security?: Record<string, unknown>[];
  requestBody?: unknown;
  parameters?: { in: string; name: string }[];
}

export function operationsOf(gateway: TestGateway): Operation[] {
  const { paths } = openApiDocument(gateway.gateway.app);
  return Object.entries(paths).flatMap(([template, methods]) =>
    Object.entries(methods as Record<string, Described>).map(([method, described]) => ({
      method: method.toUpperCase(),
      template,
      credentials: credentialsOf(described),
      forTerminals: credentialsOf(described).some((name) => name === 'dpop' || name === 'proof'),
      takesBody: described.requestBody !== undefined,
      queryNames: (described.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name),
      parameters: [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!),
    })),
  );
}

const credentialsOf = ({ security = [] }: Described): string[] => security.flatMap((one) => Object.keys(one));

/** @param idOf the text to put in for each `{name}` */
export function pathOf(operation: Operation, idOf: (name: string) => string): string {
  return operation.template.replace(/\{(\w+)\}/g, (_, name: string) => idOf(name));
}

/** As the tenant's owner where the operation is for people, else with its key. */
export async function callRaw(
  url: string,
  tenant: Tenant,
  operation: Operation,
  call: { target: string; body?: Buffer; contentType?: string },
): Promise<RawAnswer | undefined> {
  const { target, body, contentType = 'application/json' } = call;
  const headers: [string, string][] = body ? [['Content-Type', contentType]] : [];
  if (operation.credentials.includes('firebase')) headers.push(['Authorization', tenant.owner.headers.Authorization!]);
  else if (operation.credentials.includes('apiKey')) headers.push(['X-API-Key', tenant.key]);
  const [answer] = await sendRaw(url, requestText(url, { method: operation.method, target, headers, body })).catch(
    () => [],
  );
  return answer;
}
