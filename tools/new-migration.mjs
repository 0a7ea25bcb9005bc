/** `npm run migration -- what-it-does`: the next numbered migration, listed and ready to be written by hand. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../apps/gateway/src/migrations');
const FIRST_TIMESTAMP = 1763812800000; // TypeORM orders by the digits at a class name's end

const name = process.argv[2] ?? '';
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
  process.stderr.write('Say in a few words what it does: npm run migration -- visitors-by-day\n');
  process.exit(1);
}

const numbers = readdirSync(FOLDER).map((file) => Number(/^(\d{4})-/.exec(file)?.[1] ?? 0));
const number = Math.max(...numbers) + 1;
const words = name.split('-').map((word) => word[0].toUpperCase() + word.slice(1));
const className = `${words.join('')}${FIRST_TIMESTAMP + number}`;
const file = `${String(number).padStart(4, '0')}-${name}`;

writeFileSync(
  join(FOLDER, `${file}.ts`),
  `/** ${words.join(' ')}: why the schema changes. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

// A table of tenants needs organization_id, ENABLE and FORCE ROW LEVEL SECURITY, the policies tenant and jobs, and grants.
const CHANGES = \`
\`;

export class ${className} implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CHANGES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('');
  }
}
`,
  { flag: 'wx' },
);

const list = join(FOLDER, 'migrations.ts');
const listed = readFileSync(list, 'utf8')
  .replace(/\n\nexport const/, `\nimport { ${className} } from './${file}.js';\n\nexport const`)
  .replace(/,?\s*\];\s*$/, `, ${className}];\n`);
writeFileSync(list, listed);
process.stdout.write(`apps/gateway/src/migrations/${file}.ts\n`);
