import { useMemo } from 'react';
import {
  configApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Card, CardBody, Flex, Text } from '@backstage/ui';
import { RiExternalLinkLine } from '@remixicon/react';
import { portalTranslationRef } from '../../../translation';
import { readMonitoringTools, type MonitoringTool } from '../monitoringTools';
import styles from './HomePage.module.css';

/** @returns a function that gives one line on what a tool shows */
function useToolDescription(): (tool: MonitoringTool) => string | undefined {
  const { t } = useTranslationRef(portalTranslationRef);

  return ({ id, description }) => {
    if (description) {
      return description;
    }
    switch (id) {
      case 'grafana':
        return t('home.monitoring.grafana');
      case 'jaeger':
        return t('home.monitoring.jaeger');
      case 'kiali':
        return t('home.monitoring.kiali');
      case 'prometheus':
        return t('home.monitoring.prometheus');
      default:
        return undefined;
    }
  };
}

/** Links to the monitoring tools; nothing where none is configured. */
export function MonitoringTools() {
  const { t } = useTranslationRef(portalTranslationRef);
  const config = useApi(configApiRef);
  const tools = useMemo(() => readMonitoringTools(config), [config]);
  const describe = useToolDescription();

  if (tools.length === 0) {
    return <></>;
  }
  return (
    <section aria-labelledby="home-monitoring">
      <Text
        as="h2"
        id="home-monitoring"
        variant="title-x-small"
        weight="bold"
        className={styles.sectionTitle}
      >
        {t('home.monitoring.title')}
      </Text>
      <ul className={styles.tools}>
        {tools.map(tool => (
          <li key={tool.id}>
            <Card
              href={tool.url}
              target="_blank"
              rel="noopener noreferrer"
              label={t('home.monitoring.opens', { title: tool.title })}
            >
              <CardBody>
                <Flex align="center" justify="between" gap="2">
                  <Text as="span" variant="body-medium" weight="bold">
                    {tool.title}
                  </Text>
                  <RiExternalLinkLine size={16} aria-hidden="true" />
                </Flex>
                <Text as="p" variant="body-small" color="secondary">
                  {describe(tool)}
                </Text>
              </CardBody>
            </Card>
          </li>
        ))}
      </ul>
    </section>
  );
}
