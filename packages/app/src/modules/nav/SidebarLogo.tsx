import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import {
  configApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { portalTranslationRef } from '../../translation';
import { Logo } from './Logo';

const useStyles = makeStyles(theme => ({
  root: {
    height: 64,
    paddingLeft: sidebarConfig.iconPadding - 4,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    color: theme.palette.navigation.selectedColor,
    fontWeight: 700,
    lineHeight: 1.2,
  },
}));

/** The mark, with the portal's name when the sidebar is open. */
export function SidebarLogo() {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  const { t } = useTranslationRef(portalTranslationRef);
  const title = useApi(configApiRef).getOptionalString('app.title');

  return (
    <Link
      to="/"
      underline="none"
      className={classes.root}
      aria-label={isOpen && title ? undefined : t('nav.home')}
    >
      <Logo size={32} />
      {isOpen && <span>{title}</span>}
    </Link>
  );
}
