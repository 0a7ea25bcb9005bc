export { Clock, type ClockSource, systemClockSource } from './clock.js';
export { FakeClockSource } from './fake-clock.js';
