import styles from './Charts.module.css';

const WIDTH = 100;
const HEIGHT = 24;
/** Room for half of the line at either edge. */
const INSET = 1.5;

/**
 * Properties of `Sparkline`.
 *
 * @public
 */
export type SparklineProps = {
  /** What it shows, for those who do not see it. */
  label: string;
  /** At even steps of time; `undefined` is a gap. */
  values: readonly (number | undefined)[];
  /** A colour of the palette; that of the text unless given. */
  color?: string;
};

/** Stretches without a gap, as parts of an SVG path. */
function pathOf(values: readonly (number | undefined)[]): string {
  const known = values.filter((value): value is number => value !== undefined);
  const top = known.reduce((one, other) => Math.max(one, other), 0);
  const bottom = known.reduce((one, other) => Math.min(one, other), 0);
  const step = WIDTH / Math.max(values.length - 1, 1);
  const place = (value: number, index: number) => {
    const height =
      ((value - bottom) / (top - bottom || 1)) * (HEIGHT - 2 * INSET);
    return `${(index * step).toFixed(2)} ${(HEIGHT - INSET - height).toFixed(
      2,
    )}`;
  };
  return values
    .map((value, index) => {
      if (value === undefined) {
        return '';
      }
      const isFirst = values[index - 1] === undefined;
      // A line of no length, which round ends make a dot.
      const dot = isFirst && values[index + 1] === undefined ? 'h0' : '';
      return `${isFirst ? 'M' : 'L'}${place(value, index)}${dot}`;
    })
    .join('');
}

/**
 * How a number went, in a word's room: with zero in it, gaps left open.
 *
 * @public
 */
export function Sparkline(props: SparklineProps) {
  const { label, values, color = 'currentColor' } = props;

  return (
    <svg
      role="img"
      aria-label={label}
      className={styles.sparkline}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      <path d={pathOf(values)} stroke={color} />
    </svg>
  );
}
