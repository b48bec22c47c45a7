import { query } from '../../engine/database'
import { withCte } from '../queries/with-cte'
import betweenText from './between.sql?raw'
import distancesText from './distances.sql?raw'
import featuresText from './features.sql?raw'
import insideText from './inside.sql?raw'
import membersText from './members.sql?raw'
import pointsText from './points.sql?raw'

/** A set of customers by where they stand: the features, then the points, then who of them. */
function placed(name: string, text: string) {
  return query(name, withCte('features', featuresText, withCte('points', pointsText, text)), { customer_id: 'text' })
}

export const sets = {
  members: placed('customers of one group', withCte('distances', distancesText, membersText)),
  between: placed('customers between two groups', withCte('distances', distancesText, betweenText)),
  inside: placed('customers within a line', insideText),
}
