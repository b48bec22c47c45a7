/** Signs, codes and words as they stand beside amounts, and the currency they are; those of several countries stay as written. */
const SPELLINGS: Readonly<Record<string, string>> = {
  EUR: '€ EUR Eur eur Euro euro Euros euros',
  USD: 'USD US$ usd',
  $: '$ ＄',
  GBP: '£ ￡ GBP',
  CHF: 'CHF SFr. SFr sFr. sFr Fr. Fr chf',
  '¥': '¥ ￥',
  JPY: 'JPY 円 JP¥',
  CNY: 'CNY RMB 元 CN¥',
  INR: '₹ INR Rs. Rs ₨ rs. rs Rs.',
  PKR: 'PKR',
  HKD: 'HK$ HKD',
  TWD: 'NT$ TWD',
  SGD: 'S$ SGD',
  AUD: 'A$ AU$ AUD',
  CAD: 'C$ CA$ CAD',
  NZD: 'NZ$ NZD',
  MXN: 'MX$ MXN',
  BRL: 'R$ BRL',
  ZAR: 'R ZAR',
  PLN: 'zł zl PLN ZŁ',
  CZK: 'Kč kč Kc CZK',
  HUF: 'Ft HUF',
  RON: 'lei LEI Lei leu RON ron',
  MDL: 'MDL',
  BGN: 'лв. лв BGN',
  RSD: 'RSD din. din дин.',
  kr: 'kr. kr Kr. Kr KR',
  SEK: 'SEK',
  NOK: 'NOK',
  DKK: 'DKK',
  ISK: 'ISK',
  RUB: '₽ руб. руб RUB р.',
  UAH: '₴ грн. грн UAH',
  TRY: '₺ TRY TL',
  ILS: '₪ ILS',
  KRW: '₩ KRW 원',
  VND: '₫ đ VND',
  THB: '฿ THB',
  PHP: '₱ PHP Php',
  IDR: 'Rp. Rp IDR',
  MYR: 'RM MYR',
  NGN: '₦ NGN',
  GHS: '₵ GHS',
  KES: 'KSh KES',
  PEN: 'S/. S/ PEN',
  COP: 'COP COL$',
  CLP: 'CLP',
  ARS: 'ARS AR$',
  AED: 'AED',
  SAR: 'SAR',
  EGP: 'EGP',
  MAD: 'MAD',
}

/** What stands beside a number for a currency. */
export interface CurrencySign {
  readonly sign: string
  /** ISO code, or the sign where several countries have it. */
  readonly currency: string
}

export const CURRENCY_SIGNS: readonly CurrencySign[] = Object.entries(SPELLINGS).flatMap(([currency, signs]) =>
  [...new Set(signs.split(' '))].map((sign) => ({ sign, currency })),
)
