import { catalogGraphTranslationRef } from '@backstage/plugin-catalog-graph/alpha';
import { createUkrainianMessages } from './createUkrainianMessages';

export default createUkrainianMessages(catalogGraphTranslationRef, {
  'catalogGraphCard.title': 'Зв’язки',
  'catalogGraphCard.deepLinkTitle': 'Відкрити граф',
  'catalogGraphPage.title': 'Граф зв’язків каталогу',
  'catalogGraphPage.filterToggleButtonTitle': 'Фільтри',
  'catalogGraphPage.supportButtonDescription':
    'Додайте компонент до каталогу програмного забезпечення, щоб бачити його зв’язки.',
  'catalogGraphPage.simplifiedSwitchLabel': 'Спрощений вигляд',
  'catalogGraphPage.mergeRelationsSwitchLabel': 'Об’єднувати зв’язки',
  'catalogGraphPage.zoomOutDescription':
    'Масштабуйте й пересувайте діаграму жестами або мишею. Клацніть вузол, щоб зробити його активним; клацніть із Shift, щоб перейти до сутності.',
  'catalogGraphPage.curveFilter.title': 'Лінії',
  'catalogGraphPage.curveFilter.curveMonotoneX': 'Плавні',
  'catalogGraphPage.curveFilter.curveStepBefore': 'Ступінчасті',
  'catalogGraphPage.directionFilter.title': 'Напрямок',
  'catalogGraphPage.directionFilter.leftToRight': 'Зліва направо',
  'catalogGraphPage.directionFilter.rightToLeft': 'Справа наліво',
  'catalogGraphPage.directionFilter.topToBottom': 'Згори вниз',
  'catalogGraphPage.directionFilter.bottomToTop': 'Знизу вгору',
  'catalogGraphPage.maxDepthFilter.title': 'Максимальна глибина',
  'catalogGraphPage.maxDepthFilter.inputPlaceholder': '∞ Без обмежень',
  'catalogGraphPage.maxDepthFilter.clearButtonAriaLabel':
    'Очистити максимальну глибину',
  'catalogGraphPage.selectedKindsFilter.title': 'Види',
  'catalogGraphPage.selectedRelationsFilter.title': 'Зв’язки',
});
