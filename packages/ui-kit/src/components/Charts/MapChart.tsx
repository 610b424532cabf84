import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type KeyboardEvent } from 'react';
import { useLocale } from '../../hooks/useLocale';
import {
  cityCoordinates,
  type Coordinates,
  ukraineOutline,
} from '../../model/places';
import {
  formatQuantity,
  type Quantity,
  quantityNumber,
} from '../../model/quantity';
import { uiKitTranslationRef } from '../../translation';
import styles from './Charts.module.css';
import { ChartFrame, frameOptionsOf } from './ChartFrame';
import { frameOf, MAP_WIDTH, type MapFrame } from './mapProjection';
import { previousPeriod, quantityCell } from './period';
import { type ChartData, type ChartFrameOptions } from './types';

const HEIGHT = 320;
/** The radii of the smallest and the largest bubble. */
const SMALLEST = 4;
const LARGEST = 26;
/** So many are named on the map; the table names all. */
const MOST_NAMES = 8;
/** So many that are not on the map are named below it. */
const MOST_ELSEWHERE = 8;

/**
 * A place with a number: a city of Ukraine by its name, or anywhere by its
 * coordinates.
 *
 * @public
 */
export type MapPlace = {
  id: string;
  name: string;
  /** What else tells it from others of the same name, such as a currency. */
  note?: string;
  latitude?: number;
  longitude?: number;
  value?: Quantity;
  /** The same of the period before. */
  previous?: Quantity;
};

/**
 * Properties of `MapChart`.
 *
 * @public
 */
export type MapChartProps = ChartFrameOptions & {
  /** What the places and the values are called, as the heads of the table. */
  labels: { place: string; value: string };
  places: readonly MapPlace[];
  format?: (value: Quantity) => string;
  onSelect?: (id: string) => void;
  height?: number;
};

type Placed = { place: MapPlace; at: Coordinates; number: number };

/** What lies outside of the globe is no place. */
function coordinatesOf(place: MapPlace): Coordinates | undefined {
  const { latitude, longitude, name } = place;
  if (latitude === undefined || longitude === undefined) {
    return cityCoordinates(name);
  }
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
    ? { latitude, longitude }
    : undefined;
}

function nameOf({ name, note }: Pick<MapPlace, 'name' | 'note'>): string {
  return note ? `${name}, ${note}` : name;
}

/** The largest first, so that small bubbles lie upon large ones. */
function locate(places: readonly MapPlace[]): Placed[] {
  return places
    .flatMap(place => {
      const at = coordinatesOf(place);
      const number = quantityNumber(place.value);
      return at && number !== undefined ? [{ place, at, number }] : [];
    })
    .sort((one, other) => other.number - one.number);
}

/** Twice as much is twice the area. */
function radiusOf(number: number, most: number): number {
  const share = most > 0 ? Math.max(0, number) / most : 0;
  return SMALLEST + Math.sqrt(share) * (LARGEST - SMALLEST);
}

function Ground(props: { frame: MapFrame }) {
  const { frame } = props;
  const outline = ukraineOutline
    .map(frame.project)
    .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`)
    .join('');
  const along = ukraineOutline[0] ?? { latitude: 0, longitude: 0 };
  return (
    <g aria-hidden="true">
      {frame.meridians.map(longitude => {
        const { x } = frame.project({ ...along, longitude });
        return (
          <path
            key={longitude}
            className={styles.graticule}
            d={`M${x} 0V${frame.height}`}
          />
        );
      })}
      {frame.parallels.map(latitude => {
        const { y } = frame.project({ ...along, latitude });
        return (
          <path
            key={latitude}
            className={styles.graticule}
            d={`M0 ${y}H${MAP_WIDTH}`}
          />
        );
      })}
      <path className={styles.land} d={`${outline}Z`} />
    </g>
  );
}

function Bubble(props: {
  placed: Placed;
  frame: MapFrame;
  radius: number;
  text: string;
  isNamed: boolean;
  onPress?: () => void;
}) {
  const { placed, frame, radius, text, isNamed, onPress } = props;
  const { x, y } = frame.project(placed.at);
  const button = onPress && {
    role: 'button',
    tabIndex: 0,
    'aria-label': text,
    onClick: onPress,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        onPress();
      }
    },
  };
  return (
    <g {...button} className={styles.bubble} data-opens={onPress && true}>
      <title>{text}</title>
      <circle cx={x} cy={y} r={radius} />
      {isNamed && (
        <text x={x} y={y - radius - 4} textAnchor="middle">
          {nameOf(placed.place)}
        </text>
      )}
    </g>
  );
}

/**
 * Numbers by place, as bubbles over the outline of Ukraine and a plain grid:
 * nothing is fetched from a server of maps. What has no known place is named
 * below, and in the table.
 *
 * @public
 */
export function MapChart(props: MapChartProps) {
  const { title, labels, places, onSelect, height = HEIGHT } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  const locale = useLocale();
  const format =
    props.format ??
    ((value: Quantity) => formatQuantity(value, { locale, style: 'exact' }));
  const placed = locate(places);
  const most = placed[0]?.number ?? 0;
  const frame = frameOf([...ukraineOutline, ...placed.map(({ at }) => at)]);
  const onMap = new Set(placed.map(({ place }) => place.id));
  const elsewhere = places.filter(({ id }) => !onMap.has(id));
  const textOf = ({ value, previous, ...place }: MapPlace) =>
    `${nameOf(place)}: ${value === undefined ? '—' : format(value)}${
      previous === undefined
        ? ''
        : `, ${t('chart.before', { value: format(previous) })}`
    }`;
  const before = previousPeriod(places, {
    label: t('chart.previousPeriod'),
    format,
  });

  const data = (): ChartData => ({
    columns: [
      { id: 'place', label: labels.place },
      { id: 'value', label: labels.value, format, formatDigits: format },
      ...before.columns,
    ],
    rows: places.map(place => [
      nameOf(place),
      quantityCell(place.value),
      ...before.cellsOf(place),
    ]),
  });

  return (
    <ChartFrame
      {...frameOptionsOf(props)}
      data={data}
      onOpenRow={
        onSelect &&
        (index => {
          const place = places[index];
          if (place) {
            onSelect(place.id);
          }
        })
      }
      height={height}
    >
      <svg
        className={styles.map}
        style={{ maxHeight: height }}
        viewBox={`0 0 ${MAP_WIDTH} ${frame.height}`}
        role={onSelect ? 'group' : 'img'}
        aria-label={t('chart.map', { title, count: placed.length })}
      >
        <Ground frame={frame} />
        {placed.map((one, index) => (
          <Bubble
            key={one.place.id}
            placed={one}
            frame={frame}
            radius={radiusOf(one.number, most)}
            text={textOf(one.place)}
            isNamed={index < MOST_NAMES}
            onPress={onSelect && (() => onSelect(one.place.id))}
          />
        ))}
      </svg>
      {elsewhere.length > 0 && (
        <p className={styles.note}>
          {t('chart.elsewhere', {
            places: new Intl.ListFormat(locale).format([
              ...elsewhere.slice(0, MOST_ELSEWHERE).map(textOf),
              ...(elsewhere.length > MOST_ELSEWHERE
                ? [
                    t('chart.moreElsewhere', {
                      count: elsewhere.length - MOST_ELSEWHERE,
                    }),
                  ]
                : []),
            ]),
          })}
        </p>
      )}
    </ChartFrame>
  );
}
