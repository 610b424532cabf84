import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Text } from '@backstage/ui';
import { portalTranslationRef } from '../../translation';
import styles from './SignInPage.module.css';
import { type OptionTexts } from './useOptionTexts';

/** One person, or one kind of account, to sign in as. */
export function SignInCard({
  texts: { name, role, description, icon },
  onPress,
}: {
  texts: OptionTexts;
  onPress(): void;
}) {
  const { t } = useTranslationRef(portalTranslationRef);

  return (
    <Card
      className={styles.card}
      label={t('signIn.signInAs', { name })}
      onPress={onPress}
    >
      <CardBody>
        <span className={styles.icon}>{icon}</span>
        <Text as="h2" variant="title-x-small" weight="bold">
          {name}
        </Text>
        {role && (
          <Text as="p" variant="body-medium" weight="bold">
            {role}
          </Text>
        )}
        <Text as="p" variant="body-medium" color="secondary">
          {description}
        </Text>
      </CardBody>
    </Card>
  );
}
