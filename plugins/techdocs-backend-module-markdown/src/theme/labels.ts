/** The theme's own words. */
export interface ThemeLabels {
  navigation: string;
  contents: string;
  footer: string;
  previous: string;
  next: string;
  permalink: string;
}

const english: ThemeLabels = {
  navigation: 'Navigation',
  contents: 'Table of contents',
  footer: 'Footer',
  previous: 'Previous',
  next: 'Next',
  permalink: 'Permanent link',
};

const ukrainian: ThemeLabels = {
  navigation: 'Навігація',
  contents: 'Зміст',
  footer: 'Сусідні сторінки',
  previous: 'Назад',
  next: 'Далі',
  permalink: 'Постійне посилання',
};

/** The words for the language that `theme.language` names. */
export function labelsFor(language: string): ThemeLabels {
  return language === 'uk' ? ukrainian : english;
}
