import { COFFEE, PRODUCTS } from './catalogue'
import type { Random } from './random'
import { TRUTHS } from './truths'

/** What a comment is about. */
export type Theme =
  | 'late'
  | 'price rise'
  | 'phone checkout'
  | 'lost favourite'
  | 'taste'
  | 'freshness'
  | 'packaging'
  | 'price'
  | 'range'
  | 'delivery'
  | 'service'
  | 'gear'
  | 'gifts'
  | 'flexibility'

export type Mood = 'glad' | 'mixed' | 'cross'

const { priceRise, lostFavourite } = TRUTHS

/** Sentences by theme and mood. {coffee}, {gear}, {days}, {hours} and {person} are filled in. */
const SENTENCES: Readonly<Record<Theme, Readonly<Record<Mood, readonly string[]>>>> = {
  late: {
    glad: [
      'The parcel was {days} days late, but the coffee was worth the wait.',
      'Delivery was late this time, the coffee itself is lovely.',
    ],
    mixed: [
      'Coffee is fine, but the delivery came {days} days late.',
      'Arrived late and nobody told me why.',
      'Good beans, slow delivery. The parcel was late again.',
      'The tracking said Tuesday, the parcel arrived {days} days later.',
    ],
    cross: [
      'My parcel came {days} days late and I had no coffee for a week.',
      'Late delivery again. I ordered in good time and still ran out.',
      'The delivery was terribly late and the tracking page never changed.',
      'Waited {days} days for the parcel, no message, no apology.',
      'Still waiting for a delivery that was promised {days} days ago.',
      'The courier lost track of my parcel and it came far too late.',
      'Delivery was so late that I bought coffee in the supermarket instead.',
      'Third late delivery in a row, this is not good enough.',
      'It was a birthday present and the late delivery ruined it.',
    ],
  },
  'price rise': {
    glad: [`Even after the price increase the ${priceRise.planted.plan} box is good.`, 'It costs more now, but I still enjoy it.'],
    mixed: [
      `I like the ${priceRise.planted.plan} box, but ${priceRise.planted.to} euros a month is a lot.`,
      'The price went up and nothing else changed.',
      'Good coffee, though the new price makes me think twice.',
    ],
    cross: [
      `From ${priceRise.planted.from} to ${priceRise.planted.to} euros in one go is too much of a price increase.`,
      'The price increase came without a word of explanation.',
      'The same box as before at a much higher price.',
      'Loyal subscribers should not be punished with a price increase like that.',
      'After the price went up I am looking for another roaster.',
      'Unhappy about the new price, it is no longer worth it for me.',
    ],
  },
  'phone checkout': {
    glad: [
      'Checkout on my phone got stuck once, but then it worked.',
      'Had to order from my laptop because the phone page hung, otherwise great.',
    ],
    mixed: [
      'Choosing a delivery date on the phone did not work, I had to use my computer.',
      'On my phone the delivery page jumps back every time.',
      'The mobile checkout is broken, ordering on the laptop went fine.',
    ],
    cross: [
      'I cannot choose a delivery option on my phone, the button does nothing.',
      'The checkout on mobile is broken. I tried three times to pick a delivery slot.',
      'Your phone page loses my basket as soon as I choose the delivery.',
      'Gave up on my phone at the delivery step. Very annoying.',
      'Mobile checkout hangs at delivery, please fix it.',
    ],
  },
  'lost favourite': {
    glad: [`I do miss ${lostFavourite.planted.product}, but the others are good too.`],
    mixed: [
      `Please bring back ${lostFavourite.planted.product}.`,
      `Why did you stop selling ${lostFavourite.planted.product}? {coffee} is not the same.`,
      `The range is fine, but without ${lostFavourite.planted.product} I have less reason to order.`,
    ],
    cross: [
      `You took away ${lostFavourite.planted.product}, the only coffee I ever bought here.`,
      `Disappointed that ${lostFavourite.planted.product} is gone. I tried {coffee} and it is not for me.`,
      `Without ${lostFavourite.planted.product} there is nothing left for me in your shop.`,
    ],
  },
  taste: {
    glad: [
      '{coffee} is the best coffee I have had at home.',
      'Wonderful flavour, {coffee} makes a beautiful morning cup.',
      'Love the taste of {coffee}, sweet and never bitter.',
      'Rich, smooth and full of flavour.',
      'The {coffee} tastes of chocolate and cherries, delicious.',
      'My whole family loves {coffee}.',
    ],
    mixed: [
      '{coffee} is decent, a little too dark for my taste.',
      'The flavour is fine, nothing special.',
      'Some bags taste better than others.',
    ],
    cross: [
      '{coffee} tasted burnt and bitter.',
      'The flavour was flat and dull, not what the label says.',
      'Did not enjoy {coffee} at all, far too sour.',
      'This batch tasted stale and bitter.',
    ],
  },
  freshness: {
    glad: [
      'Roasted four days before it arrived, you can smell how fresh it is.',
      'Always freshly roasted, the whole kitchen smells wonderful.',
      'So fresh that it blooms beautifully in the pot.',
      'Fresh beans every time, I would not buy from a shelf again.',
    ],
    mixed: ['Roast date was three weeks ago, could be fresher.', 'Usually fresh, this bag a little less so.'],
    cross: ['The beans were roasted two months ago, that is not fresh.', 'The bag had no roast date and the beans were dry and stale.'],
  },
  packaging: {
    glad: [
      'Lovely packaging without any plastic.',
      'Neat little box that fits through the letterbox, great idea.',
      'Nice packaging and the bag closes well.',
    ],
    mixed: [
      'The bag does not close properly any more.',
      'Good coffee, too much packaging around it.',
      'The new paper bag is pretty but tears easily.',
    ],
    cross: [
      'The bag was torn and beans were all over the box.',
      'Too much waste, a huge box for one bag.',
      'The packaging was damaged and the mug inside broken.',
    ],
  },
  price: {
    glad: ['Fair price for coffee of this quality.', 'Good value, especially the bigger bags.', 'Not cheap, but worth every cent.'],
    mixed: [
      'A bit expensive, but the quality is there.',
      'I wait for an offer before I order.',
      'Fine, though shipping makes it expensive.',
    ],
    cross: ['Too expensive for what it is.', 'I found similar coffee for less elsewhere.', 'Shipping costs are far too high for one bag.'],
  },
  range: {
    glad: [
      'Great choice, I always find something new to try.',
      'I love that there is a new coffee every month.',
      'The tea is as good as the coffee.',
    ],
    mixed: ['I would like more light roasts.', 'A bigger choice of decaf would be nice.', 'Please add smaller bags for trying.'],
    cross: ['Half of what I wanted was sold out.', 'There is hardly any choice of tea.'],
  },
  delivery: {
    glad: [
      'Super fast delivery, ordered on Monday and here on Wednesday.',
      'Arrived quickly and well packed.',
      'Delivery is always quick and on time.',
    ],
    mixed: ['Delivery was fine.', 'The parcel was left with a neighbour, but it came.'],
    cross: ['The courier never rings and takes the parcel back to the depot.', 'The parcel was left out in the rain.'],
  },
  service: {
    glad: [
      '{person} from your team answered within an hour and solved everything.',
      'Friendly and helpful service, thank you {person}.',
      'I had a question about grinding and got a very kind answer.',
    ],
    mixed: ['It took two e-mails, but in the end they helped me.', 'Polite service, but slow to answer.'],
    cross: [
      'Nobody answers e-mails, I had to write {hours} times.',
      'The invoice is wrong and customer service keeps ignoring me.',
      'I was promised a call back and never got one.',
    ],
  },
  gear: {
    glad: [
      'The {gear} is beautifully made and works perfectly.',
      'Very happy with the {gear}, easy to clean.',
      'My new {gear} has changed my mornings.',
    ],
    mixed: ['The {gear} is good, the instructions are not.', 'The {gear} is smaller than I expected.'],
    cross: ['The {gear} broke after {days} days.', 'The {gear} arrived with a scratch and feels cheap.'],
  },
  gifts: {
    glad: [
      'Ordered as a present and my sister was delighted.',
      'The gift box looks gorgeous.',
      'The advent calendar was a joy every morning.',
    ],
    mixed: ['Nice gift box, a handwritten card would have been lovely.', 'The present was well received, the wrapping was plain.'],
    cross: ['The gift message was missing, which was embarrassing.', 'The gift box looked much smaller than in the photo.'],
  },
  flexibility: {
    glad: [
      'So easy to pause the subscription while I am away.',
      'I like that I can change the coffee in my box each month.',
      'The subscription just works, never out of coffee.',
    ],
    mixed: ['I wish I could get the box every three weeks.', 'Skipping a month is hidden too deep in the account page.'],
    cross: ['Cancelling or pausing should not take four clicks and an e-mail.', 'I paused my subscription and was charged anyway.'],
  },
}

const OPENERS: Readonly<Record<Mood, readonly string[]>> = {
  glad: ['Great!', 'Very happy.', 'Lovely.', 'Thank you!', 'Perfect as always.', 'Really pleased.', 'Excellent.'],
  mixed: ['Hm.', 'It is OK.', 'Mostly fine.', 'So so.', 'Not bad.'],
  cross: ['Disappointed.', 'Not happy.', 'Very annoying.', 'Poor.', 'What a pity.', 'Really frustrating.'],
}

const CLOSERS: Readonly<Record<Mood, readonly string[]>> = {
  glad: ['Will order again.', 'Keep it up!', 'I recommend you to everyone.', 'Thanks a lot.', 'See you next month.'],
  mixed: ['We will see.', 'Maybe I will try again.', 'Could be better.', 'Room for improvement.'],
  cross: ['I will not order again.', 'Please do better.', 'I expect an answer.', 'I used to be a happy customer.', 'Never again.'],
}

const COFFEES = PRODUCTS.filter((product) => product.category === COFFEE && product.name !== lostFavourite.planted.product).map(
  (product) => product.name,
)
const GEAR = PRODUCTS.filter((product) => product.category === 'Brewing gear').map((product) => product.name.toLowerCase())
const STAFF = ['Ana', 'Jonas', 'Mirela', 'Tom', 'Sofie', 'Luc']
const THEMES_OF_ALL = ['taste', 'freshness', 'packaging', 'price', 'range', 'delivery', 'service'] as const satisfies readonly Theme[]

/** One comment on a theme: an opening at times, one or two sentences, a closing at times, typed with more or less care. */
export function makeComment(random: Random, theme: Theme, mood: Mood): string {
  const sentences: string[] = []
  if (random.chance(0.3)) sentences.push(random.pick(OPENERS[mood]))
  sentences.push(random.pick(SENTENCES[theme][mood]))
  if (random.chance(0.25)) {
    const other = random.pick(THEMES_OF_ALL)
    if (other !== theme && !(theme === 'late' && other === 'delivery'))
      sentences.push(random.pick(SENTENCES[other][random.chance(0.7) ? mood : 'mixed']))
  }
  if (random.chance(0.3)) sentences.push(random.pick(CLOSERS[mood]))
  return typed(random, fill(random, sentences.join(' ')))
}

function fill(random: Random, text: string): string {
  return text.replace(/\{(\w+)\}/g, (_, slot: string) => {
    if (slot === 'coffee') return random.pick(COFFEES)
    if (slot === 'gear') return random.pick(GEAR)
    if (slot === 'person') return random.pick(STAFF)
    return String(slot === 'days' ? random.between(3, 14) : random.between(2, 5))
  })
}

function typed(random: Random, text: string): string {
  const care = random.unit()
  if (care < 0.08) return text.toLowerCase()
  if (care < 0.14) return text.replace(/\.$/, '')
  if (care < 0.16) return text.replace(/\.$/, '!!')
  // Reserved for fiction by the French regulator: personal data that people leave in comments.
  if (care < 0.164) return `${text} You can reach me on +33 1 99 00 ${random.between(10, 99)} ${random.between(10, 99)}.`
  return text
}
