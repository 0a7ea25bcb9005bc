/** Injection tokens of foundations whose types are interfaces. */
export const LOGGER = Symbol('logger');
/** What wraps the master secret, or null. */
export const KEY_SERVICE = Symbol('key service');
