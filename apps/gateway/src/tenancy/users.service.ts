/** The people behind ID tokens: the first sign-in creates the user and binds the invitations to a verified address. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import type { Role, UserPrincipal, UserId } from '../principal/principal.js';
import { signedOut } from './tenancy.errors.js';
import { User } from './tenancy.entity.js';

/** What a proven ID token says of a person. */
export interface UserIdentity {
  uid: string;
  email: string | null;
  emailVerified: boolean;
  name: string | null;
  /** Unix seconds; left out where nobody signed in. */
  authTimeS?: number;
  secondFactor?: boolean;
}

@Injectable()
export class UsersService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The caller with today's memberships: a removed person is refused at the next request. */
  async callerOf(person: UserIdentity): Promise<UserPrincipal> {
    const known = await this.read(person.uid);
    const stale =
      !known ||
      known.email !== (person.email?.toLowerCase() ?? null) ||
      known.verified !== person.emailVerified ||
      known.invited;
    const row = stale ? await this.signIn(person) : known;
    const { authTimeS = this.clock.nowMs() / 1000, secondFactor = false } = person;
    const signedInMs = authTimeS * 1000;
    if (row.signed_out_at !== null && signedInMs < row.signed_out_at.getTime()) throw signedOut();
    const strict = row.roles.filter(({ require_mfa }) => require_mfa && !secondFactor);
    return {
      kind: 'user',
      userId: row.user_id as UserId,
      uid: person.uid,
      email: person.email,
      roles: new Map(row.roles.map(({ organization_id, role }) => [organization_id, role])),
      mfaMissing: new Set(strict.map(({ organization_id }) => organization_id)),
      secondFactor,
      signedInMs,
    };
  }

  findByEmail(email: string): Promise<User | null> {
    return this.database.systemTransaction('find a user by e-mail', (tx) =>
      tx.getRepository(User).findOneBy({ email: email.toLowerCase(), emailVerified: true }),
    );
  }

  /** Firebase gives a uid to one person only, so it may be named before its first sign-in, which brings name and e-mail. */
  expect(uid: string): Promise<User> {
    const now = this.clock.now();
    return this.database.systemTransaction('expect a person by uid', async (tx) => {
      await tx.query(
        `INSERT INTO users (user_id, uid, email_verified, created_at) VALUES ($1, $2, false, $3) ON CONFLICT (uid) DO NOTHING`,
        [newId(now.getTime()), uid, now],
      );
      return tx.getRepository(User).findOneByOrFail({ uid });
    });
  }

  private async read(uid: string): Promise<SignInRow | undefined> {
    const [row] = await this.database.systemQuery<SignInRow>(
      'memberships before the organization is known',
      `SELECT u.user_id, u.email, u.email_verified AS verified, u.signed_out_at,
              coalesce((SELECT json_agg(json_build_object('organization_id', m.organization_id, 'role', m.role,
                                                                   'require_mfa', o.require_mfa))
                        FROM memberships m JOIN organizations o USING (organization_id) WHERE m.user_id = u.user_id AND NOT m.disabled), '[]') AS roles,
              u.email_verified AND EXISTS (SELECT 1 FROM invitations i WHERE i.email = u.email) AS invited
       FROM users u WHERE u.uid = $1`,
      [uid],
    );
    return row;
  }

  private async signIn(person: UserIdentity): Promise<SignInRow> {
    const now = this.clock.now();
    await this.database.systemTransaction('sign a person in', async (tx) => {
      const email = person.email?.toLowerCase() ?? null;
      await tx.query(
        `INSERT INTO users (user_id, uid, email, email_verified, name, created_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (uid) DO UPDATE SET email = excluded.email, email_verified = excluded.email_verified, name = excluded.name`,
        [newId(now.getTime()), person.uid, email, person.emailVerified, person.name, now],
      );
      if (!person.emailVerified || email === null) return;
      await tx.query(
        `WITH bound AS (DELETE FROM invitations WHERE email = $1 RETURNING organization_id, role)
         INSERT INTO memberships (organization_id, user_id, role, created_at)
         SELECT bound.organization_id, users.user_id, bound.role, $2 FROM bound, users WHERE users.uid = $3
         ON CONFLICT DO NOTHING`,
        [email, now, person.uid],
      );
    });
    return (await this.read(person.uid))!;
  }
}

interface SignInRow {
  user_id: string;
  email: string | null;
  verified: boolean;
  signed_out_at: Date | null;
  roles: { organization_id: string; role: Role; require_mfa: boolean }[];
  invited: boolean;
}
