/** What a reviewer should not have to say. Formatting is prettier's, arrows between files are dependency-cruiser's. */
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import typescript from 'typescript-eslint';

const CLOCK = 'Time comes from the injected Clock, so that tests can move it.';
const TIME_AND_CHANCE = [
  { object: 'Date', property: 'now', message: CLOCK },
  { object: 'Math', property: 'random', message: 'Chance comes from node:crypto or a seeded generator.' },
  { object: 'process', property: 'env', message: 'The environment is read once, by gateway.config.ts.' },
];
const CLOCKLESS_DATE = { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: CLOCK };
const OWN_WORDS = {
  selector: "ImportDeclaration[source.value='@nestjs/common'] ImportSpecifier[imported.name=/Exception$/]",
  message: "A refusal is a Problem of the room (x.errors.ts): HTTP is the filter's affair.",
};
const LONG_LISTS = [
  {
    selector: ':matches(FunctionDeclaration, ArrowFunctionExpression, TSDeclareFunction)[params.length>5]',
    message: 'More than five parameters want a name each: take an object.',
  },
  {
    selector: 'MethodDefinition[kind!="constructor"] > FunctionExpression[params.length>5]',
    message: 'More than five parameters want a name each: take an object.',
  },
  {
    selector: 'MethodDefinition[kind="constructor"] > FunctionExpression[params.length>9]',
    message: 'A class that needs so many others does several things.',
  },
];

/** Where time, chance and environment enter: the platform, the start, commands, measurements and tests. */
const WHERE_THEY_ENTER = [
  'libs/platform/**',
  'apps/gateway/src/main.ts',
  'apps/gateway/src/boot/**',
  'apps/terminal/**',
  'apps/cli/**',
  'sdks/**', // they run with the client, whose clock and chance it is
  'apps/console/**', // a browser has its own clock; deadlines are read off the gateway's
  '**/*.cli.ts',
  'bench/**',
  'test/**',
  'tools/**',
  '**/*.spec.ts',
  '*.js',
];
const TESTS = ['**/*.spec.ts', '**/*.e2e-spec.ts', 'test/**'];

export default [
  {
    ignores: [
      'dist/',
      'coverage/',
      '.thenar/',
      'libs/*/assembly/**/*.ts',
      'contracts/',
      'sdks/typescript/src/generated/',
      'sdks/typescript/dist/',
    ],
  },
  js.configs.recommended,
  ...typescript.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-control-regex': 'off', // control characters are among what we refuse
      'no-restricted-properties': ['error', ...TIME_AND_CHANCE],
      'no-restricted-syntax': ['error', CLOCKLESS_DATE, OWN_WORDS, ...LONG_LISTS],
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'max-depth': ['error', 5],
      complexity: ['error', 20],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-unnecessary-type-assertion': 'off', // a `!` after an index says that it is known to hit
      '@typescript-eslint/require-await': 'off', // an interface may ask for a promise
      '@typescript-eslint/prefer-promise-reject-errors': 'off', // an abort signal's reason is handed on as it is
      '@typescript-eslint/unbound-method': ['error', { ignoreStatic: true }],
      // rows and answers come from outside as they are; what is made of them is typed, and tsc checks that
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
    },
  },
  {
    files: WHERE_THEY_ENTER,
    rules: { 'no-restricted-properties': 'off', 'no-restricted-syntax': ['error', OWN_WORDS, ...LONG_LISTS] },
  },
  {
    files: ['apps/gateway/src/**', 'libs/platform/src/**'],
    ignores: ['apps/gateway/src/boot/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'setInterval', message: 'What is done again and again is a Periodic.' },
      ],
    },
  },
  { files: ['**/*.controller.ts'], rules: { 'no-restricted-syntax': ['error', CLOCKLESS_DATE, OWN_WORDS] } }, // Nest hands in each piece of a request by itself
  { files: ['**/*.e2e-spec.ts'], rules: { 'max-lines': ['error', 450] } }, // a journey is one story
  { files: ['**/migrations/*.ts'], rules: { 'max-lines': 'off' } }, // SQL that belongs together
  {
    files: TESTS,
    rules: {
      'max-lines-per-function': 'off', // a describe is a chapter
      'no-console': 'off', // a test that cannot run says why
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['apps/console/src/**/*.{ts,tsx}'],
    ...reactHooks.configs.flat['recommended-latest'],
  },
  {
    files: ['apps/console/src/**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 90, skipBlankLines: true, skipComments: true }] }, // half of it is markup
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    ...typescript.configs.disableTypeChecked,
    languageOptions: {
      parserOptions: { projectService: false },
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'URL',
          'Buffer',
          'fetch',
          'setTimeout',
          'clearTimeout',
          'globalThis',
          'require',
          'module',
          'performance',
          'AbortController',
          'AbortSignal',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', 'bench/**', 'apps/terminal/**', '**/*.cli.ts'],
    rules: { 'no-console': 'off', '@typescript-eslint/no-require-imports': 'off' },
  },
];
