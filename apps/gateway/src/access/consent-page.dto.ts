import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsOptional, IsString, Length } from 'class-validator';
import { IsId } from '#platform/http';
import { SCOPES, type Scope } from './scopes.js';

export class OpenConsent {
  @IsOptional() @IsString() @Length(0, 40) code?: string;
}

export class SignInForConsent {
  @IsString() @Length(1, 40) code: string;
  /** An ID token, or in development the sign-in link. */
  @IsString() @Length(1, 8192) proof: string;
}

/** A field that a form repeats arrives as an array, alone as text, and not at all when nothing is ticked. */
const FormList = () => Transform(({ value }) => (value === undefined ? [] : ([value].flat() as unknown)));

export class DecideConsent {
  @IsString() @Length(1, 40) code: string;
  @IsString() @Length(1, 100) form_token: string;
  @IsIn(['approve', 'deny']) decision: 'approve' | 'deny';
  @IsId() project_id: string;
  @FormList() @IsArray() @ArrayMaxSize(SCOPES.length) @ArrayUnique() @IsIn(SCOPES, { each: true }) scopes: Scope[] = [];
}
