import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Container, Header, Text } from '@backstage/ui';
import { useLocation } from 'react-router-dom';
import { portalTranslationRef } from '../../translation';
import styles from './NotFoundPage.module.css';

/** What happened, and where to go on from an address that leads nowhere. */
export function NotFoundPage() {
  const { t } = useTranslationRef(portalTranslationRef);
  const { pathname } = useLocation();

  return (
    <>
      <Header title={t('notFound.title')} />
      <Container>
        <Text as="p" className={styles.description}>
          {t('notFound.description', { path: <code>{pathname}</code> })}
        </Text>
        <div className={styles.actions}>
          <ButtonLink variant="primary" href="/search">
            {t('notFound.search')}
          </ButtonLink>
          <ButtonLink variant="secondary" href="/">
            {t('notFound.home')}
          </ButtonLink>
        </div>
      </Container>
    </>
  );
}
