/** The one way to the gateway: paths, inputs and answers are typed by its OpenAPI document, refusals arrive as `Refusal`. */
import { QueryClient } from '@tanstack/react-query';
import createClient, { type Middleware } from 'openapi-fetch';
import createHooks from 'openapi-react-query';
import type { components, paths } from '../../../../contracts/openapi.d.ts';
import { idToken, markSessionEnded, requireRecentSignIn, untilSignedIn } from '../sign-in/session.ts';
import { rememberEtag } from './etags.ts';
import { setReachable } from './reachability.ts';
import { GatewayUnreachable, Refusal } from './refusal.ts';
import { learnServerTime } from './server-clock.ts';

export type Schemas = components['schemas'];

const MAX_RETRIES = 2;
const STALE_AFTER_MS = 2_000;
const sentAt = new WeakMap<Request, number>();

async function authorize(request: Request): Promise<void> {
  // a sign-in service that does not answer for a while ends no session
  const token = await idToken().catch(() => {
    throw new GatewayUnreachable();
  });
  if (token) request.headers.set('Authorization', `Bearer ${token}`);
}

async function refusalOf(response: Response): Promise<Refusal> {
  const body: unknown = await response.json().catch(() => null);
  return Refusal.from(response.status, body, response.headers.get('X-Request-Id'));
}

const middleware: Middleware = {
  async onRequest({ request }) {
    await authorize(request);
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
    if (response.status !== 401) {
      const refusal = await refusalOf(response);
      if (refusal.code === 'step_up_required') requireRecentSignIn();
      throw refusal;
    }
    markSessionEnded();
    if (request.method !== 'GET') throw await refusalOf(response);
    // what was only read is read again when the person has signed in; a change is sent by the person
    await untilSignedIn();
    const again = new Request(request);
    await authorize(again);
    const second = await fetch(again);
    if (!second.ok) throw await refusalOf(second);
    return second;
  },
  onError({ error }) {
    if (error instanceof Error && error.name === 'AbortError') return error;
    setReachable(false);
    return new GatewayUnreachable();
  },
};

export const gateway = createClient<paths>({ baseUrl: window.location.origin });
gateway.use(middleware);

/** TanStack Query over the same client: `api.useQuery('get', '/v1/…', …)`. */
export const api = createHooks(gateway);

/** For a call outside a hook: its data, as a refusal has been thrown already. */
export async function dataOf<T>(call: Promise<{ data?: T }>): Promise<NonNullable<T>> {
  return (await call).data!;
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // without a connection a page says so and offers to try again, instead of waiting in silence
      networkMode: 'always',
      staleTime: STALE_AFTER_MS,
      retry: (tries, error) => tries < MAX_RETRIES && (!(error instanceof Refusal) || error.status >= 500),
      retryDelay: (tries) => 400 * 2 ** tries,
    },
    mutations: { networkMode: 'always' },
  },
});

/** After a change: whatever starts with one of these addresses is read again. */
export async function refresh(...addresses: string[]): Promise<void> {
  await queries.invalidateQueries({
    predicate: ({ queryKey }) => addresses.some((address) => String(queryKey[1]).startsWith(address)),
  });
}
