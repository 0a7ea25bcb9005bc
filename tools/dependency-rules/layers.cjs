/** Inside a room: the suffix of a file tells what it may know. */
const { GATEWAY, SPEC, ANY_ROOM, forbid, inRoom, gatewayFile, VALUE } = require('./words.cjs');

module.exports = [
  forbid(
    'only-modules-know-controllers',
    'HTTP is an edge: nothing calls into it.',
    {
      path: GATEWAY,
      pathNot: ['\\.module\\.ts$', SPEC],
    },
    gatewayFile('(controller|socket)'),
  ),
  forbid(
    'only-modules-know-modules',
    'A module is wiring and has nothing to say to code.',
    {
      path: ANY_ROOM,
      pathNot: ['\\.module\\.ts$', SPEC],
    },
    gatewayFile('module'),
  ),
  forbid(
    'the-wire-asks-services',
    'A controller or socket turns wire into calls; it asks no table and compares no palm.',
    inRoom('(controller|socket)'),
    {
      path: '\\.queries\\.ts$|^libs/(platform/src/(database|outbox)|gallery|palm)/|node_modules/(typeorm|pg)/',
    },
  ),
  forbid(
    'services-know-no-wire',
    'A service does not know who asked: no HTTP, no socket. The front door (access) is the exception.',
    {
      ...inRoom('(service|policy|machine|queries|entity|events)'),
      pathNot: `${GATEWAY}access/`,
    },
    { path: 'node_modules/(fastify|@fastify|@nestjs/platform-|socket\\.io)' },
  ),
  forbid(
    'services-return-rows',
    "A service returns entities and values; making the answer is the controller's.",
    inRoom('(service|policy|machine|queries)'),
    gatewayFile('view', VALUE),
  ),
  forbid(
    'policies-are-pure',
    'A policy decides from values in hand: no service, no database, no framework.',
    inRoom('(policy|machine)'),
    {
      path: '\\.(service|queries|controller|module|view|dto)\\.ts$|^libs/platform/src/(database|outbox|facts|notices|clock)/|node_modules/(@nestjs|typeorm|pg)/',
    },
  ),
  forbid('entities-are-rows', 'An entity says what a row is; of others it takes types only.', inRoom('entity'), {
    path: '^(apps|libs)/',
    ...VALUE,
  }),
  forbid('inputs-stand-alone', 'A dto says what may come in and knows nobody who uses it.', inRoom('dto'), {
    path: '\\.(service|queries|controller|module|view)\\.ts$|^libs/platform/src/(database|outbox|facts|notices)/',
  }),
  forbid('views-only-show', 'A view lists what goes out; of a service it takes types only.', inRoom('view'), {
    path: '\\.(service|queries|controller|module)\\.ts$|^libs/platform/src/(database|outbox|facts|notices)/',
    ...VALUE,
  }),
  forbid('refusals-stand-alone', 'A refusal is a code and a sentence.', inRoom('errors'), {
    path: '^apps/|^libs/platform/src/(database|outbox|facts|notices|clock)/',
    pathNot: '\\.errors\\.ts$',
    ...VALUE,
  }),
  forbid(
    'facts-stand-alone',
    'An event is a name and a shape: whoever hears it must not pull in the room that tells it.',
    inRoom('events'),
    {
      path: '^apps/',
      ...VALUE,
    },
  ),
];
