import { createBackend } from '@backstage/backend-defaults';
import { stringifyError } from '@backstage/errors';
import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { configSchemaModule } from './config/configSchema';
import { kubernetesWhenConfigured } from './kubernetesWhenConfigured';
import { refuseForeignHosts } from './http/refuseForeignHosts';
import { rootLogger } from './logging/rootLogger';

const backend = createBackend();

backend.add(rootLogger);
backend.add(
  rootHttpRouterServiceFactory({
    configure({ app, config, applyDefaults }) {
      app.use(refuseForeignHosts(config));
      applyDefaults();
    },
  }),
);

backend.add(import('@backstage/plugin-app-backend'));
backend.add(configSchemaModule);
backend.add(import('@backstage/plugin-proxy-backend'));

// Sign-in: each provider is active only where the configuration names it.
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-github-provider'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(
  import('@shop-platform/backstage-plugin-auth-backend-module-personas'),
);

// Permissions
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import(
    '@shop-platform/backstage-plugin-permission-backend-module-shop-platform'
  ),
);

// Catalog
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(import('./catalog'));

// Software templates
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-github'));
backend.add(
  import(
    '@shop-platform/backstage-plugin-scaffolder-backend-module-shop-platform'
  ),
);
backend.add(
  import('@backstage/plugin-scaffolder-backend-module-notifications'),
);
// Renders templates for the form's preview and for templates made of templates.
backend.add(import('@shop-platform/backstage-plugin-templates-backend'));

// TechDocs
backend.add(import('@backstage/plugin-techdocs-backend'));
backend.add(
  import('@shop-platform/backstage-plugin-techdocs-backend-module-markdown'),
);

// Search on PostgreSQL
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-pg'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-search-backend-module-techdocs'));

// Traces: each source in the configuration chooses a store by its type.
backend.add(import('@shop-platform/backstage-plugin-traces-backend'));
backend.add(
  import('@shop-platform/backstage-plugin-traces-backend-module-clickhouse'),
);
backend.add(
  import('@shop-platform/backstage-plugin-traces-backend-module-jaeger'),
);

// Analytics: dashboards that the catalog leads to, over ClickHouse.
backend.add(import('@shop-platform/backstage-plugin-analytics-backend'));
backend.add(
  import(
    '@shop-platform/backstage-plugin-analytics-backend-module-platform-usage'
  ),
);

// Regions: those of the configuration, over the clusters of Kubernetes' plugin.
backend.add(import('@shop-platform/backstage-plugin-regions-backend'));

// Chaos: experiments of Chaos Mesh in the same clusters.
backend.add(import('@shop-platform/backstage-plugin-chaos-backend'));

backend.add(kubernetesWhenConfigured);
backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
// Carries signals and catalog events from one replica to the others.
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-mcp-actions-backend'));

// Backstage only logs a failed start and leaves a process that serves nothing;
// one that ends is started again, here by the supervisor and in a cluster by Kubernetes.
backend.start().catch((error: unknown) => {
  process.stderr.write(`The portal did not start: ${stringifyError(error)}\n`);
  process.exit(1);
});
