import { Button, Menu, MenuItem, MenuTrigger, Select } from '@backstage/ui';
import { RiNodeTree } from '@remixicon/react';
import {
  type Fold,
  type ShownSpans,
  type TraceModel,
} from '../../../model/trace';
import { type TraceText } from '../hooks/useTraceText';
import { KeysButton } from './KeysButton';
import styles from './Toolbar.module.css';
import { type ReactNode } from 'react';

const SHOWN: ShownSpans[] = ['all', 'critical', 'errors', 'matches'];
/** Deeper than this, the list of levels would only repeat itself. */
const MOST_LEVELS = 6;

function FoldMenu(props: {
  depth: number;
  onFold(levels: Fold['base']): void;
  text: TraceText;
}) {
  const { depth, onFold } = props;
  const { t } = props.text;
  const levels = Array.from(
    { length: Math.max(0, Math.min(depth - 1, MOST_LEVELS) - 1) },
    (_, index) => index + 2,
  );
  return (
    <MenuTrigger>
      <Button size="small" variant="secondary" iconStart={<RiNodeTree />}>
        {t('tracePage.fold.label')}
      </Button>
      <Menu>
        <MenuItem onAction={() => onFold('none')}>
          {t('tracePage.fold.all')}
        </MenuItem>
        <MenuItem onAction={() => onFold(1)}>
          {t('tracePage.fold.none')}
        </MenuItem>
        <MenuItem onAction={() => onFold('errors')}>
          {t('tracePage.fold.errors')}
        </MenuItem>
        {levels.map(count => (
          <MenuItem key={count} onAction={() => onFold(count)}>
            {t('tracePage.fold.levels', { levels: String(count) })}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}

/** What changes which spans are shown, above them. */
export function Toolbar(props: {
  model: TraceModel;
  show: ShownSpans;
  onShow(show: ShownSpans): void;
  onFold(levels: Fold['base']): void;
  text: TraceText;
  /** The search field. */
  children: ReactNode;
}) {
  const { model, show, onShow, text } = props;
  const { t } = text;
  return (
    <div className={styles.toolbar}>
      {props.children}
      <Select
        size="small"
        className={styles.show}
        aria-label={t('tracePage.show.label')}
        options={SHOWN.map(value => ({
          value,
          label: t(`tracePage.show.${value}`),
        }))}
        value={show}
        onChange={key => onShow(SHOWN.find(value => value === key) ?? 'all')}
      />
      <FoldMenu depth={model.depth} onFold={props.onFold} text={text} />
      <KeysButton text={text} />
      <span className={styles.legend}>
        <span className={styles.critical} aria-hidden="true" />
        {t('tracePage.waterfall.criticalLegend')}
      </span>
    </div>
  );
}
