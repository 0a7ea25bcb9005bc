/** `npm run thenar -- backup FILE | restore FILE`, with `--keys FILE` for the keys, which lie apart. */
import { operate, USAGE } from './operator-commands.js';

operate(process.argv.slice(2), process.env).then(
  (said) => {
    if (said === null) {
      process.stderr.write(USAGE);
      process.exitCode = 2;
    } else process.stdout.write(`${said}\n`);
  },
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
