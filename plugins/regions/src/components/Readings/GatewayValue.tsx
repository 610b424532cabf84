import { type RegionGateway } from '@shop-platform/backstage-plugin-regions-common';
import { formatDuration, Status, useLocale } from '@shop-platform/ui-kit';
import styles from './Readings.module.css';

/** What the gateway answered, and after how long. */
export function GatewayValue({ value }: { value: RegionGateway }) {
  const locale = useLocale();
  const { ok, answer, latencyMs } = value;
  return ok ? (
    <span className={styles.number} title={`${latencyMs} ms`}>
      {answer}, {formatDuration(latencyMs, { locale })}
    </span>
  ) : (
    <Status level="down" detail={answer} />
  );
}
