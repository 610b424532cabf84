import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Card,
  CardBody,
  CardHeader,
  Flex,
  Link,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import {
  RiCheckboxBlankCircleLine,
  RiCheckboxCircleFill,
} from '@remixicon/react';
import { portalTranslationRef } from '../../translation';
import styles from './Tour.module.css';
import { isShown, type TourProgress } from './tourProgress';
import { TOUR_STEPS, type TourStep } from './tourSteps';
import { useTourLinks } from './useTourLinks';
import { useTourProgress } from './useTourProgress';

const STEP_TEXTS = {
  catalog: ['tour.catalog.title', 'tour.catalog.description'],
  entity: ['tour.entity.title', 'tour.entity.description'],
  graph: ['tour.graph.title', 'tour.graph.description'],
  api: ['tour.api.title', 'tour.api.description'],
  docs: ['tour.docs.title', 'tour.docs.description'],
  traces: ['tour.traces.title', 'tour.traces.description'],
  analytics: ['tour.analytics.title', 'tour.analytics.description'],
  chaos: ['tour.chaos.title', 'tour.chaos.description'],
  regions: ['tour.regions.title', 'tour.regions.description'],
  search: ['tour.search.title', 'tour.search.description'],
  create: ['tour.create.title', 'tour.create.description'],
  settings: ['tour.settings.title', 'tour.settings.description'],
} as const satisfies Record<TourStep, readonly [string, string]>;

function Step({
  step,
  to,
  isDone,
}: {
  step: TourStep;
  to: string;
  isDone: boolean;
}) {
  const { t } = useTranslationRef(portalTranslationRef);
  const [title, description] = STEP_TEXTS[step];
  const Icon = isDone ? RiCheckboxCircleFill : RiCheckboxBlankCircleLine;

  return (
    <li className={styles.step} data-done={isDone}>
      <Icon size={20} className={styles.tick} aria-hidden="true" />
      <div>
        <Link href={to} variant="body-medium" weight="bold">
          {t(title)}
        </Link>
        <VisuallyHidden>
          {isDone ? t('tour.done') : t('tour.notDone')}
        </VisuallyHidden>
        <Text as="p" variant="body-small" color="secondary">
          {t(description)}
        </Text>
      </div>
    </li>
  );
}

type TourLink = { step: TourStep; to: string };

function TourCard({
  progress,
  links,
  onHide,
}: {
  progress: TourProgress;
  links: readonly TourLink[];
  onHide(): void;
}) {
  const { t } = useTranslationRef(portalTranslationRef);
  const done = links.filter(({ step }) => progress.visited.includes(step));

  return (
    <Card className={styles.card}>
      <CardHeader>
        <Flex justify="between" align="center" gap="2">
          <Text as="h2" variant="title-x-small" weight="bold">
            {t('tour.title')}
          </Text>
          <Button size="small" variant="tertiary" onPress={onHide}>
            {t('tour.hide')}
          </Button>
        </Flex>
        <Text as="p" variant="body-small" color="secondary">
          {done.length === links.length
            ? t('tour.complete')
            : t('tour.progress', {
                done: String(done.length),
                all: String(links.length),
              })}
        </Text>
      </CardHeader>
      <CardBody>
        <ol className={styles.steps} aria-label={t('tour.steps')}>
          {links.map(({ step, to }) => (
            <Step
              key={step}
              step={step}
              to={to}
              isDone={progress.visited.includes(step)}
            />
          ))}
        </ol>
      </CardBody>
    </Card>
  );
}

/** The tour until it is done; after that, the way to see it again. */
export function Tour() {
  const { t } = useTranslationRef(portalTranslationRef);
  const { progress, save } = useTourProgress();
  const places = useTourLinks();
  const links = TOUR_STEPS.flatMap(step => {
    const to = places[step];
    return to === undefined ? [] : { step, to };
  });

  if (!progress) {
    return <></>;
  }
  if (
    !isShown(
      progress,
      links.map(({ step }) => step),
    )
  ) {
    return (
      <div>
        <Button
          size="small"
          variant="tertiary"
          onPress={() => save({ ...progress, view: 'shown' })}
        >
          {t('tour.show')}
        </Button>
      </div>
    );
  }
  return (
    <TourCard
      progress={progress}
      links={links}
      onHide={() => save({ ...progress, view: 'hidden' })}
    />
  );
}
