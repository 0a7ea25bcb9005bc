import fc from 'fast-check';
import { csvRecord } from './csv.js';

/** A reader by RFC 4180, written apart from the writer. */
function cellsOf(text: string): string[][] {
  const records: string[][] = [[]];
  for (let rest = text; rest !== '';) {
    const [taken, quoted, plain, end] = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest)!;
    records.at(-1)!.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end === '\r\n') records.push([]);
    rest = rest.slice(taken.length);
  }
  return records.slice(0, -1);
}

describe('a CSV record', () => {
  it('separates by commas and ends with CRLF', () => {
    expect(csvRecord(['a', 7, null, 'b c'])).toBe('a,7,,b c\r\n');
  });

  it('quotes what holds a comma, a quote or a line end, and nothing else', () => {
    expect(csvRecord(['a,b', 'say "hi"', 'two\nlines', 'two\r\nlines', "it's"])).toBe(
      '"a,b","say ""hi""","two\nlines","two\r\nlines",it\'s\r\n',
    );
  });

  it('disarms what a spreadsheet would run', () => {
    const armed = [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      ' =1',
      '\t=1',
      '\rx',
      '＝1',
      '=HYPERLINK("http://evil.example","x")',
    ];
    for (const text of armed) expect(csvRecord([text]).replace(/^"/, '')).toMatch(/^'/);
    expect(csvRecord(['=a,b'])).toBe('"\'=a,b"\r\n');
  });

  it('leaves numbers and harmless text alone', () => {
    expect(csvRecord([-5, 'a=b', '1-2', "'quoted'"])).toBe("-5,a=b,1-2,'quoted'\r\n");
  });

  it('comes back as it was, whatever is in it; what was disarmed has one apostrophe more', () => {
    const nasty = fc.string({ unit: fc.constantFrom(...'a1 ,"\'=+-@\t\r\n＝é🖐'), maxLength: 12 });
    const cell = fc.oneof(nasty, fc.string({ unit: 'grapheme' }), fc.integer(), fc.constant(null));
    const records = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 5 });
    fc.assert(
      fc.property(records, (written) => {
        const read = cellsOf(written.map(csvRecord).join(''));
        expect(read.map((cells) => cells.length)).toEqual(written.map((cells) => cells.length));
        for (const [r, cells] of written.entries())
          for (const [c, value] of cells.entries()) {
            const back = read[r]![c]!;
            const whole = String(value ?? '');
            expect([whole, `'${whole}`]).toContain(back);
            if (typeof value === 'string') expect(back).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
          }
      }),
    );
  });
});
