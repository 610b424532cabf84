import { DataTable, useLocale } from '@shop-platform/ui-kit';
import { useMemo } from 'react';
import {
  type Answer,
  isMomentType,
  isNumberType,
  toDate,
  toText,
} from '../../model/answer';
import { formatsOf } from '../../model/formats';

/** What a query answered, column by column, with no digit lost. */
export function ResultTable(props: {
  title: string;
  answer: Answer;
  height?: number;
}) {
  const { title, answer, height } = props;
  const locale = useLocale();
  const { columns, rows } = answer;
  const table = useMemo(() => {
    const { exact } = formatsOf(undefined, { locale });
    return {
      columns: columns.map(({ name, type }, index) => ({
        id: `${index} ${name}`,
        label: name,
        ...(isNumberType(type) && { format: exact, formatDigits: exact }),
      })),
      rows: rows.map(row =>
        row.map((cell, index) => {
          const type = columns[index]?.type ?? '';
          if (cell === null || cell === undefined) {
            return undefined;
          }
          if (isMomentType(type)) {
            return toDate(cell) ?? toText(cell);
          }
          return typeof cell === 'number' ? cell : toText(cell);
        }),
      ),
    };
  }, [columns, rows, locale]);

  return <DataTable title={title} {...table} height={height} />;
}
