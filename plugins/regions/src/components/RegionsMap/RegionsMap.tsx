import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { type Region } from '@shop-platform/backstage-plugin-regions-common';
import { Link } from '@backstage/ui';
import { Status } from '@shop-platform/ui-kit';
import { EUROPE_OUTLINE } from '../../model/europeOutline';
import { frame, project, type Box, type Point } from '../../model/projection';
import { replications } from '../../model/regions';
import { regionRouteRef } from '../../routes';
import { regionsTranslationRef } from '../../translation';
import styles from './RegionsMap.module.css';

type Placed = { region: Region; point: Point };

/** With more than this, names would lie over each other. */
const FEW = 12;

function place(regions: readonly Region[]): Placed[] {
  return regions.flatMap(region => {
    const point = region.location && project(region.location);
    return point ? [{ region, point }] : [];
  });
}

function Arrow(props: { from: Point; to: Point; title: string }) {
  const { from, to, title } = props;
  return (
    <line
      className={styles.replication}
      x1={from.x}
      y1={from.y}
      x2={to.x}
      y2={to.y}
      vectorEffect="non-scaling-stroke"
      markerEnd="url(#regions-map-arrow)"
    >
      <title>{title}</title>
    </line>
  );
}

/** Where a region is, with its verdict in a sign and a word. */
function Marker(props: { placed: Placed; box: Box; isOneOfFew: boolean }) {
  const { placed, box, isOneOfFew } = props;
  const isQuiet = !isOneOfFew && placed.region.verdict.level === 'healthy';
  const { region, point } = placed;
  const regionLink = useRouteRef(regionRouteRef);
  const x = (point.x - box.x) / box.width;
  const y = (point.y - box.y) / box.height;

  return (
    <li
      className={styles.marker}
      data-side={x > 0.6 ? 'left' : 'right'}
      data-quiet={isQuiet || undefined}
      style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
    >
      <span
        className={styles.dot}
        data-level={region.verdict.level}
        aria-hidden="true"
      />
      <span className={styles.label}>
        <Link href={regionLink?.({ name: region.name }) ?? '#'} weight="bold">
          {region.title}
        </Link>
        <Status level={region.verdict.level} />
      </span>
    </li>
  );
}

/** The regions on a map of Europe; what is elsewhere is named below it. */
export function RegionsMap({ regions }: { regions: readonly Region[] }) {
  const { t } = useTranslationRef(regionsTranslationRef);
  const placed = place(regions);
  const box = frame(placed.map(({ point }) => point));
  const pointOf = (name: string) =>
    placed.find(({ region }) => region.name === name)?.point;
  const elsewhere = regions.filter(
    region => region.location && !pointOf(region.name),
  );

  return (
    <figure className={styles.figure} aria-label={t('map.label')}>
      <div className={styles.frame}>
        <svg
          className={styles.map}
          viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`}
          preserveAspectRatio="xMidYMid slice"
          aria-hidden="true"
        >
          <defs>
            <marker
              id="regions-map-arrow"
              viewBox="0 0 8 8"
              refX="14"
              refY="4"
              markerWidth="8"
              markerHeight="8"
              orient="auto"
            >
              <path className={styles.arrow} d="M0 0l8 4l-8 4z" />
            </marker>
          </defs>
          <path
            className={styles.land}
            d={EUROPE_OUTLINE}
            vectorEffect="non-scaling-stroke"
          />
          {replications(regions).map(({ from, to }) => {
            const [start, end] = [pointOf(from.name), pointOf(to.name)];
            return (
              start &&
              end && (
                <Arrow
                  key={to.name}
                  from={start}
                  to={end}
                  title={t('map.replication', {
                    from: from.title,
                    to: to.title,
                  })}
                />
              )
            );
          })}
        </svg>
        <ul className={styles.markers}>
          {placed.map(each => (
            <Marker
              key={each.region.name}
              placed={each}
              box={box}
              isOneOfFew={placed.length <= FEW}
            />
          ))}
        </ul>
      </div>
      {elsewhere.length > 0 && (
        <figcaption className={styles.elsewhere}>
          {t('map.elsewhere', {
            names: elsewhere.map(({ title }) => title).join(', '),
          })}
        </figcaption>
      )}
    </figure>
  );
}
