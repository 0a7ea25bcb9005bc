export { type Limit, Limits, type LimitsOptions, type LimitResult } from './limits.js';
