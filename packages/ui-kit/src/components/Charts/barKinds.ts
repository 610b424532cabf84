import { type Quantity } from '../../model/quantity';
import { chartPalette } from '../../model/serviceColor';

/**
 * What bars of a colour are, next to or upon those of others.
 *
 * @public
 */
export type BarSeries = { id: string; name: string; color?: string };

/**
 * A bar, or some beside or upon each other, with a name.
 *
 * @public
 */
export type Bar = {
  id: string;
  name: string;
  /** By the ids of the series; what is missing is no zero. */
  values: Readonly<Record<string, Quantity | undefined>>;
  /** The same of the period before. */
  previous?: Readonly<Record<string, Quantity | undefined>>;
};

/** One kind of bars: those of a series, now or in the period before. */
export type BarKind = {
  id: string;
  name: string;
  color: string;
  seriesId: string;
  isPrevious: boolean;
};

/** What the bar of a kind stands for. */
export function barValue(
  bar: Bar | undefined,
  { seriesId, isPrevious }: BarKind,
): Quantity | undefined {
  const values = isPrevious ? bar?.previous : bar?.values;
  // A series may be called "constructor".
  return values && Object.hasOwn(values, seriesId)
    ? values[seriesId]
    : undefined;
}

/** Each series, and beside it the period before where something of it is known. */
export function barKinds(
  series: readonly BarSeries[],
  bars: readonly Bar[],
  previousName: (name: string) => string,
): BarKind[] {
  return series.flatMap(({ id, name, color }, index) => {
    const kind: BarKind = {
      id: `series ${id}`,
      name,
      color:
        color ?? chartPalette[index % chartPalette.length] ?? chartPalette[0],
      seriesId: id,
      isPrevious: false,
    };
    const before: BarKind = {
      ...kind,
      id: `previous ${id}`,
      name: previousName(name),
      isPrevious: true,
    };
    return bars.some(bar => barValue(bar, before) !== undefined)
      ? [kind, before]
      : [kind];
  });
}
