import { useMemo } from 'react';
import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import { type IconComponent } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type NavContentComponentProps,
  type NavContentNavItem,
} from '@backstage/plugin-app-react';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import { SidebarSearchModal } from '@backstage/plugin-search';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import { makeStyles } from '@material-ui/core/styles';
import { RiMenuLine, RiSearchLine } from '@remixicon/react';
import { portalTranslationRef } from '../../translation';
import { isLabelledPage, orderPages, type LabelledPage } from './navOrder';
import { SidebarLogo } from './SidebarLogo';

const PAGE_LABELS = {
  'page:home': 'nav.home',
  'page:catalog': 'nav.catalog',
  'page:scaffolder': 'nav.create',
  'page:templates': 'nav.templates',
  'page:traces': 'nav.traces',
  'page:analytics': 'nav.analytics',
  'page:chaos': 'nav.chaos',
  'page:regions': 'nav.regions',
  'page:previews': 'nav.previews',
  'page:techdocs': 'nav.docs',
  'page:api-docs': 'nav.apis',
} as const satisfies Record<LabelledPage, string>;

const SearchIcon: IconComponent = () => <RiSearchLine />;
const PersonIcon: IconComponent = () => <UserSettingsSignInAvatar />;

const useStyles = makeStyles({
  // Room kept for a badge that is not there cuts off longer words.
  item: { '& > div:empty': { display: 'none' } },
});

function PageItem({ item }: { item: NavContentNavItem }) {
  const classes = useStyles();
  const { t } = useTranslationRef(portalTranslationRef);
  const { id } = item.node.spec;
  const { icon } = item;
  // Backstage's sidebar wants a component, and remounts it when it changes.
  const Icon = useMemo<IconComponent>(() => () => <>{icon}</>, [icon]);

  return (
    <SidebarItem
      className={classes.item}
      icon={Icon}
      to={item.href}
      text={isLabelledPage(id) ? t(PAGE_LABELS[id]) : item.title}
    />
  );
}

/** The sidebar: search, the pages, and below them what concerns the person. */
export function AppSidebar({ navItems }: NavContentComponentProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(portalTranslationRef);
  const pages = navItems.rest();
  const has = (pageId: string) =>
    pages.some(({ node }) => node.spec.id === pageId);
  const ordered = orderPages(
    pages.map(item => ({ id: item.node.spec.id, title: item.title, item })),
  );

  return (
    <Sidebar>
      <SidebarLogo />
      {has('page:search') && (
        <SidebarGroup
          label={t('nav.search')}
          icon={<RiSearchLine />}
          to="/search"
        >
          <SidebarSearchModal icon={SearchIcon} />
        </SidebarGroup>
      )}
      <SidebarDivider />
      <SidebarGroup label={t('nav.menu')} icon={<RiMenuLine />}>
        <SidebarScrollWrapper>
          {ordered.map(({ id, item }) => (
            <PageItem key={id} item={item} />
          ))}
        </SidebarScrollWrapper>
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      {has('page:notifications') && (
        <NotificationsSidebarItem text={t('nav.notifications')} />
      )}
      <SidebarGroup
        label={t('nav.settings')}
        icon={<UserSettingsSignInAvatar />}
        to="/settings"
      >
        <SidebarItem
          className={classes.item}
          icon={PersonIcon}
          to="/settings"
          text={t('nav.settings')}
        />
      </SidebarGroup>
    </Sidebar>
  );
}
