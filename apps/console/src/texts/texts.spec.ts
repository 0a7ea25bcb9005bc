/** Both languages say everything, and fill in the same values. */
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };

/** `members.delete_title` → text */
function flatten(node: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null
        ? [...flatten(value, `${path}${key}.`)]
        : [[`${path}${key}`, String(value)] as const],
    ),
  );
}
const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();

const [english, german] = [flatten(en), flatten(de)];

describe('the texts in English and German', () => {
  it('have the same keys', () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('are never empty', () => {
    for (const [key, text] of [...english, ...german]) expect(`${key}: ${text.trim()}`).not.toBe(`${key}: `);
  });

  it('fill in the same values', () => {
    const different = [...english].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(german.get(key) ?? '').join(),
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it('are written in German throughout: sentences of several words differ from the English ones', () => {
    const same = [...english].filter(([key, text]) => text.split(' ').length > 2 && german.get(key) === text);
    expect(same.map(([key]) => key)).toEqual([]);
  });
});
