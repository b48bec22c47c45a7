import { wordsOf } from './header-words'

/** Words of headers, in the five languages, that say what a number beside an amount is. */
const WORDS = {
  refunded:
    /\b(refund|refunds|refunded|erstattung|erstattet|ruckerstattung|ruckerstattet\w*|erstattungsbetrag|ruckzahlung|rembourse|remboursee|remboursement|remboursements|reembolso|reembolsado|reembolsos|devuelto|rambursat|rambursata|rambursare|chargeback|chargebacks|credited|gutschrift|gutschriftsbetrag)\b/,
  discount:
    /\b(discount|discounts|rebate|rabatt|rabatte|nachlass|preisnachlass|skonto|remise|remises|rabais|reduction|ristourne|descuento|descuentos|rebaja|bonificacion|reducere|reduceri|discountul)\b/,
  debit:
    /^(debit|debits|debit amount|amount debit|soll|sollbetrag|betrag soll|debet|debito|debe|cargo|cargos|importe debe|montant debit|suma debit|debits amount)$/,
  credit:
    /^(credit|credits|credit amount|amount credit|haben|habenbetrag|betrag haben|kredit|credito|haber|abono|abonos|importe haber|montant credit|suma credit)$/,
  money: /\b(amount|value|money|betrag|wert|montant|valeur|importe|monto|valor|suma|sumei|valoare|eur|usd|gbp|ron|chf|euro|lei)\b/,
  rate: /\b(pct|percent|percentage|perc|rate|prozent|satz|pourcentage|taux|porcentaje|tasa|procent|procentual|ratio)\b/,
  count:
    /\b(qty|quantity|count|number|no|menge|anzahl|stuck|quantite|nombre|cantidad|numero|cantitate|numar|date|datum|fecha|data|id|reason|status)\b/,
  order:
    /\b(order|orders|invoice|basket|cart|receipt|transaction|total|grand|bestell\w*|auftrag\w*|rechnung\w*|warenkorb\w*|beleg\w*|gesamt\w*|summe|commande|facture|panier|ticket|ttc|pedido|factura|compra|comanda|comenzii|facturii|cos)\b/,
  net: /\b(net|netto|neto|neta|nette)\b/,
  changed:
    /\b(updated|update|modified|changed|revised|amended|edited|version|revision|geandert|aenderung\w*|anderung\w*|aktualisiert|aktualisierung|bearbeitet|modifie|modifiee|modification|maj|mise jour|actualizado|actualizada|actualizacion|modificado|modificada|modificacion|actualizat|actualizata|actualizare|modificat|modificata|modificare|modificarii)\b/,
  currency: /\b(currency|currencies|curr|ccy|iso code|wahrung|waehrung|wahrungscode|devise|monnaie|moneda|divisa|valuta|monetary unit)\b/,
} as const

/** Whether a header says so. */
export function says(header: string, what: keyof typeof WORDS): boolean {
  const text = wordsOf(header).join(' ')
  if (what === 'rate' && header.includes('%')) return true
  // The name of a currency is no word of a header, and is left out of its words.
  return WORDS[what].test(text) || (what === 'money' && WORDS.money.test(header.toLowerCase()))
}
