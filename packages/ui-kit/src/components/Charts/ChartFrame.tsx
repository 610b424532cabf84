import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Text, Tooltip, TooltipTrigger } from '@backstage/ui';
import { RiDownloadLine, RiLineChartLine, RiTableLine } from '@remixicon/react';
import { type ReactNode, useId, useState } from 'react';
import { uiKitTranslationRef } from '../../translation';
import styles from './Charts.module.css';
import { ChartTable } from './ChartTable';
import { downloadCsv } from './csv';
import { type ChartData } from './types';

function FrameActions(props: {
  title: string;
  isTable: boolean;
  onToggle: () => void;
  onDownload: () => void;
}) {
  const { title, isTable, onToggle, onDownload } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  const twin = isTable
    ? t('chart.showChart', { title })
    : t('chart.showTable', { title });
  const download = t('chart.downloadCsv', { title });

  return (
    <div className={styles.actions}>
      <TooltipTrigger>
        <ButtonIcon
          size="small"
          variant="tertiary"
          aria-label={twin}
          icon={isTable ? <RiLineChartLine /> : <RiTableLine />}
          onPress={onToggle}
        />
        <Tooltip>{twin}</Tooltip>
      </TooltipTrigger>
      <TooltipTrigger>
        <ButtonIcon
          size="small"
          variant="tertiary"
          aria-label={download}
          icon={<RiDownloadLine />}
          onPress={onDownload}
        />
        <Tooltip>{download}</Tooltip>
      </TooltipTrigger>
    </div>
  );
}

/** A chart with its title, its legend, and the same as a table or a file. */
export function ChartFrame(props: {
  title: string;
  /** A number worth reading before the chart, or how to use it. */
  note?: ReactNode;
  legend?: ReactNode;
  /** Asked for when the table or the file is. */
  data: () => ChartData;
  height: number;
  children: ReactNode;
}) {
  const { title, note, legend, data, height, children } = props;
  const [isTable, setTable] = useState(false);
  const titleId = useId();

  return (
    <figure className={styles.frame} aria-labelledby={titleId}>
      <figcaption className={styles.caption}>
        <div className={styles.words}>
          <Text as="span" id={titleId} variant="body-medium" weight="bold">
            {title}
          </Text>
          {note && <span className={styles.note}>{note}</span>}
          {legend}
        </div>
        <FrameActions
          title={title}
          isTable={isTable}
          onToggle={() => setTable(!isTable)}
          onDownload={() => downloadCsv(title, data())}
        />
      </figcaption>
      {isTable ? (
        <ChartTable title={title} data={data()} height={height} />
      ) : (
        children
      )}
    </figure>
  );
}
