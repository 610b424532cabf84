import { formatPercent } from '@shop-platform/ui-kit';
import { type TraceStory } from '../../../model/trace';
import { type TraceText } from '../hooks/useTraceText';

/** Below this share of the duration, a service is one among others. */
const TELLING_SHARE = 0.3;

/** Says in one sentence what matters about a trace. */
export function sentenceOf(story: TraceStory, text: TraceText): string {
  const { t } = text;
  const duration = text.duration(story.durationUs);
  switch (story.kind) {
    case 'failed': {
      const { operation, reason } = story;
      const service = text.service(story.origin);
      return reason
        ? t('tracePage.story.failedBecause', {
            operation,
            service,
            duration,
            reason,
          })
        : t('tracePage.story.failed', { operation, service, duration });
    }
    case 'recovered':
      return t('tracePage.story.recovered', {
        operation: story.operation,
        service: text.service(story.origin),
        duration,
        count: story.errorCount,
      });
    case 'took': {
      const { operation, service, share } = story;
      return service && share >= TELLING_SHARE
        ? t('tracePage.story.tookMostly', {
            operation,
            service,
            duration,
            share: formatPercent(Math.round(share * 100) / 100, {
              locale: text.locale,
            }),
          })
        : t('tracePage.story.took', { operation, duration });
    }
    case 'restricted':
      return t('tracePage.story.restricted', { duration });
    default:
      return t('tracePage.story.rootless', {
        operation: story.operation,
        duration,
      });
  }
}
