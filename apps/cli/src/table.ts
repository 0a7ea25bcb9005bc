/** Rows for people: columns as wide as they need, and nothing in them that could command a terminal. */

export function table(headings: string[], rows: (string | null | undefined)[][]): string {
  const cells = [headings, ...rows.map((row) => row.map((cell) => harmless(cell ?? '–')))];
  const widths = headings.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Names come from others: control and direction characters are shown as dots. */
export function harmless(text: string): string {
  return text.replace(/\p{C}/gu, '·');
}
