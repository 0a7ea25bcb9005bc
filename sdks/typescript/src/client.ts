/** A method for each operation, made of the generated table. */
import { follow, type FollowOptions, type ThenarEvent } from './events.js';
import { OPERATIONS } from './generated/operations.js';
import { type ClientOptions, Transport } from './transport.js';
import type { CallOptions, Operations } from './types.js';

interface Operation {
  method: string;
  path: string;
  paged?: boolean;
  repeatable?: boolean;
}
type Values = Record<string, unknown>;
interface Page {
  data: unknown[];
  next_cursor?: string | null;
}

export interface Events {
  /** Every event of the project from `afterSequence` on, in order, for ever: keep the last `sequence` to go on from it. */
  follow(options?: FollowOptions): AsyncGenerator<ThenarEvent, void>;
}
export type Thenar = Operations & { events: Events };

/** A client; every method is that of an operation: `client.members.create({ body: { … } })`. */
export function createClient(options: ClientOptions): Thenar {
  if (options.apiKey && options.idToken)
    throw new TypeError('give either apiKey or idToken: two credentials are refused');
  const transport = new Transport(options);
  const groups: Record<string, Record<string, unknown>> = {};
  for (const [id, operation] of Object.entries(OPERATIONS) as [string, Operation][]) {
    const [group = '', verb = ''] = id.split('.');
    (groups[group] ??= {})[verb] = methodOf(operation, transport, options.projectId);
  }
  (groups.events ??= {}).follow = (following: FollowOptions = {}) => follow(transport, options.projectId, following);
  return groups as unknown as Thenar;
}

function methodOf(operation: Operation, transport: Transport, projectId: string | undefined) {
  return (input: Values = {}, options: CallOptions = {}): unknown => {
    const send = (values: Values) => {
      const { body, ...named } = values;
      const { method, repeatable = false } = operation;
      return transport.send({ method, path: addressOf(operation.path, named, projectId), body, repeatable }, options);
    };
    return operation.paged ? listing(input, send as (values: Values) => Promise<Page>) : send(input);
  };
}

/** Values that the path names go into it, the others into the query. */
function addressOf(template: string, named: Values, projectId: string | undefined): string {
  const rest: Values = { ...named };
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name] ?? (name === 'project_id' ? projectId : undefined);
    if (typeof value !== 'string' || value === '') throw new TypeError(`${name} is needed`);
    delete rest[name];
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(rest))
    if (value !== undefined)
      query.set(name, Array.isArray(value) ? value.join(',') : String(value as string | number | boolean));
  return query.size > 0 ? `${path}?${query.toString()}` : path;
}

/** Asked for when it is waited for or walked through, and then once. */
function listing(input: Values, send: (values: Values) => Promise<Page>) {
  let first: Promise<Page> | undefined;
  const start = () => (first ??= send(input));
  return {
    then: (...handlers: Parameters<Promise<Page>['then']>) => start().then(...handlers),
    catch: (...handlers: Parameters<Promise<Page>['catch']>) => start().catch(...handlers),
    finally: (...handlers: Parameters<Promise<Page>['finally']>) => start().finally(...handlers),
    [Symbol.toStringTag]: 'Listing',
    async *[Symbol.asyncIterator]() {
      for (let page = await start(); ; page = await send({ ...input, page: undefined, cursor: page.next_cursor })) {
        yield* page.data;
        if (!page.next_cursor) return;
      }
    },
  };
}
