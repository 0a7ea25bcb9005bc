/** The forbidden arrows: who may know whom, as ARCHITECTURE.md draws it. Each has a name and says why. */
const RULES = './tools/dependency-rules';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...require(`${RULES}/floors.cjs`), ...require(`${RULES}/layers.cjs`), ...require(`${RULES}/libs.cjs`)],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/|^libs/[^/]+/assembly/.*\\.ts$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['thenar-src', 'import', 'node', 'default'], exportsFields: ['exports'] },
    cache: false,
  },
};
