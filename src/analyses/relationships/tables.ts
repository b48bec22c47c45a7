import type { Tables } from '../contract/definition'
import { NONE } from './places'
import type { RelationshipsResult } from './result'

export function tables({ kinds, moves, stated }: RelationshipsResult): Tables {
  const nameOf = (place: number) => (place === NONE ? 'none' : kinds[place]!.name)
  return {
    relationships: kinds.map(({ name, customers, revenue, share, revenueShare, before, back, backShare }) => ({
      type: name,
      customers,
      revenue,
      retention_next_period: backShare?.value ?? null,
      retention_low: backShare?.interval?.low ?? null,
      retention_high: backShare?.interval?.high ?? null,
      customers_before: before,
      back,
      customer_share: share.value,
      revenue_share: revenueShare?.value ?? null,
      revenue_share_low: revenueShare?.interval?.low ?? null,
      revenue_share_high: revenueShare?.interval?.high ?? null,
    })),
    moves: moves.map(({ from, to, customers, isNew }) => ({
      type_before: isNew ? 'not yet here' : nameOf(from),
      type: nameOf(to),
      customers,
    })),
    stated: stated.map(({ value, kind, customers }) => ({ stated: value, type: nameOf(kind), customers })),
  }
}
