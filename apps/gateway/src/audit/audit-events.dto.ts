import { IsOptional, Length, Matches } from 'class-validator';
import { IsInstant, IsLine, pageQuery, QueryInteger } from '#platform/http';

export class ListAuditEvents extends pageQuery([10, 100]) {
  /** From this moment on; default 30 days before `end`, or before now. */
  @IsOptional() @IsInstant() start?: string;
  /** Up to, and without, this moment. */
  @IsOptional() @IsInstant() end?: string;
  /** E.g. `api_key.revoked`. */
  @IsOptional()
  @Matches(/^[a-z0-9_]{1,60}\.[a-z0-9_]{1,60}$/, { message: '$property must look like api_key.created' })
  action?: string;
  /** A user, key or device id, or the name of a job. */
  @IsOptional() @IsLine() @Length(1, 200) actor_id?: string;
  @IsOptional()
  @Matches(/^[a-z0-9_]{1,60}$/, { message: '$property must be a word in snake_case such as api_key' })
  object_kind?: string;
  @IsOptional() @IsLine() @Length(1, 200) object_id?: string;
  @QueryInteger(0, 999_999_999_999_999, 'In order from the event after this one; `start` and `end` do not count then.')
  after_sequence?: number;
}
