export { kubernetesWhenConfigured } from './kubernetesWhenConfigured';
