import { formatSpan } from '../../lib/dates';
import { type ChartTheme } from './theme';
import { type ChartWindow } from './types';

/** The names and times of the stretches, for those who hear the picture. */
export function windowNames(
  windows: readonly ChartWindow[],
  locale: string,
): string[] {
  return windows.map(
    ({ from, to, title }) => `${title}: ${formatSpan(from, to, { locale })}`,
  );
}

/** Stretches of time with their names, behind what is drawn. */
export function shadedWindows(
  windows: readonly ChartWindow[],
  theme: ChartTheme,
) {
  return {
    silent: true,
    itemStyle: {
      color: theme.mutedText,
      opacity: 0.12,
      borderColor: theme.mutedText,
      borderWidth: 1,
      borderType: 'dashed' as const,
    },
    label: {
      show: true,
      position: 'insideTopLeft' as const,
      color: theme.text,
      fontSize: 11,
    },
    data: windows.map(
      ({
        from,
        to,
        title,
      }): [{ name: string; xAxis: number }, { xAxis: number }] => [
        { name: title, xAxis: from.getTime() },
        { xAxis: to.getTime() },
      ],
    ),
  };
}
