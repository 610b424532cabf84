import { Flex, Text } from '@backstage/ui';
import { type ReactElement, type ReactNode, useId } from 'react';
import styles from './PageStates.module.css';

/** What stands in the place of data: a picture, a title, what it means, what to do. */
export function PageMessage(props: {
  icon: ReactElement;
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** Announced at once, for what the person did not ask for. */
  isAlert?: boolean;
  children?: ReactNode;
}) {
  const titleId = useId();

  return (
    <div
      className={styles.message}
      role={props.isAlert ? 'alert' : 'group'}
      aria-labelledby={titleId}
    >
      <span className={styles.icon} aria-hidden="true">
        {props.icon}
      </span>
      <Text as="p" id={titleId} variant="title-x-small" weight="bold">
        {props.title}
      </Text>
      {props.description && (
        <div className={styles.description}>{props.description}</div>
      )}
      {props.actions && <Flex gap="2">{props.actions}</Flex>}
      {props.children}
    </div>
  );
}
