import { IsString, Length } from 'class-validator';

/** What a sign-in link carries. */
export class SignInByLink {
  /** The token of the link that the gateway printed when it started. */
  @IsString()
  @Length(1, 200)
  token: string;
}
