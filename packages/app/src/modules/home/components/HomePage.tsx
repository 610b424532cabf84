import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Header } from '@backstage/ui';
import { type ReactNode } from 'react';
import { portalTranslationRef } from '../../../translation';
import { Tour } from '../../tour';
import { HomeActions } from './HomeActions';
import styles from './HomePage.module.css';
import { MonitoringTools } from './MonitoringTools';
import { MyServices } from './MyServices';
import { StatusStrip } from './StatusStrip';

/** How is the portal, and what is mine? */
export function HomePage(props: { cards?: ReactNode }) {
  const { t } = useTranslationRef(portalTranslationRef);

  return (
    <main>
      <Header
        title={t('nav.home')}
        description={t('home.description')}
        customActions={<HomeActions />}
      />
      <Container>
        <div className={styles.sections}>
          <StatusStrip />
          {props.cards}
          <MyServices />
          <MonitoringTools />
          <Tour />
        </div>
      </Container>
    </main>
  );
}
