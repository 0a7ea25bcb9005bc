/** CSV by RFC 4180 that a spreadsheet shows and does not execute. */

/** What Excel, LibreOffice and Google Sheets take for the start of a formula, their full-width forms, and what they skip before it. */
const FORMULA = /^(\s*[=+\-@＝＋－＠]|[\t\r\n])/;
const NEEDS_QUOTES = /[",\r\n]/;

export type Cell = string | number | null;

/** One record with its line end. Text that would run as a formula gets an apostrophe before it. */
export function csvRecord(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const guarded = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
