/** The names used by the rules: layers, modules, public files, suffixes. */
const GATEWAY = '^apps/gateway/src/';
const SPEC = '\\.(e2e-)?spec\\.ts$';

/** Modules of the gateway by layer, lowest first: a module imports its own layer and lower ones. */
const LAYERS = {
  ground: ['audit', 'principal'],
  identity: ['tenancy', 'sign-in', 'access', 'usage'],
  things: ['devices', 'members', 'palms', 'attempts'],
  work: ['scans', 'lists', 'rules', 'transactions', 'analytics', 'enrollment', 'identification'],
  edges: ['terminal', 'webhooks', 'privacy'],
  top: ['health'],
};
const MODULES = Object.values(LAYERS).flat();
const ANY_MODULE = `${GATEWAY}(${MODULES.join('|')})/`;

/** What puts the modules together. */
const TOP = `${GATEWAY}((main|gateway|foundations)[^/]*\\.ts|boot/|migrations/)`;

/** Suffixes of the files of a module that other modules may import. */
const PUBLIC = '\\.(module|service|events|errors|types|entity|dto|view)\\.ts$';

/** Other files that are public, one by one. */
const PUBLIC_FILES = [
  'principal/principal', // who is calling
  'principal/organization-role.policy', // what a role allows
  'tenancy/project-access.policy', // what access to a project is
  'tenancy/time-zone', // which names of time zones there are
  'sign-in/id-tokens', // the port behind which ID tokens are proven
  'sign-in/choose-id-tokens', // made before the modules, by gateway.ts
  'sign-in/local-issuer', // the development issuer, seeded by boot
  'sign-in/loopback.policy', // who may be shown a page that signs in
  'access/scopes', // what a key may be allowed
  'access/terminal-directory', // the port through which devices describe terminals
  'access/public-origins', // where clients reach us
  'access/bad-credentials', // its policy is a foundation
  'access/rate-limits', // calls on a socket count with those over HTTP
  'access/quota', // the port through which usage says who is over its quota
  'members/personal-data', // where each module says what it holds about a person
  'palms/template-cipher', // session captures wait sealed like templates
  'palms/project-keys', // which vault holds project keys: a foundation
  'palms/rotate-keys', // commands of the operator
  'usage/plans', // commands of the operator
  'audit/verify-chain', // commands of the operator
  'enrollment/session.machine', // the states that a session can be in
  'enrollment/session-store', // the only writer of a session's state
  'lists/list-value.policy', // one spelling of what stands on lists
  'scans/time-range', // the span of time that a list covers
  'scans/member-lists', // the port through which the lists of a member are read
  'health/metrics-access.policy', // who may read the metrics, on their own port too
  'terminal/terminal-io.adapter', // how the socket is bound, by boot
  'webhooks/signature', // what deliveries sign with
  'webhooks/event-types', // which events there are
  'webhooks/webhook-url', // what address an endpoint may have
];
const publicFiles = `${GATEWAY}(${PUBLIC_FILES.join('|')})\\.ts$`;

const forbid = (name, comment, from, to, more = {}) => ({ name, comment, severity: 'error', from, to, ...more });
const inModule = (suffix) => ({ path: `${ANY_MODULE}[^/]+\\.${suffix}\\.ts$` });
const gatewayFile = (suffix, more = {}) => ({ path: `${GATEWAY}[^/]+/[^/]+\\.${suffix}\\.ts$`, ...more });
/** Not even a type may come along, unless `value` says that only values are meant. */
const VALUE = { dependencyTypesNot: ['type-only'] };

module.exports = {
  GATEWAY,
  SPEC,
  LAYERS,
  MODULES,
  ANY_MODULE,
  TOP,
  PUBLIC,
  publicFiles,
  forbid,
  inModule,
  gatewayFile,
  VALUE,
};
