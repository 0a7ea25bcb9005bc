/** The one way to the gateway: paths, inputs and answers are typed by its OpenAPI document, refusals arrive as `Refusal`. */
import { QueryClient } from '@tanstack/react-query';
import createClient, { type Middleware } from 'openapi-fetch';
import createHooks from 'openapi-react-query';
import type { components, paths } from '../../../../contracts/openapi.d.ts';
import { endSession, idToken } from '../sign-in/session.ts';
import { setReachable } from './reachability.ts';
import { GatewayUnreachable, Refusal } from './refusal.ts';
import { learnServerTime } from './server-clock.ts';
import { rememberEtag } from './etags.ts';

export type Schemas = components['schemas'];

const MAX_TRIES = 2;
const FRESH_MS = 2_000;
const sentAt = new WeakMap<Request, number>();

const conversation: Middleware = {
  async onRequest({ request }) {
    // a sign-in service that is away for a while ends no session
    const token = await idToken().catch(() => {
      throw new GatewayUnreachable();
    });
    if (token) request.headers.set('Authorization', `Bearer ${token}`);
    sentAt.set(request, Date.now());
    return request;
  },
  async onResponse({ request, response }) {
    setReachable(true);
    const now = Date.now();
    learnServerTime(response.headers.get('Date'), sentAt.get(request) ?? now, now);
    if (response.ok) {
      rememberEtag(request.url, response.headers.get('ETag'));
      return response;
    }
    const body: unknown = await response.json().catch(() => null);
    const refusal = Refusal.from(response.status, body, response.headers.get('X-Request-Id'));
    if (response.status === 401) endSession('expired');
    throw refusal;
  },
  onError({ error }) {
    if (error instanceof Error && error.name === 'AbortError') return error;
    setReachable(false);
    return new GatewayUnreachable();
  },
};

export const gateway = createClient<paths>({ baseUrl: window.location.origin });
gateway.use(conversation);

/** TanStack Query over the same client: `api.useQuery('get', '/v1/…', …)`. */
export const api = createHooks(gateway);

/** For a call outside a hook: its data, as a refusal has been thrown already. */
export async function dataOf<T>(call: Promise<{ data?: T }>): Promise<NonNullable<T>> {
  return (await call).data!;
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      retry: (tries, error) => tries < MAX_TRIES && (!(error instanceof Refusal) || error.status >= 500),
      retryDelay: (tries) => 400 * 2 ** tries,
    },
  },
});

/** After a change: whatever starts with this address, or with these, is read anew. */
export async function refresh(...addresses: string[]): Promise<void> {
  await queries.invalidateQueries({
    predicate: ({ queryKey }) => addresses.some((address) => String(queryKey[1]).startsWith(address)),
  });
}
