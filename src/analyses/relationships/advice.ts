/** What a relationship asks of the company: a reading of it, not a measurement. */
export interface Advice {
  readonly expect: string
  readonly mistake: string
  readonly next: string
}

/**
 * The kinds there are, in words of ours. That customers want different relationships, each with rules of its own that a company can break,
 * is from Avery, Fournier & Wittenbraker (2014), Unlock the Mysteries of Your Customer Relationships.
 */
export const ADVICE: Readonly<Record<string, Advice>> = {
  'Broken up': {
    expect: 'To be left alone, mostly.',
    mistake: '“We miss you”, every month.',
    next: 'One letter before the season, then none.',
  },
  'Drifting apart': {
    expect: 'Little, but they would notice being missed.',
    mistake: 'A discount before asking why.',
    next: 'Ask what changed, then listen.',
  },
  'Complainers who stay': {
    expect: 'A fault put right, without argument.',
    mistake: 'Making them prove it, or dropping them as costly.',
    next: 'Answer the last complaint of each in person.',
  },
  'Trading partners': {
    expect: 'Terms, one contact, a prompt quote.',
    mistake: 'Treating them as shoppers; a newsletter.',
    next: 'Call all of them; agree on terms.',
  },
  'Deal seekers': {
    expect: 'A fair price, and to hear of it first.',
    mistake: 'Lowering prices for all to please a few.',
    next: 'Tell them first when lots are cleared.',
  },
  Enthusiasts: {
    expect: 'To be known, and asked before others.',
    mistake: 'Mailing them like everybody; a discount they did not need.',
    next: 'Ask ten of them what to stock next.',
  },
  'Steady partners': {
    expect: 'That it works: stock, delivery, no surprises.',
    mistake: 'Changing what they rely on without a word.',
    next: 'Offer a standing order at their own pace.',
  },
  'Casual buyers': {
    expect: 'An easy order, and nothing to join.',
    mistake: 'Asking for loyalty after two orders.',
    next: 'Remind them at their own gap.',
  },
  'New acquaintances': {
    expect: 'That the first parcel is right.',
    mistake: 'A second mailing before the first parcel.',
    next: 'Thank them, and ask how it arrived.',
  },
  'Passing acquaintances': {
    expect: 'Nothing more.',
    mistake: 'Spending on them as on lost friends.',
    next: 'One seasonal card; count the replies.',
  },
}
