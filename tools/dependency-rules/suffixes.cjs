/** Inside a module: the suffix of a file says what it may import. */
const { GATEWAY, SPEC, ANY_MODULE, forbid, inModule, gatewayFile, VALUE } = require('./words.cjs');

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
      path: ANY_MODULE,
      pathNot: ['\\.module\\.ts$', SPEC],
    },
    gatewayFile('module'),
  ),
  forbid(
    'controllers-call-services',
    'A controller or socket turns wire into calls; it runs no statement and compares no palm.',
    inModule('(controller|socket)'),
    {
      path: '\\.(queries|store)\\.ts$|^libs/(platform/src/(database|outbox)|gallery|palm)/|node_modules/(typeorm|pg)/',
    },
  ),
  forbid(
    'services-know-no-transport',
    'A service does not know who asked: no HTTP, no socket. The module access is the exception.',
    {
      ...inModule('(service|job|store|queries|policy|machine|entity|events)'),
      pathNot: `${GATEWAY}access/`,
    },
    { path: 'node_modules/(fastify|@fastify|@nestjs/platform-|socket\\.io)' },
  ),
  forbid(
    'services-return-rows',
    "A service returns entities and values; making the answer is the controller's.",
    inModule('(service|job|store|queries|policy|machine)'),
    gatewayFile('view', VALUE),
  ),
  forbid(
    'policies-are-pure',
    'A policy decides from values in hand: no service, no database, no framework.',
    inModule('(policy|machine)'),
    {
      path: '\\.(service|(queries|store)|controller|module|view|dto)\\.ts$|^libs/platform/src/(database|outbox|domain-events|notifications|clock)/|node_modules/(@nestjs|typeorm|pg)/',
    },
  ),
  forbid('entities-are-rows', 'An entity says what a row is; of others it takes types only.', inModule('entity'), {
    path: '^(apps|libs)/',
    ...VALUE,
  }),
  forbid('inputs-stand-alone', 'A dto says what may come in and knows nobody who uses it.', inModule('dto'), {
    path: '\\.(service|(queries|store)|controller|module|view)\\.ts$|^libs/platform/src/(database|outbox|domain-events|notifications)/',
  }),
  forbid('views-only-show', 'A view lists what goes out; of a service it takes types only.', inModule('view'), {
    path: '\\.(service|(queries|store)|controller|module)\\.ts$|^libs/platform/src/(database|outbox|domain-events|notifications)/',
    ...VALUE,
  }),
  forbid('refusals-stand-alone', 'A refusal is a code and a sentence.', inModule('errors'), {
    path: '^apps/|^libs/platform/src/(database|outbox|domain-events|notifications|clock)/',
    pathNot: '\\.errors\\.ts$',
    ...VALUE,
  }),
  forbid(
    'events-stand-alone',
    'An event is a name and a shape: a subscriber must not import the module that publishes it.',
    inModule('events'),
    {
      path: '^apps/',
      ...VALUE,
    },
  ),
];
