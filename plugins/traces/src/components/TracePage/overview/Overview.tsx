import { ButtonIcon } from '@backstage/ui';
import { RiZoomOutLine } from '@remixicon/react';
import { type RefObject, useCallback, useMemo, useRef, useState } from 'react';
import {
  buildOverview,
  OVERVIEW_WIDTH,
  ticksOf,
  type TimeWindow,
  type TraceModel,
} from '../../../model/trace';
import { useServiceColor } from '../../ServiceColors';
import { useDrag } from '../hooks/useDrag';
import { type TraceText } from '../hooks/useTraceText';
import { WindowHandle } from './WindowHandle';
import styles from './Overview.module.css';

const TICK_COUNT = 5;
/** A label that begins further right would be cut. */
const LAST_TICK_PERCENT = 95;
/** A hand is not still while it clicks. */
const LEAST_DRAG_PX = 4;

/** The whole trace, one stroke for each service in a lane. */
function Drawing({ model }: { model: TraceModel }) {
  const overview = useMemo(() => buildOverview(model), [model]);
  const colorOf = useServiceColor();
  return (
    <>
      <svg
        className={styles.drawing}
        viewBox={`0 0 ${OVERVIEW_WIDTH} ${overview.lanes}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {overview.services.map(({ service, isRestricted, path }) => (
          <path
            key={`${isRestricted} ${service}`}
            d={path}
            stroke={isRestricted ? 'currentColor' : colorOf(service)}
          />
        ))}
      </svg>
      {overview.errors.map(at => (
        <span
          key={at}
          className={styles.error}
          style={{ left: `${(at / OVERVIEW_WIDTH) * 100}%` }}
        />
      ))}
    </>
  );
}

/** Drawing a window with the pointer: from where it goes down to where it goes up. */
function useWindowDrag(
  box: RefObject<HTMLElement>,
  durationUs: number,
  onZoom: (zoom: TimeWindow) => void,
) {
  const [drawn, setDrawn] = useState<TimeWindow>();
  const begin = useCallback(
    (startX: number) => {
      const { left = 0, width = 0 } =
        box.current?.getBoundingClientRect() ?? {};
      const usAt = (clientX: number) => {
        const share = width > 0 ? (clientX - left) / width : 0;
        return Math.min(1, Math.max(0, share)) * durationUs;
      };
      const windowTo = (clientX: number) => ({
        fromUs: usAt(Math.min(startX, clientX)),
        toUs: usAt(Math.max(startX, clientX)),
      });
      return {
        onMove: (clientX: number) => setDrawn(windowTo(clientX)),
        onEnd: (clientX: number) => {
          setDrawn(undefined);
          if (Math.abs(clientX - startX) >= LEAST_DRAG_PX) {
            onZoom(windowTo(clientX));
          }
        },
      };
    },
    [box, durationUs, onZoom],
  );
  return { drawn, onPointerDown: useDrag(begin) };
}

type OverviewProps = {
  model: TraceModel;
  zoom: TimeWindow | undefined;
  onZoom(zoom: TimeWindow | undefined): void;
  text: TraceText;
};

function Ticks({ whole, text }: { whole: TimeWindow; text: TraceText }) {
  const { locale } = text;
  const ticks = useMemo(
    () =>
      ticksOf(whole, TICK_COUNT, locale).filter(
        ({ percent }) => percent < LAST_TICK_PERCENT,
      ),
    [whole, locale],
  );
  return (
    <div className={styles.ticks} aria-hidden="true">
      {ticks.map(({ us, percent, label }) => (
        <span key={us} style={{ left: `${percent}%` }}>
          {label}
        </span>
      ))}
    </div>
  );
}

/** The drawing, with what is not shown below in the shade. */
function Box(props: OverviewProps & { whole: TimeWindow }) {
  const { model, zoom, whole, onZoom, text } = props;
  const { durationUs } = model;
  const box = useRef<HTMLDivElement>(null);
  const { drawn, onPointerDown } = useWindowDrag(box, durationUs, onZoom);
  const shown = drawn ?? zoom ?? whole;
  const percentOf = (us: number) =>
    (durationUs > 0 ? us / durationUs : 0) * 100;
  return (
    <div
      ref={box}
      className={styles.box}
      title={text.t('tracePage.overview.hint')}
      onPointerDown={onPointerDown}
      onDoubleClick={() => onZoom(undefined)}
    >
      <Drawing model={model} />
      <span
        className={styles.shade}
        style={{ left: 0, width: `${percentOf(shown.fromUs)}%` }}
      />
      <span
        className={styles.shade}
        style={{ left: `${percentOf(shown.toUs)}%`, right: 0 }}
      />
      {(['from', 'to'] as const).map(side => (
        <WindowHandle
          key={side}
          side={side}
          box={box}
          shown={shown}
          durationUs={durationUs}
          onZoom={onZoom}
          text={text}
        />
      ))}
    </div>
  );
}

/** All of the trace in small, and which part of its time is shown below. */
export function Overview(props: OverviewProps) {
  const { model, zoom, onZoom, text } = props;
  const { durationUs } = model;
  const whole = useMemo(() => ({ fromUs: 0, toUs: durationUs }), [durationUs]);
  return (
    <div
      role="group"
      className={styles.overview}
      aria-label={text.t('tracePage.overview.title')}
    >
      <Ticks whole={whole} text={text} />
      <Box {...props} whole={whole} />
      {zoom && (
        <ButtonIcon
          size="small"
          variant="secondary"
          className={styles.reset}
          icon={<RiZoomOutLine />}
          aria-label={text.t('tracePage.overview.reset')}
          onPress={() => onZoom(undefined)}
        />
      )}
    </div>
  );
}
