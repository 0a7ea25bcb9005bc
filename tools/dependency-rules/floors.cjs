/** Between rooms: floors, doors, and what stands above them. */
const { GATEWAY, SPEC, FLOORS, ROOMS, ANY_ROOM, TOP, DOORS, namedDoors, forbid, VALUE } = require('./words.cjs');

const floors = FLOORS.flatMap((rooms, floor) =>
  rooms.map((room) => {
    const others = FLOORS.slice(floor)
      .flat()
      .filter((other) => other !== room);
    return forbid(
      `floor-of-${room}`,
      `${room} stands on floor ${floor} and uses lower floors only: what a higher room must do in the same transaction it hears as a fact.`,
      { path: `${GATEWAY}${room}/`, pathNot: SPEC },
      { path: `${GATEWAY}(${others.join('|')})/` },
    );
  }),
).filter((rule) => !rule.to.path.endsWith('()/'));

const house = [
  forbid(
    'no-cycle',
    'Two files that need each other are one file, or miss a third; types may lean on each other.',
    {},
    {
      circular: true,
      viaOnly: VALUE,
    },
  ),
  forbid(
    'room-without-a-floor',
    'A new room gets its floor in .dependency-cruiser.cjs and ARCHITECTURE.md first.',
    {
      path: `${GATEWAY}(?!(${ROOMS.join('|')}|boot|migrations)/)[^/]+/`,
    },
    {},
  ),
  forbid(
    'doors',
    'A room is entered by its module, service, events, errors, types, entity, dto or view, or by a door named in .dependency-cruiser.cjs.',
    {
      path: `${GATEWAY}([^/]+)/`,
      pathNot: SPEC,
    },
    { path: ANY_ROOM, pathNot: [`${GATEWAY}$1/`, DOORS, namedDoors] },
  ),
  forbid(
    'doors-for-the-top',
    'What puts the rooms together uses their doors too.',
    {
      path: `${GATEWAY}[^/]+\\.ts$`,
      pathNot: SPEC,
    },
    { path: ANY_ROOM, pathNot: [DOORS, namedDoors] },
  ),
  forbid(
    'the-top-is-above',
    'Rooms do not know who put them together; injection tokens are the exception, and commands, which are started like main.ts.',
    {
      path: ANY_ROOM,
      pathNot: [SPEC, '\\.cli\\.ts$'],
    },
    { path: TOP, pathNot: `${GATEWAY}foundations\\.tokens\\.ts$` },
  ),
  forbid(
    'configuration-stands-alone',
    'It is read before anything else exists.',
    {
      path: `${GATEWAY}gateway\\.config\\.ts$`,
    },
    { path: '^(apps|libs)/', pathNot: '^libs/platform/src/config/' },
  ),
  forbid(
    'migrations-are-frozen',
    'A merged migration must mean the same for ever, so it uses nothing that changes.',
    {
      path: `${GATEWAY}migrations/\\d+-`,
    },
    { path: '^(apps|libs)/' },
  ),
  forbid(
    'no-barrels-in-rooms',
    'An index.ts hides which file is meant and makes cycles.',
    {},
    { path: `${GATEWAY}.*/index\\.ts$` },
  ),
];

module.exports = [...floors, ...house];
