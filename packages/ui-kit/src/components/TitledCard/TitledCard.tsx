import { Card, CardBody, CardFooter, CardHeader, Text } from '@backstage/ui';
import { type ReactNode, useId } from 'react';

/**
 * Properties of `TitledCard`.
 *
 * @public
 */
export type TitledCardProps = {
  /** What it shows, in the language of the page. */
  title: string;
  children: ReactNode;
  /** Where it leads on to; there is no footer without it. */
  footer?: ReactNode;
};

/**
 * A card with a heading that is its name, as the cards of entities are.
 *
 * @public
 */
export function TitledCard(props: TitledCardProps) {
  const { title, children, footer } = props;
  const titleId = useId();
  return (
    <Card role="group" aria-labelledby={titleId}>
      <CardHeader>
        <Text as="h2" id={titleId} variant="title-x-small" weight="bold">
          {title}
        </Text>
      </CardHeader>
      <CardBody>{children}</CardBody>
      {footer && <CardFooter>{footer}</CardFooter>}
    </Card>
  );
}
