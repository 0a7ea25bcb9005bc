import { IsIn, IsOptional } from 'class-validator';
import { QueryInteger } from '#platform/http';
import { EXTENDED_EVENTS, PLAIN_EVENTS, TEST_EVENT } from './event-types.js';

const TYPES = [...PLAIN_EVENTS, ...EXTENDED_EVENTS, TEST_EVENT] as const;

export class ReadEvents {
  @QueryInteger(0, 999_999_999_999_999, 'The last number that was read; without it from the oldest event that is kept.')
  after_sequence?: number;
  /** Only events of this type; `last_sequence` counts the others too. */
  @IsOptional() @IsIn(TYPES) type?: (typeof TYPES)[number];
  @QueryInteger(1, 1_000, 'Events looked at, default 100.') limit?: number;
  @QueryInteger(0, 30, 'Seconds to wait when there is no event; default 0. One waiting request for each caller.')
  wait_s?: number;
}
