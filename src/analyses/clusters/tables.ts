import type { Database } from '../../engine/database'
import type { Company } from '../../model/company/company'
import type { Tables } from '../contract/definition'
import { known } from './features'
import type { ClustersResult } from './result'
import { nearestCentres } from '../../stats/k-means'
import { pointsOf } from './scaling'

export async function tables(database: Database, result: ClustersResult, company: Company): Promise<Tables> {
  const { features, groups, candidates } = result
  return {
    clusters: groups.map(({ name, customers, revenue, share, edge, values }) => ({
      cluster: name,
      customers,
      revenue,
      revenue_share: share?.value ?? null,
      revenue_share_low: share?.low ?? null,
      revenue_share_high: share?.high ?? null,
      between_two: edge,
      ...Object.fromEntries(features.map(({ id }, index) => [`mean_${id}`, values[index]!.mean])),
    })),
    customers: groups.length === 0 ? [] : await membership(database, result, company),
    choice: candidates.map(({ k, inertia, silhouette, without, stability }) => ({
      k,
      inertia,
      silhouette,
      silhouette_without_groups: without.mean,
      silhouette_without_groups_high: without.high,
      stability: stability.mean,
      stability_low: stability.low,
      stability_high: stability.high,
    })),
  }
}

async function membership(
  database: Database,
  { features, scalings, groups, centres }: ClustersResult,
  company: Company,
): Promise<Tables[string]> {
  const { ids, values } = await known(database, company)
  const own = features.map(({ id }) => values.get(id)!)
  const points = pointsOf(own, scalings)
  const labels = nearestCentres(points, Float64Array.from(centres))
  return ids.flatMap((customer_id, row) =>
    own.some((column) => Number.isNaN(column[row]!)) ? [] : [{ customer_id, cluster: groups[labels[row]!]!.name }],
  )
}
