import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsString, Length, Matches } from 'class-validator';
import { IsId, MayBeAbsent } from '#platform/http';
import { SCOPES, type Scope } from '../access/scopes.js';

export class AskForKey {
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
  @MayBeAbsent() @IsIn(['live', 'test']) mode?: 'live' | 'test';
  /** Default: every scope. */
  @MayBeAbsent() @IsArray() @ArrayMaxSize(SCOPES.length) @ArrayUnique() @IsIn(SCOPES, { each: true }) scopes?: Scope[];
}
