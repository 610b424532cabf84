import { type ChartCell, type ChartData } from './types';

/** Spreadsheets run a cell that begins like this. */
const FORMULA = /^[=+\-@\t\r]/;
/** A number in digits, which is safe whatever it begins with. */
const DIGITS = /^-?\d+(?:\.\d+)?$/;
const NEEDS_QUOTES = /[",\r\n]/;
/** Without it, spreadsheets take the text for another encoding than UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

function csvCell(cell: ChartCell): string {
  if (cell === undefined) {
    return '';
  }
  if (cell instanceof Date) {
    return cell.toISOString();
  }
  if (typeof cell === 'number') {
    return Number.isFinite(cell) ? String(cell) : '';
  }
  const text = FORMULA.test(cell) && !DIGITS.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** Exact numbers, moments in ISO 8601, and nothing a spreadsheet would run. */
export function formatCsv({ columns, rows }: ChartData): string {
  return [columns.map(({ label }) => label), ...rows]
    .map(row => `${row.map(csvCell).join(',')}\r\n`)
    .join('');
}

/** `Duration over time` as a file that any system can keep. */
export function fileNameOf(title: string, extension: string): string {
  const name = title
    .toLocaleLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return `${name || 'chart'}.${extension}`;
}

/** Hands a file to the browser to keep. */
export function saveFile(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}

/**
 * Hands a table to the browser as a file: exact, and with nothing in it that a
 * spreadsheet would run.
 *
 * @public
 */
export function downloadCsv(title: string, data: ChartData): void {
  const blob = new Blob([BYTE_ORDER_MARK, formatCsv(data)], {
    type: 'text/csv;charset=utf-8',
  });
  saveFile(blob, fileNameOf(title, 'csv'));
}
