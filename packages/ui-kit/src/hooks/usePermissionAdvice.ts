import { type Config } from '@backstage/config';
import {
  configApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { type Permission } from '@backstage/plugin-permission-common';
import {
  groupsAllowing,
  readRoles,
  type Role,
  roleMatches,
} from '@shop-platform/backstage-plugin-permission-common';
import { useMemo } from 'react';
import { uiKitTranslationRef } from '../translation';
import { useLocale } from './useLocale';

/** Advice is a courtesy: a page must not break over wrong roles. */
function rolesOf(config: Config): Role[] {
  try {
    return readRoles(config);
  } catch {
    return [];
  }
}

/** `group:default/platform-engineers` as people write it: `platform-engineers`. */
function groupName(ref: string): string {
  return ref.replace(/^group:(default\/)?/, '');
}

type Holders = { roles: string[]; groups: string[]; owners: boolean };

/** Who may: on everything when there is somebody, otherwise on what they own. */
function holdersOf(roles: Role[], permission: string): Holders {
  const always = roles.filter(
    role => roleMatches(role, permission) === 'always',
  );
  const groups = groupsAllowing(always, permission);
  return {
    roles: always
      .filter(role => role.groups.length > 0)
      .map(role => role.title ?? role.id),
    groups: groups.length > 0 ? groups : groupsAllowing(roles, permission),
    owners: roles.some(role => roleMatches(role, permission) === 'owned'),
  };
}

/**
 * Says to somebody who was refused who may, and whom to ask.
 *
 * @param deed - what they may not do, as it follows "may": "register entities"
 *
 * @public
 */
export function usePermissionAdvice(
  permission: Permission,
  deed?: string,
): string {
  const { t } = useTranslationRef(uiKitTranslationRef);
  const locale = useLocale();
  const config = useApi(configApiRef);
  const holders = useMemo(
    () => holdersOf(rolesOf(config), permission.name),
    [config, permission.name],
  );
  const act = deed ?? t('permission.doThis');

  if (holders.groups.length === 0) {
    return t('permission.nobody', { deed: act });
  }
  const everybody = holders.owners
    ? [...holders.roles, t('permission.owners')]
    : holders.roles;
  const list = (items: string[], type: Intl.ListFormatType) =>
    new Intl.ListFormat(locale, { type }).format(items);
  return t(
    holders.groups.length === 1
      ? 'permission.oneGroup'
      : 'permission.manyGroups',
    {
      roles: list(everybody, 'conjunction'),
      groups: list(holders.groups.map(groupName), 'disjunction'),
      deed: act,
    },
  );
}
