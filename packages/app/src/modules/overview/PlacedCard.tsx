import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { createContext, type ReactNode, useContext } from 'react';
import { Progress } from '@backstage/core-components';
import { Skeleton } from '@backstage/ui';
import { portalTranslationRef } from '../../translation';
import { type CardPlace } from './cardPlaces';

const HeightContext = createContext<number | undefined>(undefined);

/** Properties of `PlacedCard`. */
export type PlacedCardProps = {
  /** The id of its extension. */
  id: string;
  /** By its type where it is undefined. */
  place?: CardPlace;
  /** In pixels, for the time in which its code is on its way. */
  height?: number;
  children: ReactNode;
};

/** A card of an entity that says where it stands, and how much room to keep for it. */
export function PlacedCard({ height, children }: PlacedCardProps) {
  return (
    <HeightContext.Provider value={height}>{children}</HeightContext.Provider>
  );
}

/**
 * What stands in the place of an extension while its code is on its way: the
 * room that its card takes, so that nothing moves when it comes.
 */
export function ExtensionProgress() {
  const { t } = useTranslationRef(portalTranslationRef);
  const height = useContext(HeightContext);
  return height === undefined ? (
    <Progress />
  ) : (
    <div role="progressbar" aria-label={t('accessibility.loading')}>
      <Skeleton width="100%" height={height} aria-hidden="true" />
    </div>
  );
}
