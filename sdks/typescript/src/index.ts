export { createClient, type Events, type Thenar } from './client.js';
export { ThenarConnectionError, ThenarError, WebhookVerificationError } from './errors.js';
export type { FollowOptions, ThenarEvent } from './events.js';
export type { components } from './generated/openapi.js';
export type { ClientOptions } from './transport.js';
export type { CallOptions, Input, Listing, OperationId, Output } from './types.js';
export type { VerifyOptions, WebhookEvent } from './webhooks.js';
export * as webhooks from './webhooks.js';
