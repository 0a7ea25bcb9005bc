/** Environment variables → typed values, read once; what is unknown or malformed stops the start with one clear list. */

export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(`The configuration cannot be used:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

export interface EnvVariable<T> {
  parse(raw: string): T;
  fallback: T;
  /** One sentence for `.env.example`. */
  says: string;
  example: string;
}
export type EnvSpec = Record<string, EnvVariable<unknown>>;
export type EnvValues<S extends EnvSpec> = { readonly [K in keyof S]: S[K] extends EnvVariable<infer T> ? T : never };

export interface ListKind {
  /** @returns the part in its canonical form; null when it is of another kind */
  read(part: string): string | null;
  /** In the plural, with an example. */
  wanted: string;
}

/** Builders of variables; each `parse` throws an Error whose message says what is wanted. */
export const env = {
  text: (fallback: string | null, says: string, example = ''): EnvVariable<string | null> => ({
    parse: (raw) => raw,
    fallback,
    says,
    example,
  }),
  integer: (fallback: number, range: [min: number, max: number], says: string): EnvVariable<number> => ({
    parse: (raw) => {
      const value = Number(raw);
      if (!/^-?\d+$/.test(raw) || value < range[0] || value > range[1])
        throw new Error(`a whole number from ${range[0]} to ${range[1]}`);
      return value;
    },
    fallback,
    says,
    example: String(fallback),
  }),
  /** Unset is null. */
  optionalInteger: (range: [min: number, max: number], says: string, example: string): EnvVariable<number | null> => ({
    ...env.integer(0, range, says),
    fallback: null,
    example,
  }),
  flag: (fallback: boolean | null, says: string): EnvVariable<boolean | null> => ({
    parse: (raw) => {
      if (['on', 'true', '1', 'yes'].includes(raw)) return true;
      if (['off', 'false', '0', 'no'].includes(raw)) return false;
      throw new Error('on or off');
    },
    fallback,
    says,
    example: fallback ? 'on' : 'off',
  }),
  choice: <const C extends string>(choices: readonly C[], fallback: C | null, says: string): EnvVariable<C | null> => ({
    parse: (raw) => {
      if (!(choices as readonly string[]).includes(raw)) throw new Error(`one of ${choices.join(', ')}`);
      return raw as C;
    },
    fallback,
    says,
    example: fallback ?? choices[0]!,
  }),
  /** @param kind reads one part of a comma-separated list */
  list: (fallback: string[], kind: ListKind, says: string): EnvVariable<string[]> => ({
    parse: (raw) => {
      const parts = raw.split(',').map((part) => part.trim());
      const read = parts.map((part) => kind.read(part));
      const bad = read.indexOf(null);
      if (bad >= 0) throw new Error(`a comma-separated list of ${kind.wanted}; "${parts[bad]}" is none`);
      return read as string[];
    },
    fallback,
    says,
    example: fallback.join(','),
  }),
};

/**
 * Reads every variable of `spec`. Empty means unset.
 * @param owned prefix of variables that are ours: an unknown one is refused, because it is a typing error
 * @throws ConfigError naming every variable that cannot be used
 */
export function readEnv<S extends EnvSpec>(spec: S, source: NodeJS.ProcessEnv, owned = 'THENAR_'): EnvValues<S> {
  const problems = Object.keys(source)
    .filter((name) => name.startsWith(owned) && !(name in spec))
    .map((name) => `${name} is not a variable of this gateway (see .env.example)`);
  const values: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries(spec)) {
    const raw = source[name]?.trim();
    try {
      values[name] = raw ? variable.parse(raw) : variable.fallback;
    } catch (error) {
      problems.push(`${name} must be ${(error as Error).message}`);
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return values as EnvValues<S>;
}
