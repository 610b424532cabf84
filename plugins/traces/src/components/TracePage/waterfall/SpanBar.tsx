import {
  microsSince,
  parseNanos,
  place,
  sideOf,
  type SpanNode,
  type TimeWindow,
} from '../../../model/trace';
import { useServiceColor } from '../../ServiceColors';
import styles from './Waterfall.module.css';

/** More marks than these on one bar could not be told apart. */
const MOST_EVENTS = 40;
function EventMarks(props: {
  node: SpanNode;
  startNano: bigint;
  window: TimeWindow;
}) {
  const { node, startNano, window } = props;
  return node.span.events.slice(0, MOST_EVENTS).map((event, index) => {
    const moment = parseNanos(event.timeUnixNano);
    const us =
      moment === undefined ? undefined : microsSince(startNano, moment);
    const at = us === undefined ? us : place(window, { fromUs: us, toUs: us });
    return at ? (
      <span
        key={index}
        className={styles.event}
        style={{ left: `${at.left}%` }}
      />
    ) : undefined;
  });
}

/** When a span ran, drawn to scale. What it says in words stands in the row. */
export function SpanBar(props: {
  node: SpanNode;
  startNano: bigint;
  window: TimeWindow;
  duration: string;
}) {
  const { node, startNano, window, duration } = props;
  const colorOf = useServiceColor();
  const times = { fromUs: node.startUs, toUs: node.endUs };
  const placement = place(window, times);
  if (!placement) {
    return (
      <span className={styles.outside} data-side={sideOf(window, times)}>
        {duration}
      </span>
    );
  }
  return (
    <>
      <span
        className={styles.bar}
        data-restricted={node.isRestricted || undefined}
        data-error={node.isError || undefined}
        style={{
          left: `${placement.left}%`,
          width: `${placement.width}%`,
          color: node.isRestricted ? undefined : colorOf(node.service),
        }}
      />
      {node.critical.map(stretch => {
        const at = place(window, stretch);
        return at ? (
          <span
            key={stretch.fromUs}
            className={styles.critical}
            style={{ left: `${at.left}%`, width: `${at.width}%` }}
          />
        ) : undefined;
      })}
      <EventMarks node={node} startNano={startNano} window={window} />
      <span
        className={styles.label}
        style={{ left: `${placement.left + placement.width}%` }}
      >
        {duration}
      </span>
    </>
  );
}
