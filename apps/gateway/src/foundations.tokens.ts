/** Injection tokens of foundations whose types are interfaces. */
export const LOGGER = Symbol('logger');
