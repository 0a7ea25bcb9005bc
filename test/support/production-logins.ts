/** The two logins of a production database, as the guide makes them: an owner, and a weak one for the work. */
import { randomBytes } from 'node:crypto';
import type { TestDatabase } from './database.js';

export interface ProductionLogins {
  ownerUrl: string;
  appUrl: string;
  drop(): Promise<void>;
}

export async function createProductionLogins(database: TestDatabase): Promise<ProductionLogins> {
  const suffix = randomBytes(4).toString('hex');
  const password = randomBytes(12).toString('hex');
  const [owner, app] = [`owner_${suffix}`, `login_${suffix}`];
  const name = new URL(database.url).pathname.slice(1);
  const migrator = decodeURIComponent(new URL(database.url).username);
  await database.query(`CREATE ROLE ${owner} LOGIN CREATEROLE SUPERUSER PASSWORD '${password}'`);
  await database.query(`CREATE ROLE ${app} LOGIN NOINHERIT PASSWORD '${password}'`);
  const urlOf = (role: string) => {
    const url = new URL(database.url);
    url.username = role;
    url.password = password;
    return url.toString();
  };
  return {
    ownerUrl: urlOf(owner),
    appUrl: urlOf(app),
    drop: async () => {
      await database.query(`REASSIGN OWNED BY ${owner}, ${app} TO "${migrator}"`);
      await database.query(`DROP OWNED BY ${owner}, ${app}`);
      await database.query(`REVOKE ALL ON DATABASE ${name} FROM ${app}`);
      await database.query(`DROP ROLE ${app}`);
      await database.query(`DROP ROLE ${owner}`);
    },
  };
}
