import { accessibilityModule } from './modules/accessibility';
import { analyticsWhenConfigured } from './modules/analytics';
import { chaosWhenConfigured } from './modules/chaos';
import { crashModule } from './modules/crash';
import { homePlugin } from './modules/home';
import { kubernetesWhenConfigured } from './modules/kubernetes';
import { layoutModule } from './modules/layout';
import { navModule } from './modules/nav';
import { notFoundModule } from './modules/notFound';
import { cardProgressModule, overviewModule } from './modules/overview';
import { regionsWhenConfigured } from './modules/regions';
import { signInModule } from './modules/signIn';
import { themeModule } from './modules/theme';
import { titleModule } from './modules/title';
import { tourModule } from './modules/tour';
import { tracesWhenConfigured } from './modules/traces';
import { translationsModule } from './modules/translations';

/** What the portal adds to the plugins it is made of. */
export const features = [
  accessibilityModule,
  analyticsWhenConfigured,
  cardProgressModule,
  chaosWhenConfigured,
  crashModule,
  homePlugin,
  kubernetesWhenConfigured,
  layoutModule,
  navModule,
  notFoundModule,
  overviewModule,
  regionsWhenConfigured,
  signInModule,
  themeModule,
  titleModule,
  tourModule,
  tracesWhenConfigured,
  translationsModule,
];
