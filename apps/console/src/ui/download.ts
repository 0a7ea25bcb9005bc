/** Hands a file to the person, as a download would. */
export function downloadFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

const needsQuotes = /[",\r\n;]/;
/** A spreadsheet would take such a text for a formula. */
const isFormula = /^[=+\-@\t\r]/;

/** RFC 4180, with the byte order mark by which spreadsheets know UTF-8. */
export function csvOf(rows: readonly (readonly (string | number)[])[]): Blob {
  const cell = (value: string | number): string => {
    if (typeof value === 'number') return String(value);
    const text = isFormula.test(value) ? `'${value}` : value;
    return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = rows.map((row) => row.map(cell).join(','));
  return new Blob([`\ufeff${lines.join('\r\n')}\r\n`], { type: 'text/csv' });
}
