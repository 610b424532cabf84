import { useMemo } from 'react';
import {
  configApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { type SignInPageProps } from '@backstage/plugin-app-react';
import { Text } from '@backstage/ui';
import { portalTranslationRef } from '../../translation';
import { Logo } from '../nav/Logo';
import { LanguageSwitch } from './LanguageSwitch';
import { SignInCard } from './SignInCard';
import { readSignInOptions } from './signInOptions';
import { SignInProgress } from './SignInProgress';
import styles from './SignInPage.module.css';
import { useOptionTexts } from './useOptionTexts';
import { useSignIn } from './useSignIn';

/** Asks who one is today, and signs that person in. */
export function SignInPage({ onSignInSuccess }: SignInPageProps) {
  const config = useApi(configApiRef);
  const { t } = useTranslationRef(portalTranslationRef);
  const textsOf = useOptionTexts();
  const options = useMemo(() => readSignInOptions(config), [config]);
  const { chosen, failure, signIn, retry, cancel } = useSignIn(
    options,
    onSignInSuccess,
  );
  const hasPersonas = options.some(option => option.kind === 'persona');

  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <div className={styles.brand}>
          <Logo size={40} />
          <Text as="span" variant="title-x-small" weight="bold">
            {config.getOptionalString('app.title')}
          </Text>
        </div>
        <LanguageSwitch />
      </header>
      <main className={styles.main}>
        <Text as="h1" variant="title-medium" weight="bold">
          {hasPersonas ? t('signIn.title') : t('signIn.accountTitle')}
        </Text>
        <Text as="p" variant="body-large" color="secondary">
          {options.length === 0 && t('signIn.nothingConfigured')}
          {options.length > 0 &&
            (hasPersonas
              ? t('signIn.description')
              : t('signIn.accountDescription'))}
        </Text>
        {chosen ? (
          <SignInProgress
            name={textsOf(chosen).name}
            failure={failure}
            onRetry={retry}
            onCancel={cancel}
          />
        ) : (
          <ul className={styles.cards}>
            {options.map(option => (
              <li key={option.key}>
                <SignInCard
                  texts={textsOf(option)}
                  onPress={() => signIn(option)}
                />
              </li>
            ))}
          </ul>
        )}
      </main>
    </div>
  );
}
