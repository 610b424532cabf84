import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  DialogTrigger,
  Popover,
  Switch,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { RiArrowDownSLine, RiPulseLine, RiTimeLine } from '@remixicon/react';
import { useState } from 'react';
import { useTimeRange } from '../../hooks/useTimeRange';
import { useTimeRangeLabel } from '../../hooks/useTimeRangeLabel';
import {
  defaultTimeRange,
  resolveTimeRange,
  type TimeRange,
  type TimeRangePeriod,
} from '../../model/timeRange';
import { uiKitTranslationRef } from '../../translation';
import { AbsoluteRangeForm } from './AbsoluteRangeForm';
import styles from './TimeRangePicker.module.css';

const PRESETS: TimeRangePeriod[] = [
  '5m',
  '15m',
  '1h',
  '3h',
  '6h',
  '24h',
  '2d',
  '7d',
  '30d',
];

function Presets(props: {
  range: TimeRange;
  onChange: (range: TimeRange) => void;
}) {
  const { range, onChange } = props;
  const { t } = useTranslationRef(uiKitTranslationRef);
  const label = useTimeRangeLabel();
  const selected = range.kind === 'relative' ? [range.from] : [];

  return (
    <ToggleButtonGroup
      aria-label={t('timeRange.presets')}
      className={styles.presets}
      selectionMode="single"
      selectedKeys={selected}
      onSelectionChange={keys => {
        // Pressing the selected one again takes it away: it stays as it was.
        const from = PRESETS.find(preset => keys.has(preset));
        if (from) {
          onChange({ kind: 'relative', from, live: range.live });
        }
      }}
    >
      {PRESETS.map(from => (
        <ToggleButton key={from} id={from}>
          {label({ kind: 'relative', from })}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

/**
 * The one control for the window in time: presets, from and to, live. It keeps
 * the range in the link, where `useTimeRange` reads it.
 *
 * @param props - `defaultRange`: the same as given to `useTimeRange`
 * @public
 */
export function TimeRangePicker(props: { defaultRange?: TimeRange }) {
  const { range, setRange } = useTimeRange(props);
  const { t } = useTranslationRef(uiKitTranslationRef);
  const label = useTimeRangeLabel();
  const [isOpen, setOpen] = useState(false);
  const text = range.live
    ? `${label(range)} · ${t('timeRange.live')}`
    : label(range);

  const apply = (next: TimeRange) => {
    setRange(next);
    setOpen(false);
  };
  const setLive = (live: boolean) => {
    const base = range.kind === 'relative' ? range : defaultTimeRange;
    setRange(base.kind === 'relative' ? { ...base, live } : base);
  };

  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button
        variant="secondary"
        size="small"
        iconStart={range.live ? <RiPulseLine /> : <RiTimeLine />}
        iconEnd={<RiArrowDownSLine />}
        aria-label={t('timeRange.label', { range: text })}
      >
        {text}
      </Button>
      <Popover placement="bottom right" hideArrow>
        <div className={styles.panel}>
          <Presets range={range} onChange={apply} />
          <Switch
            label={t('timeRange.live')}
            isSelected={Boolean(range.live)}
            onChange={setLive}
          />
          <AbsoluteRangeForm
            initial={resolveTimeRange(range, new Date())}
            onApply={span => apply({ kind: 'absolute', ...span })}
          />
        </div>
      </Popover>
    </DialogTrigger>
  );
}
