/** Made while building, from the locked packages: see third-party.ts beside vite.config.ts. */
declare module 'virtual:third-party' {
  export const NOTICES: readonly import('./notice').Notice[]
}
