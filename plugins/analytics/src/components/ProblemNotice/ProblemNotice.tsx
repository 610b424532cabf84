import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { type DashboardProblem } from '@shop-platform/backstage-plugin-analytics-common';
import { analyticsTranslationRef } from '../../translation';
import { ProblemList } from '../ProblemList';

/** Says above a dashboard what is wrong with its file. */
export function ProblemNotice(props: {
  problems: readonly DashboardProblem[];
}) {
  const { problems } = props;
  const { t } = useTranslationRef(analyticsTranslationRef);
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={t('problem.title', { count: problems.length })}
      description={<ProblemList problems={problems} />}
    />
  );
}
