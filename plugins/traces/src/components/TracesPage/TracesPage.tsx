import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Header } from '@backstage/ui';
import { TimeRangePicker } from '@shop-platform/ui-kit';
import { tracesTranslationRef } from '../../translation';
import { TraceSearch } from '../TraceSearch';

/** Which requests were bad? */
export function TracesPage() {
  const { t } = useTranslationRef(tracesTranslationRef);

  return (
    <main>
      <Header
        title={t('search.title')}
        description={t('search.description')}
        customActions={<TimeRangePicker />}
      />
      <Container>
        <TraceSearch />
      </Container>
    </main>
  );
}
