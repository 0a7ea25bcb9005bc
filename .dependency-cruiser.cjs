/** The forbidden imports, as ARCHITECTURE.md describes them. Each rule has a name and a reason. */
const RULES = './tools/dependency-rules';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...require(`${RULES}/modules.cjs`), ...require(`${RULES}/suffixes.cjs`), ...require(`${RULES}/libs.cjs`)],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/|^libs/[^/]+/assembly/.*\\.ts$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['thenar-src', 'import', 'node', 'default'], exportsFields: ['exports'] },
    cache: false,
  },
};
