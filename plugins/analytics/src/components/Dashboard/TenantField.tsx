import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { useAsyncData } from '@shop-platform/ui-kit';
import { useEffect, useRef } from 'react';
import { analyticsApiRef } from '../../api';
import { type DashboardView } from '../../hooks/useDashboardView';
import { analyticsTranslationRef } from '../../translation';
import styles from './Dashboard.module.css';

/** Whose data is shown, where one may see those of several: at first, those of the first one. */
export function TenantField(props: {
  view: Pick<DashboardView, 'tenant' | 'setTenant'>;
}) {
  const { tenant, setTenant } = props.view;
  const { t } = useTranslationRef(analyticsTranslationRef);
  const api = useApi(analyticsApiRef);
  const { state } = useAsyncData(
    async signal => (await api.getTenants({ signal })).tenants,
    [api],
  );

  const tenants = state.status === 'ready' ? state.value : [];
  const first = tenants.length > 1 ? tenants[0]?.name : undefined;
  const latestSet = useRef(setTenant);
  useEffect(() => {
    latestSet.current = setTenant;
  });
  // Of several, a question has to name one.
  useEffect(() => {
    if (tenant === undefined && first !== undefined) {
      latestSet.current(first);
    }
  }, [tenant, first]);

  if (first === undefined) {
    return undefined;
  }
  return (
    <Select
      className={styles.parameter}
      size="small"
      label={t('dashboard.tenant')}
      options={tenants.map(({ name, title }) => ({
        id: name,
        label: title,
      }))}
      value={tenant ?? null}
      onChange={key => key !== null && setTenant(String(key))}
    />
  );
}
