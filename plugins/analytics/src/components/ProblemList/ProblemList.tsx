import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type DashboardProblem } from '@shop-platform/backstage-plugin-analytics-common';
import { analyticsTranslationRef } from '../../translation';
import styles from './ProblemList.module.css';

/** What is wrong with a dashboard file, and where. */
export function ProblemList(props: { problems: readonly DashboardProblem[] }) {
  const { t } = useTranslationRef(analyticsTranslationRef);
  return (
    <ul className={styles.problems}>
      {props.problems.map(({ path, line, message }) => (
        <li key={`${path} ${line} ${message}`}>
          {line !== undefined &&
            `${t('problem.line', { line: String(line) })} `}
          {path && <code>{path}</code>} {message}
        </li>
      ))}
    </ul>
  );
}
