import type { Content, Locale } from './Message.ts';

export interface Text {
  /** Emails have one, SMS do not show it. */
  subject: string;
  body: string;
}

const reasons: Record<Locale, Readonly<Record<string, string>>> = {
  uk: {
    customer_request: 'ви попросили',
    out_of_stock: 'товар закінчився',
    fraud_suspected: 'оплату не підтверджено',
    payment_failed: 'оплата не пройшла',
  },
  en: {
    customer_request: 'you asked for it',
    out_of_stock: 'the product is sold out',
    fraud_suspected: 'the payment was not confirmed',
    payment_failed: 'the payment failed',
  },
};

/** The text of a message, in the customer's language. */
export function render(content: Content, locale: Locale): Text {
  return locale === 'uk' ? inUkrainian(content) : inEnglish(content);
}

function inUkrainian(content: Content): Text {
  switch (content.template) {
    case 'order_placed': {
      const { orderNumber, totalAmount } = content.parameters;
      return {
        subject: `Замовлення ${orderNumber} прийнято`,
        body: `Дякуємо! Замовлення ${orderNumber} на ${money(
          totalAmount,
          'uk-UA',
        )} оплачено, готуємо до відправлення.`,
      };
    }
    case 'order_cancelled':
      return {
        subject: 'Замовлення скасовано',
        body: `Замовлення скасовано: ${reason(
          content.parameters.reason,
          'uk',
        )}. Сплачене повернеться на картку.`,
      };
    case 'shipment_sent': {
      const { trackingNumber, deliverBy } = content.parameters;
      const when = deliverBy ? `, чекайте ${date(deliverBy, 'uk-UA')}` : '';
      return {
        subject: 'Замовлення в дорозі',
        body: `Замовлення в дорозі, ТТН ${trackingNumber}${when}.`,
      };
    }
    case 'shipment_delivered':
      return {
        subject: 'Як вам покупка?',
        body: 'Замовлення доставлено. Розкажіть, чи все сподобалося.',
      };
  }
}

function inEnglish(content: Content): Text {
  switch (content.template) {
    case 'order_placed': {
      const { orderNumber, totalAmount } = content.parameters;
      return {
        subject: `Order ${orderNumber} received`,
        body: `Thank you! Order ${orderNumber} over ${money(
          totalAmount,
          'en',
        )} is paid; we are packing it.`,
      };
    }
    case 'order_cancelled':
      return {
        subject: 'Order cancelled',
        body: `Your order was cancelled: ${reason(
          content.parameters.reason,
          'en',
        )}. What you paid goes back to your card.`,
      };
    case 'shipment_sent': {
      const { trackingNumber, deliverBy } = content.parameters;
      const when = deliverBy ? `, expected on ${date(deliverBy, 'en-GB')}` : '';
      return {
        subject: 'Your order is on its way',
        body: `Your order is on its way, tracking number ${trackingNumber}${when}.`,
      };
    }
    case 'shipment_delivered':
      return {
        subject: 'How was it?',
        body: 'Your order was delivered. Tell us whether you like it.',
      };
  }
}

function reason(code: string, locale: Locale): string {
  const known = reasons[locale];
  return known[code] ?? (locale === 'uk' ? 'так склалося' : 'it had to be');
}

function money(amount: number, locale: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'UAH',
  }).format(amount / 100);
}

function date(isoDate: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(isoDate));
}
