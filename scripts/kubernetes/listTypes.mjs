// @ts-check
/*
 * What the types of client-node do not tell: how Kubernetes merges lists and
 * maps, which strings are quantities, and which have a closed set of values.
 */

/** @type {Record<string, string[]>} the keys of lists that are maps, by model and field; the first is the key of strategic merge patches */
export const listMapKeys = {
  'V1ObjectMeta.ownerReferences': ['uid'],
  'V1PodSpec.containers': ['name'],
  'V1PodSpec.initContainers': ['name'],
  'V1PodSpec.ephemeralContainers': ['name'],
  'V1PodSpec.volumes': ['name'],
  'V1PodSpec.imagePullSecrets': ['name'],
  'V1PodSpec.hostAliases': ['ip'],
  'V1PodSpec.schedulingGates': ['name'],
  'V1PodSpec.resourceClaims': ['name'],
  'V1PodSpec.topologySpreadConstraints': ['topologyKey', 'whenUnsatisfiable'],
  'V1Container.ports': ['containerPort', 'protocol'],
  'V1Container.env': ['name'],
  'V1Container.volumeMounts': ['mountPath'],
  'V1Container.volumeDevices': ['devicePath'],
  'V1EphemeralContainer.ports': ['containerPort', 'protocol'],
  'V1EphemeralContainer.env': ['name'],
  'V1EphemeralContainer.volumeMounts': ['mountPath'],
  'V1EphemeralContainer.volumeDevices': ['devicePath'],
  'V1ResourceRequirements.claims': ['name'],
  'V1PodStatus.conditions': ['type'],
  'V1PodStatus.podIPs': ['ip'],
  'V1ServiceSpec.ports': ['port', 'protocol'],
  'V1ServiceStatus.conditions': ['type'],
  'V1ServiceAccount.secrets': ['name'],
  'V1DeploymentStatus.conditions': ['type'],
  'V1ReplicaSetStatus.conditions': ['type'],
  'V1JobStatus.conditions': ['type'],
  'V1NodeStatus.addresses': ['type'],
  'V1NodeStatus.conditions': ['type'],
  'V1NamespaceStatus.conditions': ['type'],
  'V2HorizontalPodAutoscalerStatus.conditions': ['type'],
  'V1PodDisruptionBudgetStatus.conditions': ['type'],
  'V1CustomResourceDefinitionStatus.conditions': ['type'],
  'V1ValidatingAdmissionPolicySpec.matchConditions': ['name'],
  'V1ValidatingAdmissionPolicySpec.variables': ['name'],
  'V1ValidatingAdmissionPolicyStatus.conditions': ['type'],
};

/** Lists whose elements are members of a set. */
export const listSets = [
  'V1ObjectMeta.finalizers',
  'V1NodeSpec.podCIDRs',
  'V1CustomResourceDefinitionStatus.storedVersions',
];

/** Fields of which a strategic patch says all keys that stay. */
export const retainKeys = [
  'V1DeploymentSpec.strategy',
  'V1PodSpec.volumes',
  'V1PodSpec.resourceClaims',
];

/** Maps that an apply owns as a whole. */
export const atomicMaps = [
  'V1LabelSelector',
  'V1LocalObjectReference',
  'V1ObjectReference',
  'V1SecretKeySelector',
  'V1ConfigMapKeySelector',
  'V1ObjectFieldSelector',
  'V1ResourceFieldSelector',
  'V1TypedLocalObjectReference',
  'V1OwnerReference',
  'V1NodeSelector',
  'V1NodeSelectorTerm',
  'V1ParamRef',
  'V1ParamKind',
  'V1RoleRef',
  'V1Overhead',
  'V1PodSpec.nodeSelector',
  'V1ServiceSpec.selector',
];

/** Numbers or strings that are kept as the canonical string. */
export const quantities = [
  'V1ResourceRequirements.limits',
  'V1ResourceRequirements.requests',
  'V1ResourceQuotaSpec.hard',
  'V1ResourceQuotaStatus.hard',
  'V1ResourceQuotaStatus.used',
  'V1LimitRangeItem._default',
  'V1LimitRangeItem.defaultRequest',
  'V1LimitRangeItem.max',
  'V1LimitRangeItem.min',
  'V1LimitRangeItem.maxLimitRequestRatio',
  'V1NodeStatus.allocatable',
  'V1NodeStatus.capacity',
  'V1PodSpec.overhead',
  'V1ContainerStatus.allocatedResources',
  'V1EmptyDirVolumeSource.sizeLimit',
  'V1ResourceFieldSelector.divisor',
  'V2MetricTarget.averageValue',
  'V2MetricTarget.value',
  'V2MetricValueStatus.averageValue',
  'V2MetricValueStatus.value',
  'V2HPAScalingRules.tolerance',
];

const protocol = ['SCTP', 'TCP', 'UDP'];

/** @type {Record<string, string[]>} the values that a string may have */
export const enums = {
  'V1PodSpec.restartPolicy': ['Always', 'Never', 'OnFailure'],
  'V1PodSpec.dnsPolicy': [
    'ClusterFirst',
    'ClusterFirstWithHostNet',
    'Default',
    'None',
  ],
  'V1Container.imagePullPolicy': ['Always', 'IfNotPresent', 'Never'],
  'V1ContainerPort.protocol': protocol,
  'V1ServicePort.protocol': protocol,
  'V1ServiceSpec.type': [
    'ClusterIP',
    'ExternalName',
    'LoadBalancer',
    'NodePort',
  ],
  'V1ServiceSpec.sessionAffinity': ['ClientIP', 'None'],
  'V1DeploymentStrategy.type': ['Recreate', 'RollingUpdate'],
  'V1EndpointSlice.addressType': ['FQDN', 'IPv4', 'IPv6'],
  'V1CronJobSpec.concurrencyPolicy': ['Allow', 'Forbid', 'Replace'],
  'V1Taint.effect': ['NoExecute', 'NoSchedule', 'PreferNoSchedule'],
  'V1LabelSelectorRequirement.operator': [
    'DoesNotExist',
    'Exists',
    'In',
    'NotIn',
  ],
  'ApiextensionsV1CustomResourceDefinitionSpec.scope': [
    'Cluster',
    'Namespaced',
  ],
  'V1CustomResourceDefinitionSpec.scope': ['Cluster', 'Namespaced'],
  'V1ValidatingAdmissionPolicySpec.failurePolicy': ['Fail', 'Ignore'],
  'V2MetricSpec.type': [
    'ContainerResource',
    'External',
    'Object',
    'Pods',
    'Resource',
  ],
};
