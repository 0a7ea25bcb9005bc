/** Part of `npm run check`: licences inside the list, and no install script that nobody has looked at. */
import { packagesOf, readLock, violations } from './packages.mjs';

const packages = packagesOf(readLock());
const found = violations(packages);
process.stdout.write(
  found.length > 0 ? `${found.join('\n')}\n` : `${packages.length} packages, all within the policy\n`,
);
process.exitCode = found.length > 0 ? 1 : 0;
