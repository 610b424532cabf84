import { kubernetesTranslationRef } from '@backstage/plugin-kubernetes/alpha';
import { createUkrainianMessages } from './createUkrainianMessages';

export default createUkrainianMessages(kubernetesTranslationRef, {
  'kubernetesContentPage.permissionAlert.title': 'Потрібен дозвіл',
  'kubernetesContentPage.permissionAlert.message':
    'Щоб бачити об’єкти Kubernetes, попросіть адміністратора порталу надати вам дозволи «kubernetes.clusters.read» і «kubernetes.resources.read».',
  'kubernetesContentPage.title': 'Ваші кластери',
  'kubernetesContentPage.emptyState.title': 'Немає ресурсів Kubernetes',
  'kubernetesContentPage.emptyState.description':
    'У жодному з відомих кластерів немає ресурсів для {{entityName}}',
  'entityContent.title': 'Kubernetes',
});
