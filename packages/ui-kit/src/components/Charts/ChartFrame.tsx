import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ButtonIcon,
  Menu,
  MenuItem,
  MenuTrigger,
  Text,
  Tooltip,
  TooltipTrigger,
} from '@backstage/ui';
import {
  RiDownloadLine,
  RiImageLine,
  RiInformationLine,
  RiLineChartLine,
  RiMore2Line,
  RiTableLine,
} from '@remixicon/react';
import {
  type ReactElement,
  type ReactNode,
  useId,
  useRef,
  useState,
} from 'react';
import { uiKitTranslationRef } from '../../translation';
import styles from './Charts.module.css';
import { ChartTable } from './ChartTable';
import { downloadCsv } from './csv';
import { downloadPng } from './picture';
import {
  type ChartData,
  type ChartFrameOptions,
  type ChartMenuItem,
} from './types';

type FrameAction = ChartMenuItem & { icon: ReactElement };

function IconAction(props: { action: FrameAction }) {
  const { label, icon, onAction } = props.action;
  return (
    <TooltipTrigger>
      <ButtonIcon
        size="small"
        variant="tertiary"
        aria-label={label}
        icon={icon}
        onPress={onAction}
      />
      <Tooltip>{label}</Tooltip>
    </TooltipTrigger>
  );
}

function FrameMenu(props: { title: string; items: readonly ChartMenuItem[] }) {
  const { title, items } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);

  return (
    <MenuTrigger>
      <ButtonIcon
        size="small"
        variant="tertiary"
        aria-label={t('chart.menu', { title })}
        icon={<RiMore2Line />}
      />
      <Menu>
        {items.map(({ id, label, icon, href, onAction }) => (
          <MenuItem
            key={id}
            id={id}
            iconStart={icon}
            href={href}
            onAction={onAction}
          >
            {label}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}

/** The same as a table, as numbers in a file, and as a picture. */
function useFrameActions(options: {
  title: string;
  isTable: boolean;
  onToggle: () => void;
  onCsv: () => void;
  onPng: () => void;
}): FrameAction[] {
  const { title, isTable, onToggle, onCsv, onPng } = options;
  const { t } = useTranslationRef(uiKitTranslationRef);
  return [
    isTable
      ? {
          id: 'chart',
          label: t('chart.showChart', { title }),
          icon: <RiLineChartLine />,
          onAction: onToggle,
        }
      : {
          id: 'table',
          label: t('chart.showTable', { title }),
          icon: <RiTableLine />,
          onAction: onToggle,
        },
    {
      id: 'csv',
      label: t('chart.downloadCsv', { title }),
      icon: <RiDownloadLine />,
      onAction: onCsv,
    },
    {
      id: 'png',
      label: t('chart.downloadPng', { title }),
      icon: <RiImageLine />,
      onAction: onPng,
    },
  ];
}

function Description(props: { title: string; text: string }) {
  const { title, text } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  return (
    <TooltipTrigger>
      <ButtonIcon
        size="small"
        variant="tertiary"
        aria-label={`${t('chart.about', { title })}: ${text}`}
        icon={<RiInformationLine />}
      />
      <Tooltip>{text}</Tooltip>
    </TooltipTrigger>
  );
}

/** Of the properties of a chart, those of what stands around it. */
export function frameOptionsOf(options: ChartFrameOptions): ChartFrameOptions {
  const { title, note, description, menuItems } = options;
  return { title, note, description, menuItems };
}

/** A chart with its title, its legend, and the same as a table or a file. */
export function ChartFrame(
  props: ChartFrameOptions & {
    legend?: ReactNode;
    /** Asked for when the table or the file is. */
    data: () => ChartData;
    /** What is a table already needs no other one. */
    hasTwin?: boolean;
    /** Opens what a row of the table is about. */
    onOpenRow?: (index: number) => void;
    height: number;
    children: ReactNode;
  },
) {
  const { title, note, description, menuItems, legend, data, height } = props;
  const { hasTwin = true } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  const [isTable, setTable] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const frame = useRef<HTMLElement>(null);
  const titleId = useId();
  const actions = useFrameActions({
    title,
    isTable,
    onToggle: () => setTable(!isTable),
    onCsv: () => downloadCsv(title, data()),
    onPng: () => {
      setFailed(false);
      if (frame.current) {
        downloadPng(frame.current, title).catch(() => setFailed(true));
      }
    },
  }).filter(({ id }) => hasTwin || id !== 'table');

  return (
    <figure ref={frame} className={styles.frame} aria-labelledby={titleId}>
      <figcaption className={styles.caption}>
        <div className={styles.words}>
          <Text as="span" id={titleId} variant="body-medium" weight="bold">
            {title}
          </Text>
          {note && <span className={styles.note}>{note}</span>}
          {legend}
        </div>
        <div className={styles.actions} data-picture="none">
          {description && <Description title={title} text={description} />}
          {menuItems ? (
            <FrameMenu title={title} items={[...menuItems, ...actions]} />
          ) : (
            actions.map(action => (
              <IconAction key={action.id} action={action} />
            ))
          )}
        </div>
      </figcaption>
      {hasFailed && (
        <p className={styles.note} role="status">
          {t('chart.pictureFailed')}
        </p>
      )}
      {isTable ? (
        <ChartTable
          title={title}
          data={data()}
          height={height}
          onOpenRow={props.onOpenRow}
        />
      ) : (
        props.children
      )}
    </figure>
  );
}
