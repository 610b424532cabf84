import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import {
  type DashboardLocator,
  type DashboardParameter,
} from '@shop-platform/backstage-plugin-analytics-common';
import { useAsyncData } from '@shop-platform/ui-kit';
import { useState } from 'react';
import { analyticsApiRef } from '../../api';
import { type DashboardView } from '../../hooks/useDashboardView';
import { requestOf } from '../../hooks/usePanelData';
import { analyticsTranslationRef } from '../../translation';
import styles from './Dashboard.module.css';

const NONE = '';

/** A value, or several, of those that there are in the data. */
export function SuggestedParameter(props: {
  label: string;
  parameter: DashboardParameter;
  texts: readonly string[];
  locator: DashboardLocator;
  view: DashboardView;
  onChange: (texts: readonly string[]) => void;
}) {
  const { label, parameter, texts, locator, view, onChange } = props;
  const { name, multiple, required } = parameter;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const api = useApi(analyticsApiRef);
  const [text, setText] = useState('');
  const { kind, namespace, entityName, dashboard } = locator;
  const { state } = useAsyncData(
    signal => {
      const { from, to, tenant } = requestOf(view);
      return api.getSuggestions(
        { ...locator, parameter: name },
        { from, to, tenant, ...(text && { text }) },
        { signal },
      );
    },
    [
      api,
      kind,
      namespace,
      entityName,
      dashboard,
      name,
      view.range,
      view.tenant,
      text,
    ],
  );

  const suggested = state.status === 'ready' ? state.value.suggestions : [];
  const known = new Set(suggested.map(({ value }) => value));
  const options = [
    // What the link states can be seen and taken away, suggested or not.
    ...texts
      .filter(each => !known.has(each))
      .map(each => ({ id: each, label: each })),
    ...suggested.map(({ value, label: title }) => ({
      id: value,
      label: title ?? value,
    })),
  ];
  const common = {
    className: styles.parameter,
    size: 'small' as const,
    label,
    loading: {
      state:
        state.status === 'loading' ? ('loading' as const) : ('idle' as const),
    },
    search: {
      mode: 'server' as const,
      inputValue: text,
      onInputChange: setText,
      placeholder: t('parameter.search'),
    },
    description:
      state.status === 'error' ? t('parameter.noSuggestions') : undefined,
  };

  return multiple ? (
    <Select
      {...common}
      selectionMode="multiple"
      placeholder={t('parameter.any')}
      options={options}
      value={[...texts]}
      onChange={keys => onChange(keys.map(String))}
    />
  ) : (
    <Select
      {...common}
      placeholder={t('parameter.any')}
      options={
        required
          ? options
          : [{ id: NONE, label: t('parameter.any') }, ...options]
      }
      value={texts[0] ?? null}
      onChange={key => onChange(key === null ? [] : [String(key)])}
    />
  );
}
