import { Text } from '@backstage/ui';
import { type ReactNode } from 'react';
import styles from './SpanDetails.module.css';

/** A part of the details under its name. */
export function Section(props: {
  title: string;
  count?: number;
  children: ReactNode;
}) {
  return (
    <section className={styles.section}>
      <Text as="h3" variant="body-small" weight="bold">
        {props.title}
        {props.count !== undefined && (
          <span className={styles.secondary}> {props.count}</span>
        )}
      </Text>
      {props.children}
    </section>
  );
}
