import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import {
  type DashboardLocator,
  type DashboardParameter,
} from '@shop-platform/backstage-plugin-analytics-common';
import { useLocale } from '@shop-platform/ui-kit';
import { type DashboardView } from '../../hooks/useDashboardView';
import { defaultTexts, statedTexts } from '../../model/parameters';
import { textOf } from '../../model/text';
import { analyticsTranslationRef } from '../../translation';
import styles from './Dashboard.module.css';
import { ParameterText } from './ParameterText';
import { SuggestedParameter } from './SuggestedParameter';

type FieldProps = {
  parameter: DashboardParameter;
  /** Absent in a preview, which asks for no suggestions. */
  locator?: DashboardLocator;
  view: DashboardView;
};

function ParameterField(props: FieldProps) {
  const { parameter, locator, view } = props;
  const { name, title, type, suggestions } = parameter;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const locale = useLocale();
  const label = title ? textOf(title, locale) : name;
  const stated = statedTexts(view.link, name);
  const texts = stated.length > 0 ? stated : defaultTexts(parameter);
  const onChange = (next: readonly string[]) => view.setParameter(name, next);

  if (type === 'boolean') {
    return (
      <Select
        className={styles.parameter}
        size="small"
        label={label}
        options={[
          { id: 'any', label: t('parameter.any') },
          { id: 'true', label: t('parameter.yes') },
          { id: 'false', label: t('parameter.no') },
        ]}
        value={texts[0] ?? 'any'}
        onChange={key => onChange(key === 'any' ? [] : [String(key)])}
      />
    );
  }
  return suggestions && locator ? (
    <SuggestedParameter
      label={label}
      parameter={parameter}
      texts={texts}
      locator={locator}
      view={view}
      onChange={onChange}
    />
  ) : (
    <ParameterText
      // The text that is being written gives way to a new link.
      key={texts.join('\n')}
      label={label}
      texts={texts}
      isMultiple={Boolean(parameter.multiple)}
      onChange={onChange}
    />
  );
}

/** What a dashboard may be asked for, one field each. */
export function ParameterFields(props: {
  parameters: readonly DashboardParameter[];
  locator?: DashboardLocator;
  view: DashboardView;
}) {
  const { parameters, ...others } = props;
  return (
    <>
      {parameters.map(parameter => (
        <ParameterField
          key={parameter.name}
          parameter={parameter}
          {...others}
        />
      ))}
    </>
  );
}
