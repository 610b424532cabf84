import { type ChartCell, type ChartData } from './types';

/** Spreadsheets run a cell that begins like this. */
const FORMULA = /^[=+\-@\t\r]/;
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
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** Exact numbers, moments in ISO 8601, and nothing a spreadsheet would run. */
export function formatCsv({ columns, rows }: ChartData): string {
  return [columns.map(({ label }) => label), ...rows]
    .map(row => `${row.map(csvCell).join(',')}\r\n`)
    .join('');
}

/** `Duration over time` as a file that any system can keep. */
function fileNameOf(title: string): string {
  const name = title
    .toLocaleLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return `${name || 'chart'}.csv`;
}

export function downloadCsv(title: string, data: ChartData): void {
  const blob = new Blob([BYTE_ORDER_MARK, formatCsv(data)], {
    type: 'text/csv;charset=utf-8',
  });
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileNameOf(title);
  link.click();
  URL.revokeObjectURL(url);
}
