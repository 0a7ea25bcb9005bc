/** Each operation of the document as a typed method: parameters of path and query side by side, the body under `body`. */
import type { operations } from './generated/openapi.js';
import type { OPERATIONS } from './generated/operations.js';

export type OperationId = keyof typeof OPERATIONS & keyof operations;

// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- stands for "no further fields"
type Nothing = {};
type Defined<T> = Exclude<T, undefined>;
type PathOf<O> = O extends { parameters: { path: infer P } } ? P : Nothing;
type QueryOf<O> = O extends { parameters: { query?: infer Q } }
  ? [Defined<Q>] extends [never]
    ? Nothing
    : Defined<Q>
  : Nothing;
type BodyOf<O> = O extends { requestBody: { content: { 'application/json': infer B } } }
  ? { body: B }
  : O extends { requestBody?: { content: { 'application/json': infer B } } }
    ? { body?: B }
    : Nothing;
/** The client knows a project of its own. */
type WithoutProject<P> = P extends { project_id: infer I } ? Omit<P, 'project_id'> & { project_id?: I } : P;

export type Input<Id extends OperationId> = WithoutProject<PathOf<operations[Id]>> &
  QueryOf<operations[Id]> &
  BodyOf<operations[Id]>;

type Success<R> = R extends { 200: infer A }
  ? A
  : R extends { 201: infer A }
    ? A
    : R extends { 202: infer A }
      ? A
      : never;
type Content<A> = A extends { content: infer C } ? C[keyof C] : undefined;
export type Output<Id extends OperationId> = Content<Success<operations[Id]['responses']>>;

export interface CallOptions {
  /** Names the act: the same key does nothing twice within 24 hours. Without it the client makes one for each call. */
  idempotencyKey?: string;
  /** The `ETag` of the answer that you change; refused with 412 where another person was faster. */
  ifMatch?: string;
  signal?: AbortSignal;
  /** How long one attempt may take. */
  timeoutMs?: number;
}

/** The first page as a promise, and every row of all pages as an iterator. */
export interface Listing<Answer, Row> extends Promise<Answer>, AsyncIterable<Row> {}

type Result<Id extends OperationId> = (typeof OPERATIONS)[Id] extends { paged: true }
  ? Output<Id> extends { data: (infer Row)[] }
    ? Listing<Output<Id>, Row>
    : Promise<Output<Id>>
  : Promise<Output<Id>>;

export type Method<Id extends OperationId> =
  Nothing extends Input<Id>
    ? (input?: Input<Id>, options?: CallOptions) => Result<Id>
    : (input: Input<Id>, options?: CallOptions) => Result<Id>;

type GroupOf<Id extends string> = Id extends `${infer Group}.${string}` ? Group : never;
type MethodsOf<Group extends string> = {
  [Id in OperationId as Id extends `${Group}.${infer Verb}` ? Verb : never]: Method<Id>;
};
/** `members.create` of the document is `client.members.create`. */
export type Operations = { [Group in GroupOf<OperationId>]: MethodsOf<Group> };
