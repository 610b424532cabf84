import type { Cart } from '../cart/Carts.ts';
import type { Order, Quote } from '../shop/schemas.ts';
import { uah } from '../money/Money.ts';
import { formatMoney, localized } from './format.ts';
import { html, type Html } from './html.ts';
import { page, texts, type Frame } from './layout.ts';

export function cartPage(frame: Frame, { lines, total }: Cart): string {
  const t = texts(frame);
  if (lines.length === 0) {
    return page(frame, {
      title: t.cart,
      body: html`<h1>${t.cart}</h1>
        <p>${t.emptyCart}</p>
        <p><a class="button" href="/products">${t.toShop}</a></p>`,
    });
  }
  return page(frame, {
    title: t.cart,
    body: html`<h1>${t.cart}</h1>
      <div class="scroll">
        <table>
          <tbody>
            ${lines.map(line => cartRow(frame, line))}
          </tbody>
          <tfoot>
            <tr>
              <th colspan="2">${t.total}</th>
              <th class="number">${formatMoney(frame.language, total)}</th>
            </tr>
          </tfoot>
        </table>
      </div>
      <p><a class="button" href="/checkout">${t.toCheckout}</a></p>`,
  });
}

function cartRow(frame: Frame, line: Cart['lines'][number]): Html {
  const t = texts(frame);
  const name = localized(frame, line.name, line.nameEn);
  return html`<tr>
    <td>
      <a href="/products/${line.productId}">${name}</a><br /><span class="quiet"
        >${t[line.availability]}</span
      >
    </td>
    <td>
      <form class="row" method="post" action="/cart/lines">
        <input type="hidden" name="productId" value="${line.productId}" />
        <input
          type="number"
          name="quantity"
          aria-label="${t.quantity}: ${name}"
          value="${line.quantity}"
          min="1"
          max="50"
          required
        />
        <button class="plain">${t.change}</button>
        <button class="plain" name="remove" value="yes" formnovalidate>
          ${t.remove}
        </button>
      </form>
    </td>
    <td class="number">${formatMoney(frame.language, line.total)}</td>
  </tr>`;
}

/** What was entered, to be shown again; all of it is text from a form. */
export type Entered = Readonly<Record<string, string>>;

export interface CheckoutPageOptions {
  quote: Quote;
  key: string;
  stranger: boolean;
  entered: Entered;
  notice?: string | undefined;
}

export function checkoutPage(
  frame: Frame,
  { quote, key, stranger, entered, notice }: CheckoutPageOptions,
): string {
  const t = texts(frame);
  return page(frame, {
    title: t.checkout,
    body: html`<h1>${t.checkout}</h1>
      ${notice !== undefined &&
      html`<p class="notice bad" role="alert">${notice}</p>`}
      <form method="post" action="/checkout">
        <input type="hidden" name="key" value="${key}" />
        ${stranger &&
        html`<fieldset>
          <legend>${t.who}</legend>
          ${field({ name: 'name', label: t.name, entered, maxlength: 120 })}
          ${field({
            name: 'email',
            label: t.email,
            entered,
            type: 'email',
            maxlength: 254,
          })}
          ${field({
            name: 'phone',
            label: t.phone,
            entered,
            type: 'tel',
            maxlength: 13,
            optional: true,
          })}
        </fieldset>`}
        <fieldset>
          <legend>${t.delivery}</legend>
          ${deliveryChoices(frame, quote, entered)}
          ${field({ name: 'city', label: t.city, entered, maxlength: 120 })}
          ${field({
            name: 'branchNumber',
            label: t.branchNumber,
            entered,
            type: 'number',
            optional: true,
          })}
          ${field({
            name: 'street',
            label: t.street,
            entered,
            maxlength: 200,
            optional: true,
          })}
        </fieldset>
        ${paymentChoices(frame)}
        <button>${t.pay}</button>
      </form>`,
  });
}

function deliveryChoices(
  frame: Frame,
  { total, deliveryCosts }: Quote,
  entered: Entered,
): Html[] {
  const t = texts(frame);
  return (['branch', 'courier'] as const).map(method => {
    const cost = deliveryCosts[method];
    const sum = uah(total.amount + cost.amount);
    const chosen = (entered.method ?? 'branch') === method;
    return html`<label
        ><input
          type="radio"
          name="method"
          value="${method}"
          ${chosen && 'checked'}
        />
        ${t[method]}: ${formatMoney(frame.language, cost)} ·
        <span class="price"
          >${t.total} ${formatMoney(frame.language, sum)}</span
        ></label
      ><input type="hidden" name="total_${method}" value="${sum.amount}" />`;
  });
}

function paymentChoices(frame: Frame): Html {
  const t = texts(frame);
  const cards = [
    ['tok_ok', t.cardOk] as const,
    ['tok_declined', t.cardDeclined] as const,
    ['tok_timeout', t.cardTimeout] as const,
  ];
  return html`<fieldset>
    <legend>${t.payment}</legend>
    <p class="quiet">${t.sandbox}</p>
    ${cards.map(
      ([token, label], index) =>
        html`<label
          ><input
            type="radio"
            name="paymentToken"
            value="${token}"
            ${index === 0 && 'checked'}
          />
          ${label}</label
        >`,
    )}
  </fieldset>`;
}

interface FieldOptions {
  name: string;
  label: string;
  entered: Entered;
  type?: string;
  maxlength?: number;
  optional?: boolean;
}

function field(options: FieldOptions): Html {
  const { name, label, entered, type = 'text', maxlength, optional } = options;
  return html`<label
    >${label}
    <input
      type="${type}"
      name="${name}"
      value="${entered[name]}"
      ${maxlength !== undefined && html`maxlength="${maxlength}"`}
      ${optional !== true && 'required'}
  /></label>`;
}

export function orderPage(frame: Frame, order: Order): string {
  const t = texts(frame);
  const pending = order.status === 'payment_pending';
  const title = `${t.order} ${order.number}`;
  const money = (amount: Order['total']) => formatMoney(frame.language, amount);
  return page(frame, {
    title,
    refreshSeconds: pending ? 5 : undefined,
    body: html`<h1>${title}</h1>
      ${pending && html`<p class="notice" role="status">${t.pending}</p>`}
      ${order.status === 'paid' &&
      html`<p class="notice" role="status">${t.thanks}</p>`}
      <p>${t[order.status]}</p>
      <div class="scroll">
        <table>
          <tbody>
            ${order.lines.map(
              line =>
                html`<tr>
                  <td>${line.name}</td>
                  <td class="number">× ${line.quantity}</td>
                  <td class="number">${money(line.total)}</td>
                </tr>`,
            )}
            <tr>
              <td colspan="2">${t.delivery}</td>
              <td class="number">${money(order.deliveryCost)}</td>
            </tr>
          </tbody>
          <tfoot>
            <tr>
              <th colspan="2">${t.total}</th>
              <th class="number">${money(order.total)}</th>
            </tr>
          </tfoot>
        </table>
      </div>
      <p><a class="button" href="/products">${t.toShop}</a></p>`,
  });
}

export interface FailurePageOptions {
  status: number;
  traceId: string | undefined;
}

export function failurePage(
  frame: Frame,
  { status, traceId }: FailurePageOptions,
): string {
  const t = texts(frame);
  const text = status === 404 ? t.missing : status === 503 ? t.away : t.failed;
  return page(frame, {
    title: String(status),
    body: html`<h1>${text}</h1>
      ${status !== 404 &&
      traceId !== undefined &&
      html`<p class="quiet">${t.trace} ${traceId}</p>`}
      <p><a class="button" href="/">${t.toShop}</a></p>`,
  });
}
