import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiCodeSSlashLine,
  RiEyeLine,
  RiGithubFill,
  RiGitlabFill,
  RiGoogleFill,
  RiLoginCircleLine,
  RiMicrosoftFill,
  RiToolsLine,
  RiUserLine,
} from '@remixicon/react';
import { type ReactElement } from 'react';
import { portalTranslationRef } from '../../translation';
import { type AccountProvider, type SignInOption } from './signInOptions';

/** How a way to sign in presents itself. */
export interface OptionTexts {
  name: string;
  role?: string;
  description: string;
  icon: ReactElement;
}

const ACCOUNTS: Record<AccountProvider, { name: string; icon: ReactElement }> =
  {
    github: { name: 'GitHub', icon: <RiGithubFill /> },
    gitlab: { name: 'GitLab', icon: <RiGitlabFill /> },
    google: { name: 'Google', icon: <RiGoogleFill /> },
    microsoft: { name: 'Microsoft', icon: <RiMicrosoftFill /> },
    okta: { name: 'Okta', icon: <RiLoginCircleLine /> },
  };

/** @returns a function that gives the texts of an option in the language set */
export function useOptionTexts(): (option: SignInOption) => OptionTexts {
  const { t } = useTranslationRef(portalTranslationRef);

  const personaTexts = (personaId: string): Omit<OptionTexts, 'name'> => {
    switch (personaId) {
      case 'platform-engineer':
        return {
          role: t('signIn.personas.platformEngineer.role'),
          description: t('signIn.personas.platformEngineer.description'),
          icon: <RiToolsLine />,
        };
      case 'developer':
        return {
          role: t('signIn.personas.developer.role'),
          description: t('signIn.personas.developer.description'),
          icon: <RiCodeSSlashLine />,
        };
      case 'viewer':
        return {
          role: t('signIn.personas.viewer.role'),
          description: t('signIn.personas.viewer.description'),
          icon: <RiEyeLine />,
        };
      default:
        return {
          description: t('signIn.personas.other.description'),
          icon: <RiUserLine />,
        };
    }
  };

  return option => {
    switch (option.kind) {
      case 'persona':
        return { name: option.name, ...personaTexts(option.personaId) };
      case 'account':
        return {
          ...ACCOUNTS[option.provider],
          description: t('signIn.account.description', {
            provider: ACCOUNTS[option.provider].name,
          }),
        };
      default:
        return {
          name: t('signIn.guest.name'),
          role: t('signIn.guest.role'),
          description: t('signIn.guest.description'),
          icon: <RiEyeLine />,
        };
    }
  };
}
