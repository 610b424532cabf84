import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { useAsyncData } from '@shop-platform/ui-kit';
import { analyticsApiRef } from '../../api';
import { type DashboardView } from '../../hooks/useDashboardView';
import { analyticsTranslationRef } from '../../translation';
import styles from './Dashboard.module.css';

/** Whose data is shown, where one may see those of several. */
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

  if (state.status !== 'ready' || state.value.length < 2) {
    return undefined;
  }
  return (
    <Select
      className={styles.parameter}
      size="small"
      label={t('dashboard.tenant')}
      options={state.value.map(({ name, title }) => ({
        id: name,
        label: title,
      }))}
      value={tenant ?? null}
      onChange={key => key !== null && setTenant(String(key))}
    />
  );
}
