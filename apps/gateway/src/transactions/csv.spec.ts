import { csvRecord } from './csv.js';

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
});
