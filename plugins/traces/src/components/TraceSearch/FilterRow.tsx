import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Checkbox } from '@backstage/ui';
import { RiArrowGoBackLine } from '@remixicon/react';
import { TimeRangePicker } from '@shop-platform/ui-kit';
import { type TraceFiltersControl } from '../../hooks/useTraceFilters';
import { isFiltering } from '../../model/traceFilters';
import { tracesTranslationRef } from '../../translation';
import { AttributeChips } from './AttributeChips';
import { AttributeField } from './AttributeField';
import { DurationField } from './DurationField';
import { OperationField, ServiceField } from './SuggestionFields';
import { TraceIdField } from './TraceIdField';
import styles from './TraceSearch.module.css';

/** Everything that narrows the search, in one row; chips below it. */
export function FilterRow(props: {
  control: TraceFiltersControl;
  fixedService?: string;
}) {
  const { control, fixedService } = props;
  const { filters, texts, set, clear, undoSelection } = control;
  const { t } = useTranslationRef(tracesTranslationRef);
  const { service, ...others } = filters;
  const canClear = isFiltering(fixedService ? others : { ...others, service });

  return (
    <div
      role="search"
      aria-label={t('filter.label')}
      className={styles.filters}
    >
      <div className={styles.fields}>
        {!fixedService && <ServiceField control={control} />}
        <OperationField control={control} />
        <Checkbox
          className={styles.onlyErrors}
          isSelected={filters.onlyErrors}
          onChange={isOn => set('errors', isOn ? ['true'] : [])}
        >
          {t('filter.onlyErrors')}
        </Checkbox>
        <DurationField
          label={t('filter.minDuration')}
          example={t('filter.minDurationExample')}
          text={texts.minDuration}
          onChange={text => set('minDuration', [text])}
        />
        <DurationField
          label={t('filter.maxDuration')}
          example={t('filter.maxDurationExample')}
          text={texts.maxDuration}
          onChange={text => set('maxDuration', [text])}
        />
        <AttributeField
          onAdd={attribute =>
            set('attribute', [...filters.attributes, attribute])
          }
        />
        <TraceIdField />
        {fixedService && (
          <div className={styles.fixedRange}>
            <TimeRangePicker />
          </div>
        )}
      </div>
      {(canClear || undoSelection) && (
        <div className={styles.chips}>
          {undoSelection && (
            <Button
              size="small"
              variant="secondary"
              iconStart={<RiArrowGoBackLine />}
              onPress={undoSelection}
            >
              {t('chart.undo')}
            </Button>
          )}
          <AttributeChips
            attributes={filters.attributes}
            onChange={attributes => set('attribute', attributes)}
          />
          <Button size="small" variant="tertiary" onPress={clear}>
            {t('filter.clear')}
          </Button>
        </div>
      )}
    </div>
  );
}
