/** Between apps, libs and the packages of others. */
const { GATEWAY, SPEC, forbid, VALUE } = require('./words.cjs');

const libs = [
  forbid('libs-know-no-app', 'A lib that knows an app belongs to it.', { path: '^libs/' }, { path: '^apps/' }),
  forbid(
    'apps-are-apart',
    'Apps meet on the wire, never in code.',
    { path: '^apps/([^/]+)/', pathNot: SPEC },
    {
      path: '^apps/',
      pathNot: '^apps/$1/',
    },
  ),
  forbid(
    'console-uses-http',
    'What it knows of the gateway stands in the OpenAPI document; no code of the server goes to browsers.',
    { path: '^apps/console/src/', pathNot: SPEC },
    { path: '^(libs|apps/(?!console/))' },
  ),
  forbid(
    'ui-knows-no-page',
    'Buttons, tables and texts serve every page and know none.',
    { path: '^apps/console/src/(ui|texts|api)/' },
    { path: '^apps/console/src/(?!ui/|texts/|api/|sign-in/session\\.ts$)' },
  ),
  forbid(
    'firebase-loads-late',
    'It is loaded where it is used, so only a dynamic import leads there.',
    { path: '^apps/console/src/', pathNot: '/firebase\\.ts$' },
    {
      path: 'node_modules/@firebase/|^apps/console/src/sign-in/firebase',
      dependencyTypesNot: ['dynamic-import', 'type-only'],
    },
  ),
  forbid(
    'palm-imports-nothing',
    'Palm mathematics runs anywhere: no lib, no package, no input or output.',
    {
      path: '^libs/palm/src/',
      pathNot: SPEC,
    },
    { pathNot: '^libs/palm/src/' },
  ),
  forbid(
    'gallery-imports-palm-only',
    'The gallery knows templates and threads, not members, not services.',
    {
      path: '^libs/gallery/src/',
      pathNot: SPEC,
    },
    { path: '^libs/|node_modules/', pathNot: ['^libs/gallery/src/', '^libs/palm/src/index\\.ts$'] },
  ),
  forbid(
    'platform-knows-no-domain',
    'The platform knows nothing of palms.',
    { path: '^libs/platform/src/' },
    { path: '^libs/(palm|gallery)/' },
  ),
  forbid(
    'platform-areas-use-index',
    'An area of the platform is imported by its index.',
    {
      path: '^libs/platform/src/([^/]+)/',
      pathNot: SPEC,
    },
    { path: '^libs/platform/src/[^/]+/(?!index\\.ts$)', pathNot: '^libs/platform/src/$1/' },
  ),
  forbid(
    'libs-use-index',
    'A lib is imported by #palm, #gallery or #platform/<area>.',
    {
      path: '^(apps/[^/]+/src|libs/(?!palm/|gallery/|platform/)[^/]+)/',
      pathNot: SPEC,
    },
    { path: '^libs/(palm|gallery)/src/(?!index\\.ts$)|^libs/platform/src/[^/]+/(?!index\\.ts$)' },
  ),
];

const packages = [
  forbid(
    'resolvable',
    'An import that leads nowhere works on one machine only; the reference of the landmark network takes its packages from a folder that is named to it.',
    { pathNot: '^tools/hand-landmarks/reference\\.mjs$' },
    { couldNotResolve: true },
  ),
  forbid(
    'declared-packages',
    'What we use is named in package.json, not found by luck under another package.',
    { path: '^(apps|libs)/' },
    {
      dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'deprecated'],
    },
  ),
  forbid(
    'no-dev-package-in-production',
    'npm ci --omit=dev must be able to run it.',
    { path: '^(apps|libs)/', pathNot: [SPEC, '^apps/console/', '/assembly/build\\.mjs$'] },
    {
      dependencyTypes: ['npm-dev'],
      dependencyTypesNot: ['type-only'],
    },
  ),
  forbid(
    'production-knows-no-test',
    'What a test needs is not what a gateway does.',
    { path: '^(apps|libs)/', pathNot: SPEC },
    { path: `^(test|bench|tools)/|${SPEC}` },
  ),
  forbid(
    'only-sign-in-uses-firebase',
    'Only sign-in talks to Firebase.',
    { path: '^(apps|libs)/', pathNot: `${GATEWAY}sign-in/` },
    { path: 'node_modules/firebase-admin/' },
  ),
  forbid(
    'only-platform-uses-pg',
    'Statements go through libs/platform/database, which sets tenant and role.',
    {
      path: '^(apps|libs)/',
      pathNot: ['^libs/platform/src/(database|notifications|embedded-postgres)/', `${GATEWAY}boot/`, SPEC],
    },
    { path: 'node_modules/pg/', ...VALUE },
  ),
];

module.exports = [...libs, ...packages];
