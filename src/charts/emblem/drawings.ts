/** A picture in a box of 48 around 0, 0: what is filled, and what is lined. */
interface Drawing {
  readonly name: string
  readonly fill: string
  readonly lines: string
}

const drawings = <const D extends Record<string, Drawing>>(all: D): Readonly<Record<keyof D, Drawing>> => all

export const DRAWINGS = drawings({
  bag: {
    name: 'A bag',
    fill: 'M-17 -4H17L20 20H-20Z',
    lines: 'M-17 -4H17L20 20H-20ZM-9 1V-9A9 9 0 0 1 9 -9V1',
  },
  cup: {
    name: 'A cup',
    fill: 'M-17 -6H11V6A11 11 0 0 1 0 17H-6A11 11 0 0 1 -17 6Z',
    lines:
      'M-17 -6H11V6A11 11 0 0 1 0 17H-6A11 11 0 0 1 -17 6ZM11 -3H15A5 5 0 0 1 15 8H11M-10 -11C-13 -15 -7 -16 -10 -21M-2 -11C-5 -15 1 -16 -2 -21M-20 21H14',
  },
  box: {
    name: 'A parcel',
    fill: 'M-19 -9L0 -1V21L-19 12ZM19 -9L0 -1V21L19 12Z',
    lines: 'M-19 -9L0 -18L19 -9L0 -1ZM-19 -9V12L0 21L19 12V-9M0 -1V21M-9.5 -13.5L9.5 -5V3',
  },
  house: {
    name: 'A house',
    fill: 'M-15 -2L0 -16L15 -2V20H-15Z',
    lines: 'M-21 3L0 -17L21 3M-15 -2V20H15V-2M-4 20V8H4V20',
  },
  office: {
    name: 'An office',
    fill: 'M-18 -20H6V20H-18Z',
    lines: 'M-18 -20H6V20H-18ZM6 -6H18V20H6M-12 -13H-8M-4 -13H0M-12 -5H-8M-4 -5H0M-12 3H-8M-4 3H0M-9 20V12H-3V20M11 1H13M11 8H13',
  },
  present: {
    name: 'A present',
    fill: 'M-17 0H17V20H-17Z',
    lines: 'M-20 -8H20V0H-20ZM-17 0V20H17V0M0 -8V20M0 -8C-4 -20 -16 -18 -12 -10C-10 -8 -4 -8 0 -8C4 -8 10 -8 12 -10C16 -18 4 -20 0 -8',
  },
  leaf: {
    name: 'A leaf',
    fill: 'M-17 17C-22 -8 -4 -20 19 -19C21 4 8 22 -17 17Z',
    lines: 'M-17 17C-22 -8 -4 -20 19 -19C21 4 8 22 -17 17ZM-21 21L8 -8M-9 9V-3M-2 2H9',
  },
  book: {
    name: 'A book',
    fill: 'M0 -13C-6 -18 -14 -18 -20 -16V14C-14 12 -6 12 0 17Z',
    lines: 'M0 -13C-6 -18 -14 -18 -20 -16V14C-14 12 -6 12 0 17C6 12 14 12 20 14V-16C14 -18 6 -18 0 -13ZM0 -13V17',
  },
  tools: {
    name: 'A wheel',
    fill: 'M0 -9A9 9 0 1 1 -0.01 -9Z',
    lines:
      'M0 -9A9 9 0 1 1 -0.01 -9ZM0 -15A15 15 0 1 1 -0.01 -15ZM0 -15V-20M0 15V20M-15 0H-20M15 0H20M10.6 -10.6L14.1 -14.1M-10.6 10.6L-14.1 14.1M10.6 10.6L14.1 14.1M-10.6 -10.6L-14.1 -14.1',
  },
  person: {
    name: 'A person',
    fill: 'M-17 20C-17 6 -9 3 0 3C9 3 17 6 17 20Z',
    lines: 'M-17 20C-17 6 -9 3 0 3C9 3 17 6 17 20ZM0 -19A9 9 0 1 1 -0.01 -19Z',
  },
})

export type DrawingName = keyof typeof DRAWINGS

export function isDrawing(name: string | null): name is DrawingName {
  return name !== null && Object.hasOwn(DRAWINGS, name)
}
