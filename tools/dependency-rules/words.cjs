/** The words in which the forbidden arrows are written: rooms and their floors, doors, suffixes. */
const GATEWAY = '^apps/gateway/src/';
const SPEC = '\\.(e2e-)?spec\\.ts$';

/** Rooms of the gateway from the ground up; a room uses rooms of lower floors only. */
const FLOORS = [
  ['audit'],
  ['tenancy', 'sign-in'],
  ['access'],
  ['palms', 'devices', 'usage', 'cli-grants'],
  ['members'],
  ['scans'],
  ['lists'],
  ['rules', 'transactions', 'analytics'],
  ['enrollment', 'identification'],
  ['terminal', 'webhooks', 'privacy'],
  ['deliveries', 'sandbox'],
  ['health'],
];
const ROOMS = FLOORS.flat();
const ANY_ROOM = `${GATEWAY}(${ROOMS.join('|')})/`;

/** What stands above the rooms and puts them together. */
const TOP = `${GATEWAY}((main|gateway|foundations)[^/]*\\.ts|boot/|migrations/)`;

/** Suffixes of the files by which a room is entered. */
const DOORS = '\\.(module|service|events|errors|types|entity|dto|view)\\.ts$';

/** Doors that carry no suffix, one by one. */
const NAMED_DOORS = [
  'scans/time-range', // the span of time that a list covers
  'tenancy/caller', // who is calling: every room decides by it
  'tenancy/reach.policy', // what a reached project is
  'tenancy/time-zone', // which names of time zones there are
  'sign-in/id-tokens', // the port behind which ID tokens are proven
  'sign-in/choose-id-tokens', // made before the rooms, by gateway.ts
  'sign-in/local-issuer', // the development issuer, seeded by boot
  'sign-in/loopback.policy', // who may be shown a page that signs in
  'access/scopes', // what a key may be allowed
  'access/terminal-directory', // the port through which devices tell of terminals
  'access/public-origins', // where clients reach us
  'access/bad-credentials', // its policy is a foundation
  'access/quota-desk', // the port through which usage says who is over its quota
  'members/personal-data', // where each room says what it holds about a person
  'palms/template-cipher', // session captures wait sealed like templates
  'palms/project-keys', // which vault holds project keys: a foundation
  'palms/rotate-keys', // commands of the operator
  'usage/plans', // commands of the operator
  'audit/verify-chain', // commands of the operator
  'enrollment/session.machine', // the states that a session can be in
  'enrollment/session-store', // the only writer of a session's state
  'lists/list-value.policy', // one spelling of what stands on lists
  'scans/time-range', // the span of time that a list covers
  'scans/member-lists', // the port through which lists of a member are told
  'health/metrics-door.policy', // who may read the metrics, on their own port too
  'terminal/terminal-io.adapter', // how the socket is bound, by boot
  'webhooks/signature', // what deliveries sign with
  'webhooks/event-types', // which events there are
  'webhooks/webhook-url', // what address an endpoint may have
];
const namedDoors = `${GATEWAY}(${NAMED_DOORS.join('|')})\\.ts$`;

const forbid = (name, comment, from, to, more = {}) => ({ name, comment, severity: 'error', from, to, ...more });
const inRoom = (suffix) => ({ path: `${ANY_ROOM}[^/]+\\.${suffix}\\.ts$` });
const gatewayFile = (suffix, more = {}) => ({ path: `${GATEWAY}[^/]+/[^/]+\\.${suffix}\\.ts$`, ...more });
/** Not even a type may come along, unless `value` says that only values are meant. */
const VALUE = { dependencyTypesNot: ['type-only'] };

module.exports = { GATEWAY, SPEC, FLOORS, ROOMS, ANY_ROOM, TOP, DOORS, namedDoors, forbid, inRoom, gatewayFile, VALUE };
