import {
  EntityOrphanWarning,
  EntityProcessingErrorsPanel,
  EntityRelationWarning,
  EntitySwitch,
  hasCatalogProcessingErrors,
  hasRelationWarnings,
  isOrphan,
} from '@backstage/plugin-catalog';
import { type EntityContentLayoutProps } from '@backstage/plugin-catalog-react/alpha';
import { Fragment, isValidElement } from 'react';
import { type CardPlace } from './cardPlaces';
import styles from './OverviewLayout.module.css';
import { PlacedCard, type PlacedCardProps } from './PlacedCard';

type Card = EntityContentLayoutProps['cards'][number];

function placedBy({ element }: Card): PlacedCardProps | undefined {
  return isValidElement<PlacedCardProps>(element) && element.type === PlacedCard
    ? element.props
    : undefined;
}

function placeOf(card: Card): CardPlace {
  return placedBy(card)?.place ?? (card.type === 'info' ? 'aside' : 'main');
}

function Cards({ cards }: { cards: readonly Card[] }) {
  return (
    <>
      {cards.map((card, index) => (
        <Fragment key={placedBy(card)?.id ?? index}>{card.element}</Fragment>
      ))}
    </>
  );
}

/** What is wrong with the entry in the catalog itself. */
function Warnings() {
  return (
    <div className={styles.warnings}>
      <EntitySwitch>
        <EntitySwitch.Case if={isOrphan}>
          <EntityOrphanWarning />
        </EntitySwitch.Case>
      </EntitySwitch>
      <EntitySwitch>
        <EntitySwitch.Case if={hasRelationWarnings}>
          <EntityRelationWarning />
        </EntitySwitch.Case>
      </EntitySwitch>
      <EntitySwitch>
        <EntitySwitch.Case if={hasCatalogProcessingErrors}>
          <EntityProcessingErrorsPanel />
        </EntitySwitch.Case>
      </EntitySwitch>
    </div>
  );
}

/**
 * The overview of an entity: how it does beside what it is, and below them, in
 * the whole width that their tables need, what it is related to. In a narrow
 * window one below the other, what it is first.
 */
export function OverviewLayout({ cards }: EntityContentLayoutProps) {
  const at = (place: CardPlace) =>
    cards.filter(card => placeOf(card) === place);
  const main = at('main');

  return (
    <div className={styles.overview}>
      <Warnings />
      <div className={styles.grid} data-has-main={main.length > 0}>
        <div className={`${styles.column} ${styles.about}`}>
          <Cards cards={at('about')} />
        </div>
        <div className={`${styles.column} ${styles.main}`}>
          <Cards cards={main} />
        </div>
        <div className={`${styles.column} ${styles.aside}`}>
          <Cards cards={at('aside')} />
        </div>
        <div className={styles.related}>
          <Cards cards={at('related')} />
        </div>
      </div>
    </div>
  );
}
