import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsString, Length, Matches } from 'class-validator';
import { IsId, IsInstant, IsNullable, IsOmittable } from '#platform/http';
import { SCOPES, type Scope } from './scopes.js';

export class RequestDeviceCode {
  /** Shown to the person who approves: 1 to 64 printable characters. */
  @IsString()
  @Length(1, 64)
  @Matches(/^(?=.*\S)[^\p{C}\p{Zl}\p{Zp}]+$/u, { message: '$property must be a name of 1 to 64 printable characters' })
  client_name: string;
}

export class PollForKey {
  @IsString() @Length(1, 200) device_code: string;
}

export class ApproveGrant {
  @IsId() project_id: string;
  /** Default: the mode of the project. */
  @IsOmittable() @IsIn(['live', 'test']) mode?: 'live' | 'test';
  /** What the program may do. */
  @IsArray() @ArrayMaxSize(SCOPES.length) @ArrayUnique() @IsIn(SCOPES, { each: true }) scopes: Scope[];
  /** When the key ends; default in 90 days, null for never. */
  @IsOmittable() @IsNullable() @IsInstant() expires_at?: string | null;
}
