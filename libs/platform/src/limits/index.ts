export { type Limit, Limits, type LimitsOptions, type Taken } from './limits.js';
