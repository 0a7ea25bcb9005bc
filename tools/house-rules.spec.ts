/** Conventions of this codebase that no other tool checks. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const CODE = ['apps', 'libs', 'test', 'bench', 'tools'].flatMap((folder) => filesUnder(join(ROOT, folder)));
const TYPESCRIPT = CODE.filter((file) => file.endsWith('.ts'));

const MAX_LINES = 300;
const MAX_LINES_OF_A_JOURNEY = 450;
const SHORT = 30;
/** The suffix says what such a file is; the others open with a sentence. */
const SAYS_IT_BY_NAME = /\.(controller|socket|dto|view|entity|module|spec|d)\.ts$/;
const NAMES_THAT_SAY_NOTHING = /(^|[/.-])(utils?|helpers?|common|shared|misc|stuff|manager|handler)([/.-]|$)/i;

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['node_modules', 'dist', 'results'].includes(entry.name) ? [] : filesUnder(path);
    return /\.(ts|tsx|mjs|cjs|js)$/.test(entry.name) ? [relative(ROOT, path)] : [];
  });
}

/** Words of an older language of this code; docs/adr/0028-plain-words.md says what replaced them. */
const OLD_WORDS =
  /^(house|room|door|wall|tell|tells|told|stranger|mate|twin|rubbish|oblivion|doer|courier|somebody)s?$/i;
const CONSTANT = /^(MOST|LEAST|FEWEST|LONGEST|DEEPEST)_|_(MOST|LEAST|FEWEST|LONGEST|DEEPEST)(_|$)/;
const DECLARATION = /\b(?:class|interface|type|enum|function|const|let)\s+([A-Za-z_][A-Za-z0-9_]*)/g;
const wordsOf = (name: string) => name.split(/_|(?<=[a-z0-9])(?=[A-Z])/);

const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const linesOf = (file: string) => textOf(file).split('\n').length - 1;

describe('the codebase', () => {
  it('was read', () => {
    expect(TYPESCRIPT.length).toBeGreaterThan(300);
  });

  it(`has no file of more than ${MAX_LINES} lines: that is two files`, () => {
    const limitOf = (file: string) => (file.endsWith('.e2e-spec.ts') ? MAX_LINES_OF_A_JOURNEY : MAX_LINES);
    const long = CODE.filter((file) => !/migrations\/\d/.test(file) && linesOf(file) > limitOf(file));
    expect(long.map((file) => `${file}: ${linesOf(file)}`)).toEqual([]);
  });

  it('says in the first line of a file what idea it owns', () => {
    const silent = TYPESCRIPT.filter((file) => !SAYS_IT_BY_NAME.test(file) && linesOf(file) > SHORT).filter(
      (file) => !/^(#!.*\n)?\/\*\*\s*\*?\s*\S.{15,}/.test(textOf(file).replace(/\n \* /g, ' ')),
    );
    expect(silent).toEqual([]);
  });

  it('names things by what they are', () => {
    expect(CODE.filter((file) => NAMES_THAT_SAY_NOTHING.test(file))).toEqual([]);
    expect(TYPESCRIPT.filter((file) => !/^[a-z0-9]+([.-][a-z0-9]+)*\.ts$/.test(basename(file)))).toEqual([]);
  });

  it('names nothing by the old words', () => {
    const named = TYPESCRIPT.flatMap((file) =>
      [...textOf(file).matchAll(DECLARATION)].map(([, name]) => ({ file, name: name! })),
    );
    const old = named.filter(({ name }) => wordsOf(name).some((word) => OLD_WORDS.test(word)));
    expect(old).toEqual([]);
    expect(named.filter(({ name }) => CONSTANT.test(name))).toEqual([]);
  });

  it('has no index.ts in a module', () => {
    expect(TYPESCRIPT.filter((file) => /^apps\/.*\/index\.ts$/.test(file))).toEqual([]);
  });

  it('has no test that keeps the others from running, and no promise of work to come', () => {
    const own = basename(import.meta.filename);
    const others = CODE.filter((file) => basename(file) !== own);
    expect(others.filter((file) => /\b(describe|it|test)\.only\(|\bf(describe|it)\(/.test(textOf(file)))).toEqual([]);
    expect(others.filter((file) => /\b(TODO|FIXME|XXX|HACK)\b/.test(textOf(file)))).toEqual([]);
  });

  it('describes in words what a field must be, never by a pattern', () => {
    const silent = TYPESCRIPT.filter((file) =>
      /@?Matches\((?!(?:(?!\bmessage:)[^;])*\bmessage:)/.test(textOf(file).replace(/import[^;]*;/g, '')),
    );
    expect(silent).toEqual([]);
  });

  it('mentions no machine that it was written on', () => {
    const texts = [...CODE, 'package.json', 'README.md', '.ci/run'].filter(
      (file) => basename(file) !== basename(import.meta.filename),
    );
    expect(texts.filter((file) => /\/(work|root|Users)\/[a-z.]|\/home\/(?!node\b)[a-z]/.test(textOf(file)))).toEqual(
      [],
    );
  });
});
