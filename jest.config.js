/** Unit tests sit beside the code; journeys and guarantees speak to a real gateway and a real PostgreSQL. */
const swc = [
  '@swc/jest',
  {
    sourceMaps: 'inline',
    module: { type: 'es6' },
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      keepClassNames: true,
      experimental: { keepImportAttributes: true },
    },
  },
];
const base = {
  rootDir: import.meta.dirname,
  runtime: '<rootDir>/test/support/one-realm/runtime.mjs',
  testEnvironment: '<rootDir>/test/support/one-realm/environment.mjs',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': swc },
  testEnvironmentOptions: { customExportConditions: ['thenar-src', 'node', 'node-addons'] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};
export default {
  maxWorkers: 2,
  testTimeout: 60_000, // a busy machine is slow, not wrong
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  projects: [
    { ...base, displayName: 'unit', testMatch: ['<rootDir>/{apps,libs,tools}/**/*.spec.ts'] },
    { ...base, displayName: 'gateway', testMatch: ['<rootDir>/test/{journeys,guarantees}/**/*.e2e-spec.ts'] },
    { ...base, displayName: 'sdks', testMatch: ['<rootDir>/test/sdks/**/*.e2e-spec.ts'] },
  ],
};
