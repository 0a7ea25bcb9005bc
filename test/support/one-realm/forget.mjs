/**
 * Packages are shared by the test files of a worker, and what they keep of a file stays: every class is then looked for
 * among those of all files before, every promise carries the stores of every gateway that ever ran, and no gateway is
 * ever let go of.
 */
import hooks from 'node:async_hooks';
import { createRequire } from 'node:module';

const CLASSES_KEPT = ['classValidatorMetadataStorage', 'typeormMetadataArgsStorage']; // made anew when asked for
const { exit, getBuiltinModule } = process; // for every file jest puts its own before them

const opened = new Set();
const held = new Set();

/** Once entered, a storage is carried by all that is asynchronous until it is disabled. */
class FileStorage extends hooks.AsyncLocalStorage {
  constructor(...args) {
    super(...args);
    opened.add(this);
  }
}

/** Jest's: what outlives a file (a package that is loaded late, a connection kept alive) would keep the test it began in. */
class TestStorage extends FileStorage {
  run(store, ...rest) {
    const hold = { store };
    held.add(hold);
    return super.run(hold, ...rest);
  }

  getStore() {
    return super.getStore()?.store;
  }
}

/** In place of Node's own: for our modules, and for jest. */
export const HOOKS_OF_FILE = { ...hooks, AsyncLocalStorage: FileStorage };
export const HOOKS_OF_JEST = { ...hooks, AsyncLocalStorage: TestStorage };

/** @param globalOfJest of the context in which jest ran the file: its tests and hooks hang there, by a symbol */
export function forgetFile(globalOfJest) {
  for (const key of Object.getOwnPropertySymbols(globalOfJest)) Reflect.deleteProperty(globalOfJest, key);
  for (const storage of opened) storage.disable();
  for (const hold of held) hold.store = undefined;
  opened.clear();
  held.clear();
  Object.assign(process, { exit, getBuiltinModule });
  for (const kept of CLASSES_KEPT) delete globalThis[kept];
  createRequire(import.meta.url)('class-transformer/cjs/storage.js').defaultMetadataStorage.clear();
}
