import styles from './Charts.module.css';

/** What a colour, and a shape, stand for. */
export type LegendEntry = {
  id: string;
  name: string;
  color: string;
  shape?: 'dot' | 'diamond' | 'dashes';
};

/** Names beside their colours, in the order of the chart. */
export function Legend(props: { entries: readonly LegendEntry[] }) {
  return (
    <ul className={styles.legend}>
      {props.entries.map(({ id, name, color, shape = 'dot' }) => (
        <li key={id}>
          <span
            className={styles.swatch}
            data-shape={shape}
            style={{ background: color, color }}
          />
          {name}
        </li>
      ))}
    </ul>
  );
}
