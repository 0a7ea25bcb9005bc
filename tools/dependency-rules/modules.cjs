/** Between modules: layers, public files, and what puts the modules together. */
const { GATEWAY, SPEC, LAYERS, MODULES, ANY_MODULE, TOP, PUBLIC, publicFiles, forbid, VALUE } = require('./words.cjs');

const names = Object.keys(LAYERS);
const layers = names.slice(0, -1).map((layer, i) =>
  forbid(
    `layer-${layer}`,
    `The layer "${layer}" uses its own modules and lower layers; what a higher layer must do in the same transaction subscribes to a domain event.`,
    { path: `${GATEWAY}(${LAYERS[layer].join('|')})/`, pathNot: SPEC },
    {
      path: `${GATEWAY}(${names
        .slice(i + 1)
        .flatMap((higher) => LAYERS[higher])
        .join('|')})/`,
    },
  ),
);

const modules = [
  forbid(
    'no-cycle',
    'Two files that need each other are one file, or a third is missing; types may refer to each other.',
    {},
    { circular: true, viaOnly: VALUE },
  ),
  forbid(
    'module-without-a-layer',
    'A new module gets its layer in tools/dependency-rules/words.cjs and ARCHITECTURE.md first.',
    { path: `${GATEWAY}(?!(${MODULES.join('|')}|boot|migrations)/)[^/]+/` },
    {},
  ),
  forbid(
    'private-files',
    'Other modules import the public files of a module only: see tools/dependency-rules/words.cjs.',
    { path: `${GATEWAY}([^/]+)/`, pathNot: SPEC },
    { path: ANY_MODULE, pathNot: [`${GATEWAY}$1/`, PUBLIC, publicFiles] },
  ),
  forbid(
    'private-files-of-modules-above',
    'What puts the modules together imports their public files only.',
    { path: `${GATEWAY}[^/]+\\.ts$`, pathNot: SPEC },
    { path: ANY_MODULE, pathNot: [PUBLIC, publicFiles] },
  ),
  forbid(
    'modules-do-not-know-the-top',
    'Modules do not know what puts them together; injection tokens are the exception, and commands, which start like main.ts.',
    { path: ANY_MODULE, pathNot: [SPEC, '\\.cli\\.ts$'] },
    { path: TOP, pathNot: `${GATEWAY}foundations\\.tokens\\.ts$` },
  ),
  forbid(
    'configuration-stands-alone',
    'It is read before anything else exists.',
    { path: `${GATEWAY}gateway\\.(config|variables)\\.ts$` },
    { path: '^(apps|libs)/', pathNot: '^libs/platform/src/config/|^apps/gateway/src/gateway\\.variables\\.ts$' },
  ),
  forbid(
    'migrations-are-frozen',
    'A merged migration must mean the same for ever, so it uses nothing that changes.',
    { path: `${GATEWAY}migrations/\\d+-` },
    { path: '^(apps|libs)/' },
  ),
  forbid(
    'no-index-in-modules',
    'An index.ts hides which file is meant and makes cycles.',
    {},
    { path: `${GATEWAY}.*/index\\.ts$` },
  ),
];

module.exports = [...layers, ...modules];
