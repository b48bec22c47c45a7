import { DAY_MS, dayOf } from './calendar'
import { channelIndex } from './channels'
import type { Customers } from './customers'
import { CHANNEL, DEVICE, ORIGIN, type OrderLog } from './order-log'
import { openStream } from './random'
import { TRUTHS } from './truths'

const { on, before, after } = TRUTHS.brokenStep.planted
const BREAKS_ON = dayOf(on)
const STALL = channelIndex('Market stall')
const TABLET = 0.08
const MOBILE = 0.5

/** Where each order was made. Since the break fewer phones get through, and what is bought is bought on other devices. */
export function assignDevices(seed: number, customers: Customers, log: OrderLog): void {
  const random = openStream(seed, 'devices')
  const mobileAfter = (MOBILE * after) / (MOBILE * after + (1 - MOBILE) * before)
  for (let order = 0; order < log.at.length; order++) {
    const origin = log.origin[order]!
    const customer = log.customer[order]!
    if (origin === ORIGIN.subscription) log.channel[order] = CHANNEL.subscription
    else if (origin === ORIGIN.office) log.channel[order] = CHANNEL.account
    else if (customer >= 0 && customers.source[customer] === STALL && random.chance(0.5)) log.channel[order] = CHANNEL.stall
    else if (random.chance(0.16)) {
      log.channel[order] = CHANNEL.app
      log.device[order] = DEVICE.app
    } else {
      const isMobile = random.chance(log.at[order]! >= BREAKS_ON * DAY_MS ? mobileAfter : MOBILE)
      log.device[order] = isMobile ? DEVICE.mobile : random.chance(TABLET / (1 - MOBILE)) ? DEVICE.tablet : DEVICE.desktop
    }
  }
}
