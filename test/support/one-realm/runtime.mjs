/** Loads packages once a worker instead of once a test file; see the decision record on test speed. */
import { createRequire, isBuiltin } from 'node:module';
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SyntheticModule } from 'node:vm';
import 'reflect-metadata'; // before any package that decorates: they are loaded in the order that they are met
import Runtime from 'jest-runtime';
import { HOOKS_OF_FILE, HOOKS_OF_JEST } from './forget.mjs';

const PACKAGES = /[\\/]node_modules[\\/]/;
const HOOKS = /^(node:)?async_hooks$/;
/** Packages and Node's own modules by path, for every test file of this worker. */
const shared = new Map();

export default class OneRealmRuntime extends Runtime {
  constructor(...args) {
    super(...args);
    const loader = this.esmLoader;
    const resolveOwn = loader.resolveModule.bind(loader);
    loader.getContext = () => undefined; // the worker's own realm
    loader.resolution.canResolveSync = () => false; // one way of loading on every Node: the one below
    loader.resolveModule = async (specifier, from) => {
      if (specifier === '@jest/globals' || specifier.startsWith('data:')) return resolveOwn(specifier, from);
      const path = await loader.resolution.resolveEsmAsync(from, specifier);
      return loader.resolution.isCoreModule(path) || PACKAGES.test(path) ? share(path) : resolveOwn(specifier, from);
    };
    const requireCore = this.coreModule.require.bind(this.coreModule);
    this.coreModule.require = (name) => (HOOKS.test(name) ? HOOKS_OF_JEST : requireCore(name));
  }

  /** What jest itself uses for a file: its packages are shared too, its runner of tests is not, for it keeps state. */
  requireInternalModule(from, to) {
    const isPackage = to && !/^[./]/.test(to) && !isBuiltin(to);
    return isPackage ? createRequire(from)(to) : super.requireInternalModule(from, to);
  }
}

function share(path) {
  if (!shared.has(path)) shared.set(path, load(path));
  return shared.get(path);
}

async function load(path) {
  const namespace = HOOKS.test(path) ? HOOKS_OF_FILE : await import(isAbsolute(path) ? pathToFileURL(path).href : path);
  const names = Object.keys(namespace);
  const module = new SyntheticModule(names, () => {
    for (const name of names) module.setExport(name, namespace[name]);
  });
  await module.link(() => undefined);
  await module.evaluate();
  return module;
}
