import { type findingMessages } from '@shop-platform/backstage-plugin-chaos-common';
import { type UkrainianMessages } from '@shop-platform/ui-kit';

/** What a dry run says of the rules. */
export const findings: UkrainianMessages<typeof findingMessages> = {
  'finding.readable': 'Це {{kind}}, який прийме Chaos Mesh',

  'finding.armed': '{{cluster}}: починати дозволено',
  'finding.halted':
    'Усе в {{cluster}} спинено ({{by}}, {{at}}): {{reason}}. Спершу треба знову дозволити',

  'finding.kind': '{{kind}} можна починати',
  'finding.kindRefused':
    '{{kind}} тут починати не можна; дозволено {{kinds}} (chaos.policy.kinds)',

  'finding.namespace': 'Зачепить лише {{namespaces}}',
  'finding.namespaceNone':
    'Поки що не можна влучати в жоден простір імен: назвіть дозволені в chaos.policy.namespaces',
  'finding.namespaceProtected':
    'Захищено: {{namespaces}}; досліди можуть зачіпати {{allowed}} (chaos.policy.namespaces)',

  'finding.targets_one': 'Під селектор підпадає {{count}} под',
  'finding.targets_few': 'Під селектор підпадають {{count}} поди',
  'finding.targets_many': 'Під селектор підпадають {{count}} подів',
  'finding.targets_other': 'Під селектор підпадає {{count}} пода',
  'finding.targetsNone':
    'Ні в що не влучить: під селектор не підпадає жоден под',
  'finding.stepsNone':
    'Тут ще немає кроку, який щось робить: додайте дослід, перевірку стану або завдання',
  'finding.targetsUnknown':
    '{{cluster}} не може сказати, у що влучить: {{reason}}. Виберіть інший кластер або зачекайте, доки цей відповість',
  'finding.everyPod':
    'Це всі поди простору {{namespaces}}; назвіть потрібні через labelSelectors або візьміть один із них: mode: one',
  'finding.wholeNamespace':
    'Може влучити водночас у всі поди простору {{namespace}} (подів: {{pods}}, навантажень: {{workloads}}); назвіть через labelSelectors, чиї поди потрібні, або візьміть менше: mode: one',

  'finding.duration': 'Скінчиться через {{duration}}',
  'finding.durationOnce': 'Діє один раз',
  'finding.durationNone':
    'Не скінчилося б ніколи; вкажіть тривалість, щонайбільше {{limit}} с',
  'finding.durationUnreadable':
    '«{{duration}}» — не тривалість, тож це не скінчилося б ніколи; пишіть 90s або 5m, щонайбільше {{limit}} с',
  'finding.durationLong':
    '{{duration}} — довше ніж {{limit}} с (chaos.policy.maxDuration)',

  'finding.environment':
    'Належить до середовища {{environment}}, правила якого це дозволяють',
  'finding.environmentNothing':
    'У середовищі {{environment}} нічого не можна починати (chaos.policy.environments)',
  'finding.environmentKind':
    '{{kind}} не можна починати в середовищі {{environment}}; дозволено {{kinds}} (chaos.policy.environments)',
  'finding.environmentEndless':
    'Без тривалості це довше ніж {{limit}} с, найдовше в середовищі {{environment}} (chaos.policy.environments)',
  'finding.environmentLong':
    '{{duration}} — довше ніж {{limit}} с, найдовше в середовищі {{environment}} (chaos.policy.environments)',

  'finding.freeze': 'Жодна заборона не заважає',
  'finding.freezeRefused':
    'З {{from}} до {{to}} нічого не починається: {{reason}}',

  'finding.hours': 'Вкладається в дозволені години',
  'finding.hoursRefused':
    'Тривало б з {{from}} до {{to}}, а дозволено в такі години: {{hours}} (chaos.policy.hours)',

  'finding.percentage_one': 'Влучить у {{hit}} з {{count}} пода',
  'finding.percentage_few': 'Влучить у {{hit}} з {{count}} подів',
  'finding.percentage_many': 'Влучить у {{hit}} з {{count}} подів',
  'finding.percentage_other': 'Влучить у {{hit}} з {{count}} пода',
  'finding.percentageUpTo_one':
    'Влучить щонайбільше в {{hit}} з {{count}} пода',
  'finding.percentageUpTo_few':
    'Влучить щонайбільше в {{hit}} з {{count}} подів',
  'finding.percentageUpTo_many':
    'Влучить щонайбільше в {{hit}} з {{count}} подів',
  'finding.percentageUpTo_other':
    'Влучить щонайбільше в {{hit}} з {{count}} пода',
  'finding.percentageRefused_one':
    'Влучить у {{hit}} з {{count}} пода; можна щонайбільше в {{most}} ({{key}}: {{percentage}})',
  'finding.percentageRefused_few':
    'Влучить у {{hit}} з {{count}} подів; можна щонайбільше в {{most}} ({{key}}: {{percentage}})',
  'finding.percentageRefused_many':
    'Влучить у {{hit}} з {{count}} подів; можна щонайбільше в {{most}} ({{key}}: {{percentage}})',
  'finding.percentageRefused_other':
    'Влучить у {{hit}} з {{count}} пода; можна щонайбільше в {{most}} ({{key}}: {{percentage}})',
  'finding.percentageUpToRefused_one':
    'Може влучити в {{hit}} з {{count}} пода; можна щонайбільше в {{most}} ({{key}}: {{percentage}})',
  'finding.percentageUpToRefused_few':
    'Може влучити в {{hit}} з {{count}} подів; можна щонайбільше в {{most}} ({{key}}: {{percentage}})',
  'finding.percentageUpToRefused_many':
    'Може влучити в {{hit}} з {{count}} подів; можна щонайбільше в {{most}} ({{key}}: {{percentage}})',
  'finding.percentageUpToRefused_other':
    'Може влучити в {{hit}} з {{count}} пода; можна щонайбільше в {{most}} ({{key}}: {{percentage}})',

  'finding.overlap':
    'Жоден інший запуск не влучає в те саме, у те, від чого це залежить, чи в те, що залежить від цього',
  'finding.overlapUnread':
    'Наскільки відомо, жоден інший запуск не влучає в те саме, у те, від чого це залежить, чи в те, що залежить від цього; хто кого викликає, прочитати не вдалося ({{reason}})',
  'finding.overlapPods':
    'Триває {{run}} ({{by}}) і влучає в ті самі поди, з {{what}}; зачекайте, доки скінчиться, або спиніть його',
  'finding.overlapPodsOutside':
    'Триває {{run}} (почато поза порталом) і влучає в ті самі поди, з {{what}}; зачекайте, доки скінчиться, або спиніть його',
  'finding.overlapPath':
    'Триває {{run}} ({{by}}) і влучає в {{what}} на тому самому шляху залежностей; зачекайте, доки скінчиться, або спиніть його',
  'finding.overlapPathOutside':
    'Триває {{run}} (почато поза порталом) і влучає в {{what}} на тому самому шляху залежностей; зачекайте, доки скінчиться, або спиніть його',
  'finding.overlapFar':
    'У {{cluster}} триває {{run}} ({{by}}) і влучає в {{what}} на тому самому шляху залежностей; зачекайте, доки скінчиться, або спиніть його',
  'finding.overlapFarOutside':
    'У {{cluster}} триває {{run}} (почато поза порталом) і влучає в {{what}} на тому самому шляху залежностей; зачекайте, доки скінчиться, або спиніть його',
  'finding.overlapPathHidden':
    'Триває {{run}} ({{by}}) і влучає в компонент, який вам не можна бачити, на тому самому шляху залежностей; зачекайте, доки скінчиться, або спиніть його',
  'finding.overlapPathOutsideHidden':
    'Триває {{run}} (почато поза порталом) і влучає в компонент, який вам не можна бачити, на тому самому шляху залежностей; зачекайте, доки скінчиться, або спиніть його',
  'finding.overlapFarHidden':
    'У {{cluster}} триває {{run}} ({{by}}) і влучає в компонент, який вам не можна бачити, на тому самому шляху залежностей; зачекайте, доки скінчиться, або спиніть його',
  'finding.overlapFarOutsideHidden':
    'У {{cluster}} триває {{run}} (почато поза порталом) і влучає в компонент, який вам не можна бачити, на тому самому шляху залежностей; зачекайте, доки скінчиться, або спиніть його',

  'finding.active': 'Ваших запусків: {{active}} з {{most}} дозволених',
  'finding.activeOther': 'Запусків у {{by}}: {{active}} з {{most}} дозволених',
  'finding.activeRefused_one':
    'У вас уже {{count}} запуск, а можна мати {{most}} (chaos.policy.maxActive)',
  'finding.activeRefused_few':
    'У вас уже {{count}} запуски, а можна мати {{most}} (chaos.policy.maxActive)',
  'finding.activeRefused_many':
    'У вас уже {{count}} запусків, а можна мати {{most}} (chaos.policy.maxActive)',
  'finding.activeRefused_other':
    'У вас уже {{count}} запуску, а можна мати {{most}} (chaos.policy.maxActive)',
  'finding.activeOtherRefused_one':
    'У {{by}} уже {{count}} запуск, а можна мати {{most}} (chaos.policy.maxActive)',
  'finding.activeOtherRefused_few':
    'У {{by}} уже {{count}} запуски, а можна мати {{most}} (chaos.policy.maxActive)',
  'finding.activeOtherRefused_many':
    'У {{by}} уже {{count}} запусків, а можна мати {{most}} (chaos.policy.maxActive)',
  'finding.activeOtherRefused_other':
    'У {{by}} уже {{count}} запуску, а можна мати {{most}} (chaos.policy.maxActive)',

  'finding.rateOwn':
    'Ваших стартів за {{duration}}: {{active}} з {{most}} дозволених',
  'finding.rateOwnRefused':
    'Ваших стартів за {{duration}}: {{active}} з {{most}} дозволених (chaos.policy.rate.perPerson); зачекайте до {{at}}',
  'finding.rateOther':
    'Стартів у {{by}} за {{duration}}: {{active}} з {{most}} дозволених',
  'finding.rateOtherRefused':
    'Стартів у {{by}} за {{duration}}: {{active}} з {{most}} дозволених (chaos.policy.rate.perPerson); зачекайте до {{at}}',
  'finding.rateTarget':
    'Влучань у {{component}} за {{duration}}: {{active}} з {{most}} дозволених',
  'finding.rateTargetRefused':
    'Влучань у {{component}} за {{duration}}: {{active}} з {{most}} дозволених (chaos.policy.rate.perTarget); зачекайте до {{at}}',
  'finding.rateHidden':
    'Влучань у компонент, якого ви не можете бачити, за {{duration}}: {{active}} з {{most}} дозволених',
  'finding.rateHiddenRefused':
    'Влучань у компонент, якого ви не можете бачити, за {{duration}}: {{active}} з {{most}} дозволених (chaos.policy.rate.perTarget); зачекайте до {{at}}',

  'finding.approval':
    'Почнеться, коли схвалить інша людина, яка має право chaos.approve',
  'finding.ownRules': 'Правила компонента {{component}} це дозволяють',
  'finding.ownRulesHidden':
    'Правила компонента, який вам не можна бачити, це дозволяють',

  'finding.cluster': '{{cluster}} це прийме',
  'finding.clusterSilent':
    '{{cluster}} не відповідає: {{reason}}. Виберіть інший кластер або зачекайте, доки цей відповість',
};
