import { RiInboxLine } from '@remixicon/react';
import { type ReactNode } from 'react';
import { PageMessage } from './PageMessage';

/**
 * Properties of `EmptyState`.
 *
 * @public
 */
export type EmptyStateProps = {
  title: ReactNode;
  /** What would be here. */
  description: ReactNode;
  /** The one thing to do next. */
  action?: ReactNode;
};

/**
 * What would be here, and the one thing to do next.
 *
 * @public
 */
export function EmptyState(props: EmptyStateProps) {
  return (
    <PageMessage
      icon={<RiInboxLine />}
      title={props.title}
      description={props.description}
      actions={props.action}
    />
  );
}
